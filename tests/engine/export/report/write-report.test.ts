import { createHash } from 'node:crypto'
import { appendFile, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportReportSchema } from '@contract/export-report'
import { bytesPerSample, sampleFormats } from '@contract/sample-formats'
import { readProgress } from '../../../../src-main/engine/export/job/progress-record'
import { writeReport } from '../../../../src-main/engine/export/report/write-report'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { narratedJob, narrateJob, reportIn, wavsOf } from '../../../helpers/narrated-job'
import { loadSineVoice } from '../../../helpers/sine-voice'
import { wavParts } from '../../../helpers/wav-parts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

describe('writeReport', () => {
  let voice: Voice
  let folder: string
  beforeAll(async () => {
    voice = await loadSineVoice()
  })
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-report-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))
  const readReport = async () =>
    exportReportSchema.parse(JSON.parse(await readFile(reportIn(folder), 'utf8')))
  const sourceOf = async (job = narratedJob()) => ({
    ...{ job, voice, folder, sampleRateHz: voice.sampleRateHz, lectorVersion: '1.2.3' },
    point: (await readProgress(join(folder, 'journal'))).latest,
    document: new SpokenDocument(job.document.blocks),
    journalPath: join(folder, 'journal'),
    signal: new AbortController().signal,
  })

  test.each(sampleFormats)(
    'tells every file and every sentence of it as it is (%s)',
    async (sampleFormat) => {
      await narrateJob(narratedJob({ sampleFormat }), voice, folder)
      const report = await readReport()
      expect(report).toMatchObject({
        ...{
          lector: '1.2.3',
          document: { id: 'document', title: 'A Book' },
          voice: { id: 'sine', name: 'Sine' },
        },
        ...{ sampleFormat, sampleRateHz: 24_000, chapters: ['One', 'Two'] },
        readers: [{ voice: 'sine', sentences: 6 }],
        speech: { voice: 'heart', speed: 1 },
        counts: { sentences: 7, rendered: 6, nothingToSay: 1, missing: 0 },
      })
      const recordings = wavsOf(report)
      expect(recordings.map(({ name }) => name)).toEqual(['Book.wav', '01 One.wav', '02 Two.wav'])
      const files = await Promise.all(recordings.map(({ name }) => readFile(join(folder, name))))
      for (const [
        index,
        { bytes, samples, seconds, sha256: digest, dataStartByte },
      ] of recordings.entries()) {
        const { data, fileBytes } = wavParts(files[index])
        expect([bytes, samples * bytesPerSample[sampleFormat]]).toEqual([fileBytes, data.length])
        expect(files[index].subarray(dataStartByte, dataStartByte + data.length).equals(data)).toBe(true)
        expect([seconds, digest]).toEqual([samples / 24_000, sha256(files[index])])
      }
      expect(
        report.sentences.map(({ chapter, block, startChar, state }) => [chapter, block, startChar, state]),
      ).toEqual([
        ...[
          [0, 0, 0, 'rendered'],
          [0, 1, 0, 'rendered'],
          [0, 1, 28, 'rendered'],
          [0, 2, 0, 'nothing-to-say'],
        ],
        ...[
          [1, 3, 0, 'rendered'],
          [1, 4, 0, 'rendered'],
          [1, 4, 7, 'rendered'],
        ],
      ])
      for (const { chapter, state, heard } of report.sentences) {
        expect(heard.map(({ recording }) => recording)).toEqual(state === 'rendered' ? [0, 1 + chapter] : [])
        for (const { recording, startSample, endSample, startSeconds, endSeconds, sha256: digest } of heard) {
          const size = bytesPerSample[sampleFormat]
          const { data } = wavParts(files[recording])
          const bytes = data.subarray(startSample * size, endSample * size)
          expect(digest).toBe(sha256(bytes).slice(0, 16))
          // A sentence is sound from its first sample to its last; what parts it from the next is silence.
          expect(bytes.length).toBeGreaterThan(200 * size)
          expect(data.subarray(endSample * size, (endSample + 100) * size).every((byte) => byte === 0)).toBe(
            true,
          )
          expect([startSeconds, endSeconds]).toEqual(
            [startSample, endSample].map((sample) => Math.round((sample / 24_000) * 1e5) / 1e5),
          )
        }
      }
    },
  )

  test('is one line for each sentence and each recording, and the same when it is written again', async () => {
    await narrateJob(narratedJob(), voice, folder)
    const first = await readFile(reportIn(folder), 'utf8')
    expect(first.split('\n')).toHaveLength(1 + 7 + 1 + 3 + 1 + 1 + 1 + 1)
    await rm(reportIn(folder))
    await expect(writeReport(reportIn(folder), await sourceOf())).resolves.toMatchObject({
      rendered: 6,
      missing: 0,
    })
    expect(await readFile(reportIn(folder), 'utf8')).toBe(first)
  })

  test.each([
    [['wav', 'mp3'], ['vtt'], ['mp3', 'vtt', 'words.json']],
    [['opus', 'flac'], ['srt'], ['flac', 'opus', 'srt', 'flac.words.json']],
  ] as const)('tells of every file that %j make of a recording', async (formats, subtitles, endings) => {
    const job = narratedJob({ formats: [...formats], subtitles: [...subtitles], words: true })
    await narrateJob(job, voice, folder)
    const { recordings, files, sentences, version } = await readReport()
    expect(version).toBe(2)
    expect(files.map(({ recording, name }) => [recording, name])).toEqual(
      ['Book', '01 One', '02 Two'].flatMap((stem, recording) =>
        endings.map((ending) => [recording, `${stem}.${ending}`]),
      ),
    )
    for (const { name, bytes, sha256: digest } of files) {
      const content = await readFile(join(folder, name))
      expect([bytes, digest]).toEqual([content.length, sha256(content)])
    }
    const isWavKept = job.formats.includes('wav')
    expect((await readdir(folder)).length).toBe(files.length + 2 + (isWavKept ? 3 : 0))
    // The same places, whatever is kept.
    const other = await mkdtemp(join(folder, 'wav-'))
    await narrateJob(narratedJob(), voice, other)
    const wavs = exportReportSchema.parse(JSON.parse(await readFile(reportIn(other), 'utf8')))
    expect(recordings.map(({ samples, seconds }) => [samples, seconds])).toEqual(
      wavs.recordings.map(({ samples, seconds }) => [samples, seconds]),
    )
    expect(recordings.every(({ kind }) => kind === (isWavKept ? 'wav' : 'encoded'))).toBe(true)
    const withoutDigests = (told: typeof sentences) =>
      told.map(({ heard, ...sentence }) => ({
        ...sentence,
        heard: heard.map(({ sha256: _, ...place }) => place),
      }))
    expect(withoutDigests(sentences)).toEqual(withoutDigests(wavs.sentences))
    const hasDigests = sentences.some(({ heard }) => heard.some((place) => place.sha256 !== undefined))
    expect(hasDigests).toBe(isWavKept)
  })

  test('is not there where a file made of a recording is gone', async () => {
    const job = narratedJob({ formats: ['mp3'], subtitles: ['srt'] })
    await narrateJob(job, voice, folder)
    await rm(reportIn(folder))
    await rm(join(folder, '01 One.srt'))
    await expect(writeReport(reportIn(folder), await sourceOf(job))).rejects.toMatchObject({
      code: 'report/recording-changed',
      details: { path: join(folder, '01 One.srt') },
    })
    expect(await readdir(folder)).not.toContain(basename(reportIn(folder)))
  })

  test('is not there where a recording is no longer what was written', async () => {
    await narrateJob(narratedJob(), voice, folder)
    await rm(reportIn(folder))
    const names = await readdir(folder)
    const other = await sourceOf(narratedJob({ sampleFormat: 'float32' }))
    await expect(writeReport(reportIn(folder), other)).rejects.toMatchObject({
      code: 'report/recording-changed',
    })
    await rm(join(folder, '02 Two.wav'))
    await expect(writeReport(reportIn(folder), await sourceOf())).rejects.toMatchObject({
      code: 'report/recording-changed',
    })
    expect(await readdir(folder)).toEqual(names.filter((name) => name !== '02 Two.wav'))
  })

  test('is not there either when it is stopped, or cannot be written', async () => {
    await narrateJob(narratedJob(), voice, folder)
    await rm(reportIn(folder))
    const names = await readdir(folder)
    const signal = AbortSignal.abort(new Error('stopped'))
    await expect(writeReport(reportIn(folder), { ...(await sourceOf()), signal })).rejects.toThrow('stopped')
    await expect(writeReport(join(folder, 'no', 'where'), await sourceOf())).rejects.toMatchObject({
      code: 'export/not-writable',
    })
    expect(await readdir(folder)).toEqual(names)
    // Behind its samples anything may stand: that is part of the file.
    await appendFile(join(folder, '01 One.wav'), 'more')
    await writeReport(reportIn(folder), await sourceOf())
    const recordings = wavsOf(await readReport())
    expect(recordings[1].sha256).toBe(sha256(await readFile(join(folder, '01 One.wav'))))
  })
})
