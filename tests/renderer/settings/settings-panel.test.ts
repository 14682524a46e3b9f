import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { settingsPages } from '../../../src-renderer/settings/settings-pages'
import { searchSettings } from '../../../src-renderer/settings/settings-search'
import SettingsPanel from '../../../src-renderer/settings/SettingsPanel.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

const { t } = createTranslator('en')
let mounted: MountedApp | undefined
afterEach(async () => {
  await mounted?.close()
  mounted = undefined
})

const search = (typed: string) =>
  searchSettings(t, settingsPages, typed).map(({ page, entry }) => [t(settingsPages[page].name), entry.label])
const field = () => named('input', 'Search settings') as HTMLInputElement
function type(text: string) {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}
function press(key: string) {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  flushSync()
}
const open = (page: string) => {
  named('button', page).click()
  flushSync()
}

describe('searchSettings', () => {
  test('finds rows by label, hint, synonym and page, those of the label first', () => {
    expect(search('dark')).toEqual([['Text', 'Theme']])
    expect(search('SPEED')[0]).toEqual(['Voice', 'Speed'])
    expect(search('pauses heading')).toEqual([
      ['Pauses', 'After a heading'],
      ['Pauses', 'Before a chapter'],
    ])
    expect(search('next match')).toEqual([['Keyboard', 'Next match']])
    expect(search(' ')).toEqual([])
  })
})

test.each(settingsPages.map((page, index) => [t(page.name), index] as const))(
  'every row of the page %s can be found',
  (_name, index) => {
    const page = settingsPages[index]
    mounted = mountInApp(page.content, {}, null)
    const labels = [...document.querySelectorAll<HTMLElement>('[data-setting]')].map(
      ({ dataset }) => dataset.setting,
    )
    const known = new Set(page.entries(t).map(({ label }) => label))
    expect(labels.filter((label) => label === undefined || !known.has(label))).toEqual([])
  },
)

test('putting a page back changes that page’s part, all of it and no other, and can be undone', () => {
  const fresh = settingsSchema.parse({ version: 1 })
  const changed = settingsSchema.parse({
    speech: {
      ...{ speed: 2, device: 'cpu', quoteVoice: 'joe' },
      ...{ pauses: { sentenceMilliseconds: 0 }, sound: { gainDecibels: 3 }, stream: { seam: 'none' } },
    },
    view: {
      ...{ theme: 'dark', text: { face: 'sans' }, highlight: { ruler: true } },
      ...{ bufferSeconds: true, instruments: true, sidebar: false },
    },
    audio: {
      volume: 0.5,
      output: 'system',
      device: { id: 'a', name: 'Loudspeakers' },
      leadInMilliseconds: 300,
      keepsOutputOpen: false,
    },
    reading: { rules: { url: 'read' } },
    library: { history: false },
    privacy: { isOfflineOnly: true },
    system: { isMiniOnTop: false },
    export: { per: 'chapter' },
    keys: { open: [] },
    player: {
      hasMediaKeys: false,
      speakSteppedWords: false,
      favouriteVoices: ['joe'],
      previewTexts: { en: 'Hello.' },
    },
  })
  const taken = new Map<string, string>()
  let all = changed
  for (const { name, reset } of settingsPages) {
    if (!reset) continue
    const put = reset(changed, fresh)
    expect(reset(put, changed)).toEqual(changed)
    const paths = differences(changed, put)
    expect(paths, name).not.toEqual([])
    for (const path of paths) {
      expect(taken.get(path), `${path} is of ${name}, too`).toBeUndefined()
      taken.set(path, name)
    }
    all = reset(all, fresh)
  }
  // What is on no page: a button of the title bar, and the stars of the voices.
  expect(differences(all, fresh)).toEqual(['.view.sidebar', '.player.favouriteVoices'])
})

/** Where two values differ: the paths to their ends. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  if (JSON.stringify(one) === JSON.stringify(other)) return []
  const isOpen = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isOpen(one) || !isOpen(other)) return [path]
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
    differences(one[key], other[key], `${path}.${key}`),
  )
}

describe('SettingsPanel', () => {
  test('Reset is there for what differs, puts it back, and is undone', () => {
    mounted = mountInApp(SettingsPanel, {}, null)
    const { settings } = mounted.app
    const reset = () => named('button', 'Reset') as HTMLButtonElement
    open('Pauses')
    expect(reset().disabled).toBe(true)
    settings.changePauses({ sentenceMilliseconds: 0 })
    settings.changeView({ theme: 'dark' })
    flushSync()
    reset().click()
    flushSync()
    expect(settings.current.speech.pauses.sentenceMilliseconds).toBe(350)
    expect(settings.current.view.theme).toBe('dark')
    expect(reset().disabled).toBe(true)
    named('button', 'Undo').click()
    flushSync()
    expect(settings.current.speech.pauses.sentenceMilliseconds).toBe(0)
  })

  test('Enter jumps to the row that is found and marks it', async () => {
    mounted = mountInApp(SettingsPanel, {}, null)
    Element.prototype.scrollIntoView = () => undefined
    type('paragraph')
    press('Enter')
    await Promise.resolve()
    await new Promise((done) => setTimeout(done, 0))
    const marked = document.querySelector<HTMLElement>('[data-marked]')
    expect(marked?.dataset.setting).toBe('After a paragraph')
    expect(document.activeElement?.closest('[data-setting]')).toBe(marked)
  })

  test('a row found has the focus on its control, whatever it is', async () => {
    mounted = mountInApp(SettingsPanel, {}, null)
    Element.prototype.scrollIntoView = () => undefined
    type('quoted')
    press('Enter')
    await new Promise((done) => setTimeout(done, 0))
    expect(document.activeElement?.tagName).toBe('SELECT')
  })

  test('Enter that ends the composing of a word jumps nowhere', async () => {
    mounted = mountInApp(SettingsPanel, {}, null)
    type('paragraph')
    const event = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, isComposing: true })
    field().dispatchEvent(event)
    await new Promise((done) => setTimeout(done, 0))
    expect(document.querySelector('[data-marked]')).toBeNull()
  })

  test('says when nothing is found, and Esc empties the field before it closes the settings', () => {
    mounted = mountInApp(SettingsPanel, {}, null)
    type('no such thing')
    expect(document.body.textContent).toContain('No setting is called that.')
    press('Escape')
    expect(field().value).toBe('')
  })
})

test('shows the row that it was opened for, also while another page is shown', async () => {
  mounted = mountInApp(SettingsPanel, {}, null)
  const { frame } = mounted.app
  open('Keyboard')
  frame.showSetting('settings.voice')
  await vi.waitFor(() =>
    expect(document.querySelector<HTMLElement>('[data-marked]')?.dataset.setting).toBe('Voice'),
  )
  expect(document.querySelector('h1')?.textContent).toBe('Voice')
  open('Keyboard')
  expect(document.querySelector('h1')?.textContent).toBe('Keyboard')
})
