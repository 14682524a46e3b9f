import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportReportSchema, maxReportBytes, reportSuffix, type ExportReport } from '@contract/export-report'
import { sampleFormats } from '@contract/sample-formats'
import { integratedLoudnessLufs } from '../../../../src-main/engine/audio/loudness'
import { decodeSamples } from '../../../../src-main/engine/audio/sample-bytes'
import { findReports } from '../../../../src-main/engine/export/report/find-reports'
import { verifyReport } from '../../../../src-main/engine/export/report/verify-report'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { narratedJob, narrateJob, reportIn, wavsOf } from '../../../helpers/narrated-job'
import { loadSineVoice } from '../../../helpers/sine-voice'
import { wavParts } from '../../../helpers/wav-parts'

let voice: Voice
let made: string
let folder: string
beforeAll(async () => {
  voice = await loadSineVoice()
  made = await mkdtemp(join(tmpdir(), 'lector-verified-'))
  await narrateJob(narratedJob(), voice, made)
})
afterAll(() => rm(made, { recursive: true, force: true }))
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-verify-'))
  for (const name of await readdir(made))
    if (name !== 'journal') await copyFile(join(made, name), join(folder, name))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const verify = (path = reportIn(folder)) => verifyReport(path, { signal: new AbortController().signal })
const problemsNow = async () => (await verify()).problems
const kinds = async () => (await problemsNow()).map(({ kind }) => kind)
const readReport = async (): Promise<ExportReport> =>
  exportReportSchema.parse(JSON.parse(await readFile(reportIn(folder), 'utf8')))
/** As somebody might with an editor. */
async function rewrite(change: (report: ExportReport) => void): Promise<void> {
  const report = await readReport()
  change(report)
  await writeFile(reportIn(folder), JSON.stringify(report))
}
async function flip(name: string, byteOf: (wav: Buffer) => number): Promise<void> {
  const wav = await readFile(join(folder, name))
  wav[byteOf(wav)] ^= 1
  await writeFile(join(folder, name), wav)
}

describe('verifyReport', () => {
  test.each(sampleFormats)(
    'finds nothing wrong with a job as a whole and by chapters (%s)',
    async (sampleFormat) => {
      if (sampleFormat !== 'int16') await narrateJob(narratedJob({ sampleFormat }), voice, folder)
      const told: number[] = []
      const { problems, counts, recordings, title } = await verifyReport(reportIn(folder), {
        signal: new AbortController().signal,
        onProgress: (fraction) => told.push(fraction),
      })
      expect({ problems, title, counts }).toEqual({
        problems: [],
        title: 'A Book',
        counts: { sentences: 7, rendered: 6, nothingToSay: 1, missing: 0 },
      })
      expect(told.at(-1)).toBe(1)
      expect(told).toEqual([...told].sort((a, b) => a - b))
      for (const { name, levels, seconds } of recordings) {
        const { data } = wavParts(await readFile(join(folder, name)))
        const samples = decodeSamples(data, sampleFormat)
        expect(seconds).toBeCloseTo(samples.length / 24_000, 5)
        expect(levels?.integratedLufs).toBeCloseTo(integratedLoudnessLufs(samples, 24_000), 1)
        const peak = 20 * Math.log10(samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0))
        expect(levels?.truePeakDbtp).toBeGreaterThan(peak - 0.1)
        expect(levels?.truePeakDbtp).toBeLessThan(peak + 1)
      }
    },
  )

  test('names the sentence that one byte was flipped in', async () => {
    const report = await readReport()
    const { sentences } = report
    const recordings = wavsOf(report)
    const [heard] = sentences[2].heard
    const at = recordings[0].dataStartByte + 2 * heard.startSample
    for (const byte of [at, at + 99, recordings[0].dataStartByte + 2 * heard.endSample - 1]) {
      await flip('Book.wav', () => byte)
      expect(await problemsNow()).toEqual([
        { kind: 'wrong-content', recording: 'Book.wav' },
        {
          ...{ kind: 'damaged-sentence', sentence: 3, recording: 'Book.wav' },
          ...{ chapter: 0, block: 1, startChar: 28, endChar: sentences[2].endChar },
          startSeconds: heard.startSample / 24_000,
        },
      ])
      await flip('Book.wav', () => byte)
    }
    expect(await problemsNow()).toEqual([])
  })

  test('tells damage between sentences, before and behind them from damage to one', async () => {
    const report = await readReport()
    const { sentences } = report
    const recordings = wavsOf(report)
    const [{ dataStartByte, bytes, samples }] = recordings
    const between = dataStartByte + 2 * sentences[2].heard[0].endSample + 10
    for (const byte of [between, bytes - 1]) {
      await flip('Book.wav', () => byte)
      expect(await problemsNow()).toEqual([{ kind: 'wrong-content', recording: 'Book.wav' }])
      await flip('Book.wav', () => byte)
    }
    expect(bytes).toBeGreaterThan(dataStartByte + 2 * samples)
    await flip('Book.wav', (wav) => wav.indexOf('fmt ') + 12)
    expect(await kinds()).toEqual(['wrong-head', 'wrong-content'])
  })

  test('says how much of a file that was cut off is left', async () => {
    const report = await readReport()
    const { sentences } = report
    const recordings = wavsOf(report)
    const { dataStartByte, bytes } = recordings[2]
    await truncate(join(folder, '02 Two.wav'), dataStartByte + 2 * sentences[5].heard[1].endSample - 3)
    const { problems, recordings: verified } = await verify()
    expect(problems).toMatchObject([
      { kind: 'wrong-length', recording: '02 Two.wav', expectedBytes: bytes },
      { kind: 'damaged-sentence', sentence: 6 },
      { kind: 'damaged-sentence', sentence: 7 },
    ])
    expect(verified.map(({ levels }) => levels === null)).toEqual([false, false, true])
    await truncate(join(folder, '02 Two.wav'), 20)
    expect(await kinds()).toEqual([
      'wrong-length',
      'wrong-head',
      ...Array<string>(3).fill('damaged-sentence'),
    ])
    await truncate(join(folder, '02 Two.wav'), bytes + 2 ** 33)
    expect(await kinds()).toContain('wrong-length')
  })

  test('misses a file that is not there, or is none', async () => {
    await rm(join(folder, '01 One.wav'))
    const missing = [{ kind: 'missing-recording', recording: '01 One.wav' }]
    expect(await problemsNow()).toEqual(missing)
    await mkdir(join(folder, '01 One.wav'))
    expect(await problemsNow()).toEqual(missing)
  })

  test('knows another recording in the place of one', async () => {
    const other = await mkdtemp(join(folder, 'other-'))
    await narrateJob(narratedJob(), mutedVoice('second'), other)
    // As long, and with the same head.
    await copyFile(join(other, '01 One.wav'), join(folder, '01 One.wav'))
    expect(await problemsNow()).toMatchObject([
      { kind: 'wrong-content', recording: '01 One.wav' },
      { kind: 'damaged-sentence', recording: '01 One.wav', sentence: 3 },
    ])
    await copyFile(join(folder, '02 Two.wav'), join(folder, '01 One.wav'))
    expect(await kinds()).toEqual([
      'wrong-length',
      'wrong-head',
      ...Array<string>(3).fill('damaged-sentence'),
    ])
  })

  test('hears that a sentence is silence, or no sound', async () => {
    await narrateJob(narratedJob(), mutedVoice('second'), folder)
    expect(await problemsNow()).toMatchObject([
      { kind: 'silent-sentence', sentence: 3, recording: 'Book.wav' },
      { kind: 'silent-sentence', sentence: 3, recording: '01 One.wav' },
    ])
    await rm(join(folder, 'journal'))
    await narrateJob(narratedJob({ sampleFormat: 'float32' }), mutedVoice('Short', NaN), folder)
    const { problems, recordings } = await verify()
    expect(problems).toMatchObject([
      { kind: 'silent-sentence', sentence: 6, recording: 'Book.wav' },
      { kind: 'silent-sentence', sentence: 6, recording: '02 Two.wav' },
    ])
    expect(recordings[0].levels).toEqual({ integratedLufs: null, truePeakDbtp: null })
    expect(recordings[1].levels?.integratedLufs).toBeLessThan(0)
  })

  test('notices what was changed in the report itself', async () => {
    const before = await readFile(reportIn(folder))
    const restore = () => writeFile(reportIn(folder), before)
    await rewrite(() => undefined)
    expect(await kinds()).toEqual(['altered-report'])
    await restore()
    await rewrite(({ counts }) => void counts.rendered--)
    expect(await kinds()).toEqual(['altered-report', 'wrong-counts'])
    await restore()
    await rewrite(({ sentences }) => void sentences.splice(3, 1))
    expect(await kinds()).toEqual(['altered-report', 'wrong-counts'])
    await restore()
    await rewrite(({ sentences, counts }) => {
      sentences[3].state = 'missing'
      counts.nothingToSay--
      counts.missing++
    })
    expect(await problemsNow()).toMatchObject([
      { kind: 'altered-report' },
      { kind: 'missing-sentence', sentence: 4, block: 2 },
    ])
    await restore()
    await rewrite(({ sentences }) => void (sentences[1].heard[0].sha256 = '0'.repeat(16)))
    expect(await problemsNow()).toMatchObject([
      { kind: 'altered-report' },
      { kind: 'damaged-sentence', sentence: 2, recording: 'Book.wav' },
    ])
    await restore()
    await truncate(reportIn(folder), before.length - 40)
    expect(await kinds()).toEqual(['unreadable-report'])
    await restore()
    expect(await kinds()).toEqual([])
  })

  test.each<[string, (report: ExportReport) => void]>([
    [
      'sentences that reach into each other',
      ({ sentences }) => void (sentences[2].heard[0].startSample = sentences[1].heard[0].endSample - 1),
    ],
    ['a sentence that ends before it begins', ({ sentences }) => void (sentences[2].heard[0].endSample = 1)],
    ['a sentence behind the end', ({ sentences }) => void (sentences[6].heard[1].endSample = 2 ** 50)],
    ['a recording there is none of', ({ sentences }) => void (sentences[6].heard[1].recording = 3)],
    ['more samples than bytes', ({ recordings }) => void (recordings[0].samples *= 2)],
    ['two recordings of one name', (report) => void (wavsOf(report)[0].name = '01 One.wav')],
    ['sentences in another order', ({ sentences }) => void sentences.reverse()],
    ['a missing sentence that is heard', ({ sentences }) => void (sentences[2].state = 'missing')],
    ['a rendered sentence that is nowhere heard', ({ sentences }) => void (sentences[2].heard = [])],
    ['a chapter there is none of', ({ sentences }) => void (sentences[6].chapter = 2)],
    ['no sentence', ({ sentences }) => void sentences.splice(0)],
  ])('%s cannot be, and no recording is read', async (_, change) => {
    await rewrite(change)
    const { problems, recordings } = await verify()
    expect(problems.map(({ kind }) => kind)).toContain('impossible-report')
    expect(recordings).toEqual([])
  })

  test.each(['../Book.wav', '/etc/passwd', '..', 'a\\b.wav', 'a\0.wav', '\u001b[2J.wav', ''])(
    'a report names files beside it, and none like %j',
    async (name) => {
      const text = await readFile(reportIn(folder), 'utf8')
      await writeFile(reportIn(folder), text.replace('"name":"Book.wav"', `"name":${JSON.stringify(name)}`))
      expect(await kinds()).toEqual(['unreadable-report'])
    },
  )

  test.each([
    ['no JSON', '{"format":"lector-report",'],
    ['another JSON', '[]'],
    ['nested without end', '['.repeat(500_000)],
    ['nothing', ''],
  ])('%s is no report', async (_, content) => {
    await writeFile(reportIn(folder), content)
    expect(await kinds()).toEqual(['unreadable-report'])
  })

  test('neither is a file that is too large, nor a folder', async () => {
    await truncate(reportIn(folder), maxReportBytes + 1)
    expect(await kinds()).toEqual(['unreadable-report'])
    await rm(reportIn(folder))
    await mkdir(reportIn(folder))
    expect(await kinds()).toEqual(['unreadable-report'])
  })

  test.skipIf(process.platform === 'win32')(
    'waits for no pipe and reads no device to its end (not on Windows, which has neither in folders)',
    async () => {
      await rm(join(folder, '01 One.wav'))
      execFileSync('mkfifo', [join(folder, '01 One.wav')])
      await rm(join(folder, '02 Two.wav'))
      await symlink('/dev/zero', join(folder, '02 Two.wav'))
      expect(await kinds()).toEqual(['missing-recording', 'missing-recording'])
      await rm(reportIn(folder))
      execFileSync('mkfifo', [reportIn(folder)])
      expect(await kinds()).toEqual(['unreadable-report'])
    },
  )

  test('reads what an older Lector wrote, which told of WAV files alone', async () => {
    const text = await readFile(reportIn(folder), 'utf8')
    const older = text.replace('"version":2', '"version":1').replace('],"files":[\n\n]', ']')
    const body = older.slice(0, older.indexOf('"sha256":"', older.indexOf('"counts"')))
    const sha256 = createHash('sha256').update(body).digest('hex')
    await writeFile(reportIn(folder), `${body}"sha256":"${sha256}"}\n`)
    expect(await problemsNow()).toEqual([])
    await writeFile(reportIn(folder), text.replace('"version":2', '"version":3'))
    expect(await kinds()).toEqual(['unreadable-report'])
  })

  test('stops when it is told to', async () => {
    const signal = AbortSignal.abort(new Error('stopped'))
    await expect(verifyReport(reportIn(folder), { signal })).rejects.toThrow('stopped')
  })
})

describe('findReports', () => {
  test('finds those of a folder, in order, or takes the one that is named', async () => {
    await copyFile(reportIn(folder), join(folder, `Another${reportSuffix}`))
    expect(await findReports(folder)).toEqual([join(folder, `Another${reportSuffix}`), reportIn(folder)])
    expect(await findReports(reportIn(folder))).toEqual([reportIn(folder)])
  })

  test('says where there is none', async () => {
    await rm(reportIn(folder))
    await expect(findReports(folder)).rejects.toMatchObject({
      code: 'report/missing',
      details: { reason: 'none' },
    })
    await expect(findReports(join(folder, 'gone'))).rejects.toMatchObject({
      code: 'report/missing',
      details: { reason: 'not-found' },
    })
  })
})

/** The voice, of which nothing is heard where a word is said. @param sample what is there in place of its sound */
function mutedVoice(word: string, sample = 0): Voice {
  const muted = new WeakSet<object>()
  return {
    ...voice,
    async *analyse(text, tempo, signal) {
      for await (const utterance of voice.analyse(text, tempo, signal)) {
        if (text.text.includes(word)) muted.add(utterance)
        yield utterance
      }
    },
    async *render(utterance, plan, signal) {
      for await (const push of voice.render(utterance, plan, signal)) {
        if (muted.has(utterance)) push.samples.fill(sample)
        yield push
      }
    },
  }
}
