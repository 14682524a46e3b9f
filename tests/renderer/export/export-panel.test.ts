import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import { exportProgress, type ExportProgress } from '@contract/calls/export'
import ExportPanel from '../../../src-renderer/export/ExportPanel.svelte'
import { recordHeard } from '../../../src-renderer/export/record-heard'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'
import { doneOf, failedOf, headOf, runningOf, takenOf } from './export-fixtures'

const voiceOf = (id: string, name: string) => ({ id, name, language: 'en-US', missingBytes: 0 })
const reader = () => document.querySelector('[data-testid="export-reader"]')?.textContent ?? null
const rows = () =>
  [...document.querySelectorAll('ol li')].map((row) => row.textContent?.replace(/\s+/g, ' ').trim())
let mounted: MountedApp
afterEach(() => mounted.close())

const book = { ...documentOf([paragraph('A book.')]), isWhole: true }
/** @param chosen the folder that the person chooses */
function open(shown: typeof book | null = book, chosen = '/books'): void {
  mounted = mountInApp(ExportPanel, {}, shown, (channel) => {
    switch (channel) {
      case 'export:record':
      case 'export:resume':
        return Promise.resolve({ jobId: 'a' })
      case 'export:unfinished':
        return Promise.resolve([])
      case 'export:folder':
        return Promise.resolve({ path: '/music', bytesFree: null })
      case 'export:choose-folder':
        return Promise.resolve({ path: chosen, bytesFree: null })
      default:
        return new Promise(() => undefined)
    }
  })
}
async function add(jobId: string): Promise<void> {
  await mounted.app.saves.add((replaces) => Promise.resolve({ jobId: replaces ? `${jobId}-2` : jobId }))
  flushSync()
}
const tell = (progress: ExportProgress) => mounted.notify(exportProgress, progress)
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  flushSync()
}

/** Saves a document that may have a narration of its own. */
async function record(isNarrated: boolean): Promise<void> {
  open()
  const { app, player } = mounted
  player.engine = { ...player.engine, voices: [voiceOf('heart', 'Heart'), voiceOf('emma', 'Emma')] }
  player.enter('idle')
  app.settings.changeSpeech({ voice: 'emma' })
  app.narration.isOffered = isNarrated
  await recordHeard(app)
  flushSync()
}

describe('ExportPanel', () => {
  test('says who reads a narrated book, whichever voice is chosen meanwhile', async () => {
    await record(true)
    expect(reader()).toBe('Emma reads it, not the book’s own narration.')
    mounted.app.settings.changeSpeech({ voice: 'heart' })
    mounted.app.narration.isOffered = false
    flushSync()
    expect(reader()).toBe('Emma reads it, not the book’s own narration.')
  })

  test('says nothing of who reads a book without a narration, whatever is opened meanwhile', async () => {
    await record(false)
    mounted.app.narration.isOffered = true
    flushSync()
    expect(reader()).toBeNull()
  })

  test('says that it finds out how loud it is, until something is written', async () => {
    open()
    await add('a')
    tell(takenOf('a'))
    const measuring = 'Measuring how loud it is: 40 %'
    tell({ state: 'measuring', jobId: 'a', fraction: 0.4 })
    expect(document.body.textContent).toContain(measuring)
    tell(runningOf('a', 0.1))
    expect(document.body.textContent).not.toContain(measuring)
  })

  test('says of every chapter how far it is', async () => {
    open()
    await add('a')
    tell(takenOf('a'))
    tell(runningOf('a', 0.4, { chapter: 1, chapterFraction: 0.58, chapterSeconds: [65, 20] }))
    expect(rows()).toEqual(['1 Dawn 1 min 5 s', '2 Noon 58 %', '3 Night Waiting'])
    tell(
      runningOf('a', 0.6, {
        chapter: 1,
        chapterSeconds: [65, 40],
        making: { name: 'A day.m4b', fraction: 0.5 },
      }),
    )
    expect(rows()[1]).toContain('Making A day.m4b')
    expect(document.body.textContent).toContain('WAV, one file')
  })

  test('one that failed goes on where it ended', async () => {
    open()
    await add('a')
    tell(takenOf('a'))
    tell(runningOf('a', 0.4))
    tell(failedOf('a'))
    expect(named('p', 'The disk is full').textContent).toContain('full')
    named('button', 'Retry').click()
    await settle()
    expect(mounted.calls.some(({ channel }) => channel === 'export:resume')).toBe(true)
    expect(mounted.app.saves.all).toHaveLength(1)
    expect(mounted.app.saves.isRunning).toBe(true)
  })

  test('one of several that failed goes on, and the others stay to be seen', async () => {
    open()
    for (const jobId of ['a', 'b']) {
      await add(jobId)
      tell(takenOf(jobId))
    }
    for (const jobId of ['a', 'b']) tell(failedOf(jobId))
    document.querySelector<HTMLElement>('[data-testid="export-queue"] button')?.click()
    await settle()
    expect(mounted.app.saves.current?.jobId).toBe('a')
    expect(mounted.app.saves.all.map(({ jobId }) => jobId)).toEqual(['b', 'a'])
  })

  test('one that goes on is begun as before when nothing of it is there', async () => {
    open()
    await add('a')
    tell(failedOf('a'))
    named('button', 'Retry').click()
    await settle()
    tell({ ...failedOf('a'), isKept: false } as ExportProgress)
    named('button', 'Retry').click()
    await settle()
    expect(mounted.calls.filter(({ channel }) => channel === 'export:resume')).toHaveLength(1)
    expect(mounted.app.saves.isRunning).toBe(true)
  })

  test('one that is in the way of files asks whether they are replaced', async () => {
    open()
    await add('a')
    tell(failedOf('a', 'export/already-there'))
    named('button', 'Replace').click()
    await settle()
    expect(mounted.app.saves.all.map(({ jobId }) => jobId)).toEqual(['a-2'])
  })

  test('what cannot be there is saved in another folder', async () => {
    open()
    await add('a')
    tell(failedOf('a', 'export/already-there'))
    named('button', 'Choose another folder').click()
    await settle()
    expect(mounted.calls.at(-1)?.channel).toBe('export:choose-folder')
    expect(mounted.app.saveFolder.current?.path).toBe('/books')
    expect(mounted.app.saves.isRunning).toBe(true)
  })

  test('nothing is begun when the person keeps the folder', async () => {
    open(book, '/music')
    await add('a')
    tell(failedOf('a', 'export/already-there'))
    named('button', 'Choose another folder').click()
    await settle()
    expect(mounted.app.saves.isRunning).toBe(false)
    expect(mounted.app.saves.all).toHaveLength(1)
  })

  test('another is offered only where there is a document to be saved', async () => {
    open(null)
    await add('a')
    tell(takenOf('a'))
    expect(() => named('button', 'Save another')).toThrow()
  })

  test('what waits stands below, and is taken out', async () => {
    open()
    await add('a')
    await add('b')
    tell(takenOf('a'))
    tell(takenOf('b', { ...headOf(), title: 'A night' }))
    named('button', 'Take out A night').click()
    expect(mounted.calls.at(-1)).toEqual({ channel: 'export:cancel', input: { jobId: 'b' } })
    tell(doneOf('a'))
    tell(runningOf('b', 0.1))
    expect(document.querySelector('[data-testid="export-queue"]')?.textContent).toMatch(/A day.*Saved/s)
  })

  test('shows every file that was made, and how much of the text is missing', async () => {
    open()
    await add('a')
    tell(takenOf('a'))
    tell(doneOf('a'))
    expect(document.body.textContent).toContain('0 of 12')
    named('button', 'Show a.words.json').click()
    expect(mounted.calls.at(-1)).toEqual({
      channel: 'shell:show-in-folder',
      input: { path: '/tmp/a.words.json' },
    })
  })
})
