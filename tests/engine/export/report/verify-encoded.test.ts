import { execFileSync } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { exportReportSchema, type ExportReport } from '@contract/export-report'
import { verifyReport } from '../../../../src-main/engine/export/report/verify-report'
import { narratedJob, narrateJob, reportIn } from '../../../helpers/narrated-job'
import { loadSineVoice } from '../../../helpers/sine-voice'

describe('verifyReport of a job that keeps what is encoded alone', () => {
  const job = narratedJob({ formats: ['mp3', 'flac'], subtitles: ['vtt'], words: true })
  const names = ['Book', '01 One', '02 Two'].flatMap((stem) =>
    ['mp3', 'flac', 'vtt', 'mp3.words.json'].map((ending) => `${stem}.${ending}`),
  )
  let encoded: string
  let folder: string
  beforeAll(async () => {
    const voice = await loadSineVoice()
    encoded = await mkdtemp(join(tmpdir(), 'lector-encoded-'))
    await narrateJob(job, voice, encoded)
  })
  afterAll(() => rm(encoded, { recursive: true }))
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-verify-encoded-'))
    for (const name of [...names, basename(reportIn(folder))])
      await copyFile(join(encoded, name), join(folder, name))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const verify = (onProgress: (fraction: number) => void = () => undefined) =>
    verifyReport(reportIn(folder), {
      signal: new AbortController().signal,
      onProgress,
    })
  const problemsNow = async () => (await verify()).problems
  const kinds = async () => (await problemsNow()).map(({ kind }) => kind)
  /** As somebody might with an editor. */
  async function rewrite(change: (report: ExportReport) => void): Promise<void> {
    const report = exportReportSchema.parse(JSON.parse(await readFile(reportIn(folder), 'utf8')))
    change(report)
    await writeFile(reportIn(folder), JSON.stringify(report))
  }

  test('finds every file as it was written', async () => {
    const told: number[] = []
    const verified = await verify((fraction) => void told.push(fraction))
    expect(verified).toMatchObject({ problems: [], recordings: [], files: names })
    expect(verified.counts).toEqual({ sentences: 7, rendered: 6, nothingToSay: 1, missing: 0 })
    expect(told.at(-1)).toBe(1)
  })

  test('names the one that was changed, cut short, made longer, or is not there', async () => {
    for (const name of names.slice(4, 8)) {
      const whole = await readFile(join(folder, name))
      const changed = Buffer.from(whole)
      changed[changed.length >> 1] ^= 1
      await writeFile(join(folder, name), changed)
      expect(await problemsNow()).toEqual([{ kind: 'wrong-content', recording: name }])
      for (const bytes of [0, whole.length - 1, whole.length + 1]) {
        await truncate(join(folder, name), bytes)
        expect(await problemsNow()).toEqual([
          { kind: 'wrong-length', recording: name, bytes, expectedBytes: whole.length },
        ])
      }
      await rm(join(folder, name))
      expect(await problemsNow()).toEqual([{ kind: 'missing-recording', recording: name }])
      await writeFile(join(folder, name), whole)
    }
    expect(await problemsNow()).toEqual([])
  })

  test.each<[string, (report: ExportReport) => void]>([
    ['two files of one name', ({ files }) => void (files[1].name = files[0].name)],
    ['a file of a recording there is none of', ({ files }) => void (files[1].recording = 3)],
    ['digests of samples there are none of', ({ sentences }) => void digestsOf(sentences)],
    ['a sentence behind the end', ({ recordings }) => void (recordings[2].samples = 9)],
  ])('%s cannot be', async (_, change) => {
    await rewrite(change)
    const { problems, files } = await verify()
    expect(problems.map(({ kind }) => kind)).toEqual(['altered-report', 'impossible-report'])
    expect(files).toEqual([])
  })

  test.each(['../Book.mp3', '/etc/passwd', '..', '\u001b[2J.mp3', ''])(
    'no file is called %j',
    async (name) => {
      await rewrite(({ files }) => void (files[0].name = name))
      expect(await kinds()).toEqual(['unreadable-report'])
    },
  )

  test.skipIf(process.platform === 'win32')('waits for no pipe (not on Windows)', async () => {
    await rm(join(folder, 'Book.mp3'))
    execFileSync('mkfifo', [join(folder, 'Book.mp3')])
    expect(await problemsNow()).toEqual([{ kind: 'missing-recording', recording: 'Book.mp3' }])
  })

  function digestsOf(sentences: ExportReport['sentences']): void {
    for (const { heard } of sentences) for (const place of heard) place.sha256 = '0'.repeat(16)
  }
})
