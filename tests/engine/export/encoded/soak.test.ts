import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { encodedFormats } from '@contract/recording-files'
import { createEncodedFile } from '../../../../src-main/engine/export/encoded/encoded-file'
import { encodingInThread } from '../../../../src-main/engine/export/encoded/encoding/encoding-thread'
import { buildBundle, type Bundle } from '../../../helpers/build-bundle'
import { canProbe, probe } from './media-tools'

const isWanted = process.env.LECTOR_SOAK === '1'
/** Low, and the sound simple: what is asked here does not hang on how long the codecs think. */
const sampleRateHz = 16_000
const hours = 3
const pieceSeconds = 30

let bundle: Bundle
let folder: string
beforeAll(async () => {
  if (!isWanted) return
  folder = await mkdtemp(join(tmpdir(), 'lector-soak-'))
  bundle = await buildBundle({ 'encoding-thread': 'src-main/engine/export/encoded/encoding/thread.ts' })
})
afterAll(async () => {
  if (!isWanted) return
  bundle.remove()
  await rm(folder, { recursive: true })
})

/** Three harmonics that come and go. */
function syllables(): Float32Array {
  return new Float32Array(sampleRateHz * pieceSeconds).map((_, index) => {
    const turn = (2 * Math.PI * index) / sampleRateHz
    const sound = [1, 2, 3].reduce((sum, harmonic) => sum + Math.sin(180 * harmonic * turn) / harmonic, 0)
    return 0.25 * Math.max(0, Math.sin(0.7 * turn)) * sound
  })
}

describe.skipIf(!isWanted)('three hours of sound (needs LECTOR_SOAK=1)', () => {
  test.each(encodedFormats)(
    'take no more memory than half an hour does (%s)',
    async (format) => {
      const path = join(folder, `long.${format}`)
      const form = { format, sampleRateHz, tags: { title: 'Long' }, cover: null }
      const file = await createEncodedFile(
        path,
        form,
        encodingInThread(join(bundle.folder, 'encoding-thread.js')),
      )
      const piece = syllables()
      const pieces = (hours * 3_600) / pieceSeconds
      const resident: number[] = []
      const from = performance.now()
      for (let written = 0; written < pieces; written++) {
        await file.write(piece)
        resident.push(process.memoryUsage.rss())
      }
      const chapters = Array.from({ length: 36 }, (_, index) => ({
        title: `Part ${index}`,
        startSample: index * 300 * sampleRateHz,
      }))
      await file.finish(chapters)
      const wallSeconds = (performance.now() - from) / 1_000
      resident.push(process.memoryUsage.rss())
      /** The most of each quarter of an hour. */
      const quarters = Array.from({ length: hours * 4 }, (_, quarter) =>
        Math.max(...resident.slice(quarter * 30, (quarter + 1) * 30)),
      )
      const megabytes = quarters.map((bytes) => Math.round(bytes / 2 ** 20))
      console.log(
        `${format}: ${Math.round((hours * 3_600) / wallSeconds)} x real time, ${(await stat(path)).size} bytes, ` +
          `resident MiB by quarters of an hour ${megabytes.join(' ')}`,
      )
      // The first still holds what building the thread left behind.
      const [, second, ...later] = quarters
      for (const bytes of later) {
        expect(bytes / second).toBeGreaterThan(0.9)
        expect(bytes / second).toBeLessThan(1.1)
      }
      if (!canProbe) return
      const { format: found, chapters: parts } = await probe(path)
      expect(Math.abs(Number(found.duration) - hours * 3_600)).toBeLessThan(0.1)
      expect(parts).toHaveLength(36)
    },
    3_600_000,
  )
})
