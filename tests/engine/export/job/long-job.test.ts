import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longestRiffBytes } from '../../../../src-main/engine/audio/wav'
import { bookOf, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { paragraph } from '../../../helpers/paragraphs'
import { loadSineVoice } from '../../../helpers/sine-voice'

const isWanted = process.env.LECTOR_SOAK === '1'
const hasSoxi = spawnSync('sox', ['--version']).status === 0
/** High, so that an hour and a half of a synthetic voice takes 4 GiB. */
const sampleRateHz = 192_000
const chapters = 40
const paragraphs = 31
const text = 'Of the long road nothing is told but that it went on and on, past farms and mills and rivers. '
  .repeat(6)
  .trim()

describe.skipIf(!isWanted)('a book of more than 4 GiB (needs LECTOR_SOAK=1)', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-long-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test('takes no more memory as it grows, and is read by other programs', async () => {
    const blocks = Array.from({ length: chapters }, (_, chapter) => [
      paragraph(`Part ${chapter + 1}`, 'heading'),
      ...Array.from({ length: paragraphs }, () => paragraph(text)),
    ]).flat()
    const each = paragraphs + 1
    const job = narratedJob({
      document: bookOf(blocks),
      ...{ sampleRateHz, sampleFormat: 'float32', loudnessLufs: -18, words: true },
      chapters: Array.from({ length: chapters }, (_, chapter) => ({
        title: `Part ${chapter + 1}`,
        fromBlock: chapter * each,
        untilBlock: (chapter + 1) * each,
      })),
      recordings: [{ name: 'Book.wav', title: 'A Book', fromChapter: 0, untilChapter: chapters }],
    })
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const resident: number[] = []
    const from = performance.now()
    const { samples, missing } = await narrateJob(job, await loadSineVoice(), folder, {
      onProgress: ({ fraction }) => {
        if (fraction * 10 < resident.length) return
        // What nobody holds any more may lie about for an hour.
        collect()
        resident.push(process.memoryUsage.rss())
      },
    })
    const wallSeconds = (performance.now() - from) / 1_000
    const path = join(folder, 'Book.wav')
    const { size } = await stat(path)
    const megabytes = resident.map((bytes) => Math.round(bytes / 2 ** 20))
    console.log(
      `${size} bytes, ${Math.round(samples / sampleRateHz / wallSeconds)} x real time, ` +
        `resident MiB by tenths ${megabytes.join(' ')}`,
    )
    expect(missing).toBe(0)
    expect(size).toBeGreaterThan(longestRiffBytes)
    expect(await beginning(path)).toBe('RF64')
    // The first is taken with the first sentence, before most of what every part needs is there.
    const [, second, ...later] = resident
    for (const bytes of later) {
      expect(bytes / second).toBeGreaterThan(0.9)
      expect(bytes / second).toBeLessThan(1.1)
    }
    if (!hasSoxi) return
    const { stdout } = await promisify(execFile)('soxi', ['-s', path])
    expect(Number(stdout)).toBe(samples)
  }, 3_600_000)
})

async function beginning(path: string): Promise<string> {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  await file.close()
  return buffer.toString('latin1')
}
