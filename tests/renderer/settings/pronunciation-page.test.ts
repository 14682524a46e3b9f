import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { keptEntrySchema, pronunciationEntrySchema, type KeptEntry } from '@contract/pronunciation'
import PronunciationPage from '../../../src-renderer/settings/PronunciationPage.svelte'
import { mountInApp } from '../app-fixture'
import { FakePlayer } from '../fake-player'

const kept = (text: string, changes: object = {}): KeptEntry => ({
  id: text,
  ...pronunciationEntrySchema.parse({ text, say: { kind: 'words', words: `say ${text}` }, ...changes }),
})

/** What main holds, or the failure it answers with. */
let held: KeptEntry[]
let failure: AppError | null
/** The channels that it was asked on. */
let asked: string[]
let player: FakePlayer
let previewPlayer: FakePlayer
let close: () => Promise<void>

/** Main, as far as the page sees it. */
async function answer(channel: string, input: unknown): Promise<unknown> {
  if (failure) throw failure
  asked.push(channel)
  if (channel === 'pronunciation:abbreviations')
    return [
      { text: 'Dr.', words: 'Doctor' },
      { text: 'e.g.', words: 'for example' },
    ]
  const { id, entry, entries } = input as { id?: string | null; entry?: object; entries?: unknown }
  if (channel === 'pronunciation:save') {
    const saved = keptEntrySchema.parse({ ...entry, id: id ?? 'new' })
    held = id === null ? [...held, saved] : held.map((other) => (other.id === id ? saved : other))
  }
  if (channel === 'pronunciation:remove') held = held.filter((other) => other.id !== id)
  if (channel === 'pronunciation:replace') held = keptEntrySchema.array().parse(entries)
  return channel === 'pronunciation:list' ? { entries: held, problem: null } : held
}

async function open(documentId: string | null): Promise<void> {
  const mounted = mountInApp(PronunciationPage, {}, null, answer, previewPlayer)
  player = mounted.player
  close = mounted.close
  await mounted.app.pronunciations.prepare(documentId)
  flushSync()
}

beforeEach(() => {
  held = [kept('Eloi', { scope: 'document' }), kept('Weena')]
  failure = null
  asked = []
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
  test('abbreviations that are known by themselves are listed, searched, and said otherwise', async () => {
    await open(null)
    const listed = () => [...document.querySelectorAll('details li')].map((line) => line.textContent)
    expect(asked).not.toContain('pronunciation:abbreviations')
    const details = document.querySelector('details')
    if (!details) throw new Error('There is no list of abbreviations')
    details.open = true
    details.dispatchEvent(new Event('toggle'))
    flushSync()
    await vi.waitFor(() => expect(listed()).toHaveLength(2))
    const search = document.querySelector<HTMLInputElement>('[type="search"]')
    if (!search) throw new Error('There is no search field')
    search.value = 'doct'
    search.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    expect(listed()).toHaveLength(1)
    await press('Say “Dr.” otherwise…')
    const fields = [...document.querySelectorAll<HTMLInputElement>('form input.field')]
    expect(fields.map(({ value }) => value)).toEqual(['Dr.', 'Doctor'])
    type('Words', 'drive')
    document.querySelector('form')?.requestSubmit()
    await vi.waitFor(() =>
      expect(held.at(-1)).toMatchObject({ text: 'Dr.', say: { kind: 'words', words: 'drive' } }),
    )
  })

  test('an entry for one place says which, and can be changed there, widened and removed', async () => {
    const place = { block: 3, char: 4, before: 'The ', after: 'Eloi came.' }
    const manner = { match: 'anywhere', matchCase: true, scope: 'here', place }
    held = [kept('Eloi', manner)]
    await open('book')
    expect(rows()[0]).toMatch(/Eloi[\s\S]*In “The Eloi came.”[\s\S]*say Eloi[\s\S]*Here/)
    await press('Hear “Eloi”')
    expect(previewPlayer.pronunciations.at(-1)?.entries).toMatchObject([
      { text: 'Eloi', scope: 'everywhere' },
    ])
    await press('Change “Eloi”')
    expect(document.querySelector<HTMLInputElement>('form input.field')?.readOnly).toBe(true)
    expect([...document.querySelectorAll('form [type="radio"]')].length).toBe(6)
    type('Words', 'ee-loy')
    document.querySelector('form')?.requestSubmit()
    await vi.waitFor(() => expect(held[0].say).toEqual({ kind: 'words', words: 'ee-loy' }))
    expect(held[0]).toMatchObject({ scope: 'here', place })
    await vi.waitFor(() => button('Delete “Eloi”'))
    await press('Delete “Eloi”')
    expect(held).toEqual([])
  })

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
    player.examined = { problem: { code: 'pattern-bracket', values: { part: '[' } }, sentences: 0 }
    await press('Add…')
    type('Text', '(')
    type('Words', 'x')
    const sentence = 'A square bracket in the regular expression is not closed: “[”'
    await vi.waitFor(() => expect(alertText()).toBe(sentence))
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
