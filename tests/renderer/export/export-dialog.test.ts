import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { exportProgress, saveDocument, type ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import { usualNamePattern } from '@contract/export-ways'
import ExportDialog from '../../../src-renderer/export/ExportDialog.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'
import { failedOf, takenOf } from './export-fixtures'

const titles = ['Dawn', 'Noon', 'Night']
const book = {
  ...documentOf(
    titles.flatMap((title) => [
      { ...paragraph(title), kind: 'heading' as const, level: 1 },
      paragraph(`It was ${title}.`),
    ]),
  ),
  title: 'A day',
  cover: { mediaType: 'image/png', bytes: new Uint8Array([1, 2]) },
  contents: titles.map((title, index) => ({ title, level: 1, startBlock: index * 2 })),
  isWhole: true,
}
let mounted: MountedApp
afterEach(() => mounted.close())
/** What main says to the wish to record what is heard. */
let recorded: Promise<unknown> = Promise.resolve(null)

function open(isWhole = true): void {
  let jobs = 0
  mounted = mountInApp(
    ExportDialog,
    (app) => ({ document: app.session.document ?? book }),
    { ...book, isWhole },
    (channel) =>
      channel === 'export:save'
        ? Promise.resolve({ jobId: `job-${++jobs}` })
        : channel === 'export:record'
          ? recorded
          : channel === 'export:folder' || channel === 'export:choose-folder'
            ? Promise.resolve({ path: channel === 'export:folder' ? '/music' : '/books', bytesFree: 1_000 })
            : new Promise(() => undefined),
  )
}
const checks = () => [...document.querySelectorAll<HTMLInputElement>('ol input[type="checkbox"]')]
const tell = (progress: ExportProgress) => mounted.notify(exportProgress, progress)
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  flushSync()
}
async function press(name: string): Promise<void> {
  const button = named('button', name)
  if (button.getAttribute('type') === 'submit') document.querySelector('form')?.requestSubmit()
  else button.click()
  await settle()
}
const saved = () =>
  mounted.calls
    .filter(({ channel }) => channel === 'export:save')
    .map(({ input }) => saveDocument.input.parse(input))

describe('ExportDialog', () => {
  test('saves the chapters that are ticked under the titles they were given', async () => {
    open()
    expect(checks().map(({ checked }) => checked)).toEqual([true, true, true])
    checks()[0]?.click()
    const title = named('input', 'Title of chapter 2') as HTMLInputElement
    title.value = 'Midday'
    title.dispatchEvent(new Event('change', { bubbles: true }))
    flushSync()
    await press('Save')
    expect(saved()).toMatchObject([
      { documentId: book.id, replaces: false, choices: { chapters: [2, 3], titles: { 2: 'Midday' } } },
    ])
    tell(takenOf('job-1'))
    await settle()
    expect(mounted.app.frame.isExportOpen).toBe(true)
  })

  test('says of the book what is typed, and leaves its cover out where that is wanted', async () => {
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:cover', revokeObjectURL: vi.fn() }),
    )
    open()
    const type = (name: string, value: string) => {
      const field = document.querySelector<HTMLInputElement>(`input[aria-label="${name}"]`)
      if (!field) throw new Error(`There is no field named ${name}`)
      field.value = value
      field.dispatchEvent(new Event('change', { bubbles: true }))
      flushSync()
      return field.value
    }
    expect(document.querySelector('[data-setting="Cover"]')).toBeNull()
    mounted.app.drafts.of(book.id, mounted.app.settings.current.export).change({ formats: ['wav', 'm4b'] })
    flushSync()
    expect(document.querySelector('[data-setting="Cover"] img')?.getAttribute('src')).toBe('blob:cover')
    expect(type('Title', '')).toBe('A day')
    expect(type('Title', 'Two days')).toBe('Two days')
    expect(type('Authors', 'Ann Onym;Bo ; ')).toBe('Ann Onym; Bo')
    document.querySelector<HTMLElement>('[data-setting="Cover"] [role="switch"]')?.click()
    flushSync()
    await press('Save')
    const about = { title: 'Two days', authors: ['Ann Onym', 'Bo'], leavesOutCover: true }
    expect(saved()).toMatchObject([{ choices: { about, formats: ['wav', 'm4b'] } }])
    expect(mounted.app.saves.current?.title).toBe('Two days')
  })

  test('a click with Shift takes all chapters from the last one', () => {
    open()
    checks()[0]?.click()
    checks()[2]?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: true }))
    flushSync()
    expect(checks().map(({ checked }) => checked)).toEqual([false, false, false])
    expect(document.body.textContent).toContain('Choose at least one chapter.')
    expect((named('button', 'Save') as HTMLButtonElement).disabled).toBe(true)
    named('button', 'All').click()
    flushSync()
    expect(checks().every(({ checked }) => checked)).toBe(true)
  })

  test('what is in the way of files is asked about, and replaced only when that is said', async () => {
    open()
    await press('Save')
    tell(failedOf('job-1', 'export/already-there'))
    await settle()
    expect(named('[role="alert"]', '“A day.wav” is there already.')).toBeTruthy()
    expect(mounted.app.saves.exists).toBe(false)
    await press('Choose another folder')
    expect(mounted.app.saveFolder.current?.path).toBe('/books')
    await press('Save')
    tell(failedOf('job-2', 'export/already-there'))
    await settle()
    await press('Replace')
    expect(saved().map(({ replaces }) => replaces)).toEqual([false, false, true])
  })

  test('only what was asked about is replaced', async () => {
    open()
    await press('Save')
    tell(failedOf('job-1', 'export/already-there'))
    await settle()
    checks()[0]?.click()
    flushSync()
    expect(document.querySelector('[data-testid="export-there"]')).toBeNull()
    await press('Save')
    expect(saved().map(({ replaces }) => replaces)).toEqual([false, false])
    tell(failedOf('job-2', 'export/already-there'))
    await settle()
    await press('Change…')
    expect(document.querySelector('[data-testid="export-there"]')).toBeNull()
  })

  test('what is in the way of files is said in the panel when the dialog was closed meanwhile', async () => {
    open()
    const { frame, saves } = mounted.app
    await press('Save')
    await mounted.close()
    tell(failedOf('job-1', 'export/already-there'))
    await settle()
    expect(saves.shown?.isInTheWay).toBe(true)
    expect(frame.isExportOpen).toBe(true)
    open()
  })

  test('asks once where what is heard is recorded, however often that is pressed', async () => {
    recorded = new Promise(() => undefined)
    open()
    await press('Record what I hear')
    await press('Record what I hear')
    await press('Save')
    expect(mounted.calls.filter(({ channel }) => channel === 'export:record')).toHaveLength(1)
    expect(saved()).toEqual([])
  })

  test('reads with the voice that is chosen for it', async () => {
    open()
    const { player } = mounted
    const voices = ['heart', 'emma'].map((id) => ({ id, name: id, language: 'en-US', missingBytes: 0 }))
    player.engine = { ...player.engine, voices }
    player.enter('idle')
    flushSync()
    const list = named('select', 'Voice') as HTMLSelectElement
    expect([...list.options].map(({ value }) => value)).toEqual(['heart', 'emma'])
    list.value = 'emma'
    list.dispatchEvent(new Event('change', { bubbles: true }))
    flushSync()
    await press('Save')
    expect(saved()[0]?.choices.speech.voice).toBe('emma')
  })

  test('a name of files that cannot be is no matter where there is one file', async () => {
    open()
    const draft = mounted.app.drafts.of(book.id, mounted.app.settings.current.export)
    draft.change({ per: 'both', pattern: '{tune}' })
    flushSync()
    expect((named('button', 'Save') as HTMLButtonElement).disabled).toBe(true)
    draft.change({ per: 'book' })
    flushSync()
    await press('Save')
    expect(saved()[0]?.choices.pattern).toBe(usualNamePattern)
    expect(draft.ways.pattern).toBe('{tune}')
  })

  test('the preview ends by itself, half a minute after it was heard first', () => {
    vi.useFakeTimers()
    try {
      open()
      mounted.player.enter('idle')
      const isHeard = () => mounted.app.preview.heard === 'export'
      named('button', 'Preview 30 s').click()
      flushSync()
      // Nothing is heard yet: a voice that takes its time loses nothing of it.
      vi.advanceTimersByTime(40_000)
      expect(isHeard()).toBe(true)
      mounted.player.hear({ block: 0 })
      flushSync()
      vi.advanceTimersByTime(29_000)
      flushSync()
      expect(isHeard()).toBe(true)
      expect(named('button', 'Stop preview')).toBeTruthy()
      vi.advanceTimersByTime(1_200)
      flushSync()
      expect(isHeard()).toBe(false)
      expect(named('button', 'Preview 30 s')).toBeTruthy()
    } finally {
      vi.useRealTimers()
    }
  })

  test('what could not be said elsewhere is no failure here', () => {
    open()
    mounted.app.preview.toggle('elsewhere', 'A word', [])
    mounted.player.failure = new AppError('engine/crashed', 'gone')
    mounted.player.enter('failed')
    flushSync()
    expect(mounted.app.preview.failure).not.toBeNull()
    expect(document.querySelector('.failure')).toBeNull()
  })

  test('a field that no name has is said at once', () => {
    open()
    mounted.app.drafts.of(book.id, mounted.app.settings.current.export).change({ per: 'chapter' })
    flushSync()
    expect(document.body.textContent).toContain('First: 01 Dawn.wav')
    const field = named('input', 'Names of files') as HTMLInputElement
    field.value = '{tune}'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    expect(document.body.textContent).toContain('There is no {tune} for names of files.')
    expect((named('button', 'Save') as HTMLButtonElement).disabled).toBe(true)
  })

  test('waits for a document that is still being opened', () => {
    open(false)
    expect(document.body.textContent).toContain('The document is still being opened.')
    expect((named('button', 'Save') as HTMLButtonElement).disabled).toBe(true)
  })

  test('says what comes of it, and that the folder has no room for it', async () => {
    open()
    await settle()
    const line = document.querySelector('[data-testid="export-estimate"]')
    expect(line?.textContent).toMatch(/about 1 min.*WAV 1 MB/s)
    expect(line?.querySelector('.short')?.textContent).toBe('only 1 MB free')
  })

  test('what is chosen holds for all documents only when that is said', async () => {
    open()
    const { app } = mounted
    app.drafts.of(book.id, app.settings.current.export).change({ formats: ['m4b'] })
    flushSync()
    expect(app.settings.current.export.formats).toEqual(['wav'])
    await press('Use for all documents')
    expect(app.settings.current.export.formats).toEqual(['m4b'])
  })
})
