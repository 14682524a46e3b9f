import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import { createExportJobs } from '../../src-main/engine-host/export-jobs'
import type { RenderedPush } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { orderOf, useExportDesk } from './export-desk'

/** Time passes only when a test says so, or waits for something. */
function holdTheClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
}
const desk = useExportDesk()

describe('createExportJobs', () => {
  test('tells of progress and of the end, once', async () => {
    desk.start('a')
    await desk.ended('a')
    expect(desk.told[0]).toEqual({
      ...{ state: 'taken', jobId: 'a' },
      head: {
        ...{ title: 'Title', folder: desk.directory, fileName: 'a.wav', per: 'book', formats: ['wav'] },
        makesBook: false,
        chapters: ['Title'],
      },
    })
    expect(desk.told[1]).toMatchObject({ state: 'running', jobId: 'a', chapter: 0 })
    const paths = ['a.wav', 'a.words.json'].map((name) => join(desk.directory, name))
    expect(desk.told.at(-1)).toMatchObject({ state: 'done', jobId: 'a', paths, sentences: 2, missing: 0 })
    expect(await readdir(desk.directory)).toEqual(['a.wav', 'a.words.json'])
  })

  test('tells how much of finding out how loud it is is done, before it writes', async () => {
    desk.start('a', undefined, { loudnessLufs: -18 })
    await desk.ended('a')
    const fractions = desk.told.flatMap((progress) =>
      progress.state === 'measuring' ? [progress.fraction] : [],
    )
    expect(fractions).toEqual([...fractions].sort())
    expect(fractions.at(0)).toBe(0)
    expect(fractions.at(-1)).toBe(1)
    const states = desk.told.map(({ state }) => state)
    expect(states.lastIndexOf('measuring')).toBeLessThan(states.indexOf('running'))
  })

  test('rests while it is paused, and goes on', async () => {
    holdTheClock()
    desk.start('a', Array.from({ length: 40 }, (_, index) => `This is sentence ${index}.`).join(' '))
    desk.jobs.setPaused('a', true)
    expect(desk.jobs.isRunning).toBe(false)
    // What comes behind it waits for it.
    desk.start('b')
    await vi.waitFor(() => expect(desk.told.map(({ state }) => state)).toEqual(['taken', 'taken']))
    await vi.advanceTimersByTimeAsync(10_000)
    expect([...desk.ranOf('a'), ...desk.ranOf('b')]).toEqual([])
    desk.jobs.setPaused('a', false)
    await desk.ended('a')
    await desk.ended('b')
    expect(desk.told.at(-1)).toMatchObject({ state: 'done', jobId: 'b', missing: 0 })
  })

  test('waits while somebody wants to hear the voice', async () => {
    holdTheClock()
    let isWanted = true
    let looks = 0
    const polite = createExportJobs({
      openVoices: desk.openVoices,
      startEncoding,
      isVoiceWanted() {
        looks += 1
        return isWanted
      },
      emit: (progress) => void desk.told.push(progress),
    })
    const order = orderOf('One sentence. Another one.', 'a')
    polite.start({ kind: 'export', jobId: 'a', jobFolder: desk.folderOf('a'), lectorVersion: '1', order })
    await vi.waitFor(() => expect(looks).toBeGreaterThan(20), { timeout: 10_000 })
    expect(desk.ranOf('a')).toEqual([])
    isWanted = false
    await desk.ended('a')
  })

  test('several run one after the other, in the order they came; one that waits can be cancelled', async () => {
    let opened = 0
    desk.voice = () => Promise.resolve((opened++, desk.sine))
    for (const id of ['a', 'b', 'c', 'd']) desk.start(id)
    // So that the others surely wait.
    desk.jobs.setPaused('a', true)
    await vi.waitFor(() => expect(desk.told.filter(({ state }) => state === 'taken')).toHaveLength(4))
    desk.jobs.cancel('c')
    await desk.ended('c')
    desk.jobs.setPaused('a', false)
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => desk.ended(id)))
    expect(desk.told.filter(({ state }) => state === 'done').map(({ jobId }) => jobId)).toEqual([
      'a',
      'b',
      'd',
    ])
    expect(desk.endsOf('c')).toEqual([{ state: 'cancelled', jobId: 'c', isKept: false }])
    expect(opened).toBe(3)
    const files = ['a', 'b', 'd'].flatMap((id) => [`${id}.wav`, `${id}.words.json`])
    expect((await readdir(desk.directory)).sort()).toEqual(files)
  })

  test('one that waits when all end can be gone on with', async () => {
    desk.voice = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    desk.start('a')
    desk.start('b')
    await vi.waitFor(() => expect(desk.told).toHaveLength(2))
    await desk.jobs.cancelAll()
    expect([...desk.endsOf('a'), ...desk.endsOf('b')]).toMatchObject([{ isKept: true }, { isKept: true }])
    expect((await readdir(desk.directory)).sort()).toEqual(['a.lector-export', 'b.lector-export'])
  })

  test('what is there already is not replaced unless that is meant, and never by one that goes on', async () => {
    desk.start('a')
    await desk.ended('a')
    desk.told = []
    desk.start('a', 'Other words.', { replaces: false })
    await desk.ended('a')
    const error = { code: 'export/already-there', details: { name: 'a.wav', count: 2 } }
    expect(desk.told).toMatchObject([{ state: 'failed', isKept: false, error }])
    expect((await readdir(desk.directory)).sort()).toEqual(['a.wav', 'a.words.json'])
    desk.told = []
    desk.start('a', 'Other words.')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done', sentences: 1 }])
  })

  test('a report that is there already is not replaced either, by one that has a report', async () => {
    const report = 'a.lector-report.json'
    await writeFile(join(desk.directory, report), 'of an MP3')
    desk.start('a', undefined, { replaces: false, report: true })
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([
      { state: 'failed', error: { code: 'export/already-there', details: { name: report, count: 1 } } },
    ])
    expect(await readdir(desk.directory)).toEqual([report])
    desk.told = []
    desk.start('a', undefined, { replaces: false })
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'done' }])
    expect(await readFile(join(desk.directory, report), 'utf8')).toBe('of an MP3')
  })

  test('chapters are files of their own where that is asked for, and it is told how each fares', async () => {
    const document = {
      ...{ id: 'd', title: 'Book', authors: [] },
      blocks: [paragraph('One. And more.'), paragraph('Two. And more.')],
      contents: [
        { title: 'First', level: 1, startBlock: 0 },
        { title: 'Second', level: 1, startBlock: 1 },
      ],
    }
    desk.start('a', '', { document, per: 'both', words: false, report: true })
    await desk.ended('a')
    expect(desk.told[0]).toMatchObject({ head: { per: 'both', chapters: ['First', 'Second'] } })
    const names = ['a.wav', '01 First.wav', '02 Second.wav', 'a.lector-report.json']
    expect(desk.endsOf('a')).toMatchObject([{ paths: names.map((name) => join(desk.directory, name)) }])
    expect(desk.ranOf('a')[0]).toMatchObject({
      chapter: 0,
      chapterFraction: expect.closeTo(4 / 14) as number,
    })
  })

  test('one that is cancelled before anything is written leaves no file and says so once', async () => {
    // Never yields sound, so that the job is surely under way.
    desk.voice = () =>
      Promise.resolve({
        ...desk.sine,
        async *render(_utterance, _plan, signal): AsyncGenerator<RenderedPush, void, void> {
          await new Promise((_, reject) =>
            signal.addEventListener('abort', () => reject(signal.reason as Error)),
          )
        },
      })
    desk.start('a')
    await vi.waitFor(async () =>
      expect(await readdir(desk.directory)).toEqual(['a.lector-export', 'a.wav.part']),
    )
    desk.jobs.cancel('a')
    desk.jobs.cancel('a')
    desk.jobs.cancel('unknown')
    await desk.ended('a')
    expect(desk.endsOf('a')).toEqual([{ state: 'cancelled', jobId: 'a', isKept: false }])
    expect(await readdir(desk.directory)).toEqual([])
  })

  test('a job can be cancelled while the voice is still loading', async () => {
    desk.voice = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    desk.start('a')
    desk.jobs.cancel('a')
    await desk.ended('a')
    expect(desk.endsOf('a')).toMatchObject([{ state: 'cancelled' }])
  })

  test('failures keep their code: no voice, no words, no folder', async () => {
    desk.start('symbols', '*** --- ***')
    desk.start('nowhere', 'One.', { jobFolder: join(desk.directory, 'missing', 'a.lector-export') })
    await Promise.all([desk.ended('symbols'), desk.ended('nowhere')])
    desk.voice = () => Promise.reject(new AppError('voice/missing', 'none'))
    desk.start('mute')
    await desk.ended('mute')
    const code = (jobId: string) => desk.endsOf(jobId)[0]
    expect(code('symbols')).toMatchObject({ state: 'failed', error: { code: 'text/nothing-to-say' } })
    expect(code('nowhere')).toMatchObject({ state: 'failed', error: { code: 'export/not-writable' } })
    expect(code('mute')).toMatchObject({ state: 'failed', error: { code: 'voice/missing' } })
    expect(await readdir(desk.directory)).toEqual([])
  })
})
