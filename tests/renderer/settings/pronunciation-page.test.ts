import { flushSync, mount, unmount, type Component } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Call } from '@contract/define-call'
import { AppError } from '@contract/errors'
import { keptEntrySchema, pronunciationEntrySchema, type KeptEntry } from '@contract/pronunciation'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { DocumentOpener } from '../../../src-renderer/library/document-opener.svelte'
import { Finding } from '../../../src-renderer/find/finding.svelte'
import { Editing } from '../../../src-renderer/editing/editing.svelte'
import { ExportJob } from '../../../src-renderer/export/export-job.svelte'
import { Unfinished } from '../../../src-renderer/export/unfinished.svelte'
import { Library } from '../../../src-renderer/library/library.svelte'
import { OwnNarration } from '../../../src-renderer/narration/own-narration.svelte'
import { Timeline } from '../../../src-renderer/player/timeline.svelte'
import { Preview } from '../../../src-renderer/pronunciation/preview.svelte'
import { Pronunciations } from '../../../src-renderer/pronunciation/pronunciations.svelte'
import { DocumentPictures } from '../../../src-renderer/reader/document-pictures'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import PronunciationPage from '../../../src-renderer/settings/PronunciationPage.svelte'
import { Diagnostics } from '../../../src-renderer/settings/diagnostics.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { DesktopState } from '../../../src-renderer/system/desktop-state.svelte'
import { setApp, type AppContext } from '../../../src-renderer/ui/app-context'
import { FrameState } from '../../../src-renderer/ui/frame-state.svelte'
import { Keys } from '../../../src-renderer/ui/keys.svelte'
import { controlsOf } from '../app-fixture'
import { FakePlayer } from '../fake-player'

const kept = (text: string, changes: object = {}): KeptEntry => ({
  id: text,
  ...pronunciationEntrySchema.parse({ text, say: { kind: 'words', words: `say ${text}` }, ...changes }),
})

/** What main holds, or the failure it answers with. */
let held: KeptEntry[]
let failure: AppError | null
let player: FakePlayer
let previewPlayer: FakePlayer
let page: Record<string, unknown>
let close: () => Promise<void>

/** Main, as far as the page sees it. */
const call = (async (declared: Call, input: { id?: string | null; entry?: object; entries?: unknown }) => {
  if (failure) throw failure
  const { id, entry, entries } = input
  if (declared.channel === 'pronunciation:save') {
    const saved = keptEntrySchema.parse({ ...entry, id: id ?? 'new' })
    held = id === null ? [...held, saved] : held.map((other) => (other.id === id ? saved : other))
  }
  if (declared.channel === 'pronunciation:remove') held = held.filter((other) => other.id !== id)
  if (declared.channel === 'pronunciation:replace') held = keptEntrySchema.array().parse(entries)
  return declared.output.parse(
    declared.channel === 'pronunciation:list' ? { entries: held, problem: null } : held,
  )
}) as Bridge['call']

async function open(documentId: string | null): Promise<void> {
  const bridge: Bridge = {
    call,
    on: () => () => undefined,
    connectSpeech: () => Promise.reject(new Error('Nothing is connected here')),
    pathOfFile: () => '',
  }
  const report = vi.fn()
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), report)
  const session = new ReadingSession(createTranslator('en').t, player, settings)
  const pronunciations = new Pronunciations(bridge, player, report)
  const preview = new Preview(
    () => previewPlayer,
    session,
    () => settings.current,
  )
  await pronunciations.prepare(documentId)
  const timeline = new Timeline(session, settings)
  const opener = new DocumentOpener(bridge, session, {
    prepare: (id) => pronunciations.prepare(id),
    arrive: () => undefined,
  })
  const exporting = new ExportJob(createTranslator('en').t, bridge, report)
  const app: AppContext = {
    session,
    timeline,
    settings,
    opener,
    library: new Library({
      t: createTranslator('en').t,
      bridge,
      session,
      settings,
      report,
      say: () => undefined,
    }),
    editing: new Editing({
      t: createTranslator('en').t,
      bridge,
      session,
      say: () => undefined,
      settle: () => undefined,
    }),
    narration: new OwnNarration(bridge, player, settings, () => () => undefined, report),
    pictures: new DocumentPictures(bridge),
    finding: new Finding(session),
    pronunciations,
    preview,
    ...controlsOf(session, preview),
    exporting,
    unfinished: new Unfinished(bridge, { session, opener, exporting }, report),
    frame: new FrameState(),
    desktop: new DesktopState(bridge, settings, {
      togglePlay: () => undefined,
      openText: () => undefined,
      report,
    }),
    diagnostics: new Diagnostics(bridge, player, report),
    keys: new Keys(settings, 'linux'),
    platform: 'linux',
    t: createTranslator('en').t,
    run: () => undefined,
    playSample: () => undefined,
    openWelcome: () => undefined,
    windowCommand: () => undefined,
  }
  const inApp: Component = (internals, props) => {
    setApp(app)
    return PronunciationPage(internals, props)
  }
  page = mount(inApp, { target: document.body, context: new Map() })
  flushSync()
  close = async () => {
    await unmount(page)
    timeline.dispose()
    session.dispose()
  }
}

beforeEach(() => {
  held = [kept('Eloi', { scope: 'document' }), kept('Weena')]
  failure = null
  player = new FakePlayer()
  previewPlayer = new FakePlayer()
})
afterEach(() => close())

const rows = () => [...document.querySelectorAll('tbody tr')].map((row) => row.textContent)
const button = (name: string) => {
  const found = [...document.querySelectorAll('button')].find(
    (one) => (one.getAttribute('aria-label') ?? one.textContent).trim() === name,
  )
  if (!found) throw new Error(`There is no button ${name}`)
  return found
}

const press = async (name: string) => {
  button(name).click()
  await new Promise((resolve) => setTimeout(resolve))
  flushSync()
}
const type = (label: string, value: string) => {
  const id = [...document.querySelectorAll('label')].find(({ textContent }) => textContent === label)?.htmlFor
  const field = document.getElementById(id ?? '')
  if (!(field instanceof HTMLInputElement)) throw new Error(`There is no field ${label}`)
  field.value = value
  field.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}
const alertText = () => document.querySelector('[role="alert"]')?.textContent?.trim()

describe('PronunciationPage', () => {
  test('lists what holds, and hears a row without its document', async () => {
    await open('book')
    expect(rows()[0]).toMatch(/Eloi[\s\S]*Whole word[\s\S]*say Eloi[\s\S]*This document/)
    await press('Hear “Eloi”')
    expect(previewPlayer.pronunciations.at(-1)?.entries).toMatchObject([{ text: 'Eloi' }])
    await press('Stop “Eloi”')
    expect(previewPlayer.state).toBe('idle')
  })

  test('what is deleted can be put back where it stood', async () => {
    await open('book')
    await press('Delete “Eloi”')
    expect(rows()).toHaveLength(1)
    expect(document.body.textContent).toContain('“Eloi” was deleted.')
    await press('Undo')
    expect(rows()[0]).toContain('Eloi')
    expect(document.body.textContent).not.toContain('was deleted')
  })

  test('an entry is added, and changed where it stands', async () => {
    await open('book')
    await press('Add…')
    expect(button('Save').disabled).toBe(true)
    type('Text', 'Nguyen')
    type('Words', 'win')
    await press('Save')
    expect(held.at(-1)).toMatchObject({ text: 'Nguyen', say: { words: 'win' }, scope: 'everywhere' })
    await press('Change “Weena”')
    type('Words', 'weener')
    await press('Save')
    expect(rows().map((row) => /Eloi|weener|Nguyen/.exec(row ?? '')?.[0])).toEqual([
      'Eloi',
      'weener',
      'Nguyen',
    ])
  })

  test('an expression that cannot be used is refused with its reason', async () => {
    await open('book')
    player.examined = { problem: 'A bracket is not closed.', sentences: 0 }
    await press('Add…')
    type('Text', '(')
    type('Words', 'x')
    await vi.waitFor(() => expect(alertText()).toBe('A bracket is not closed.'))
    expect(button('Save').disabled).toBe(true)
  })

  test('a failure to save is said, and what was typed stays', async () => {
    await open('book')
    await press('Change “Weena”')
    type('Words', 'weener')
    failure = new AppError('pronunciation/not-saved', 'disk full')
    await press('Save')
    expect(alertText()).toBe('The pronunciation could not be saved. Nothing was changed.')
    failure = null
    await press('Save')
    expect(rows()[1]).toContain('weener')
  })

  test('without a document an entry holds everywhere', async () => {
    held = []
    await open(null)
    expect(document.body.textContent).toContain('There are none yet.')
    expect(button('Export…').disabled).toBe(true)
    await press('Add…')
    const choice = document.querySelector('label[title="No document is open"] input')
    expect(choice).toHaveProperty('disabled', true)
  })

  test('more than ten can be searched', async () => {
    held = Array.from({ length: 10 }, (_, index) => kept(`Name ${index}`))
    await open(null)
    expect(document.querySelector('[type="search"]')).toBeNull()
    await close()
    held.push(kept('Nguyễn'))
    await open(null)
    const search = document.querySelector<HTMLInputElement>('[type="search"]')
    if (!search) throw new Error('There is no search field')
    search.value = 'nguyen'
    search.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    expect(rows()).toHaveLength(1)
  })
})
