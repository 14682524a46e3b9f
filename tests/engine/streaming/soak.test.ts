import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { readProcessMemory } from '../../../src-main/cli/commands/bench/process-memory'
import { median } from '../../../src-main/cli/commands/bench/statistics'
import { createChunkCutter } from '../../../src-main/engine/streaming/chunk-cutter'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'
import { createRandom } from '../../helpers/random'

const isWanted = process.env.LECTOR_SOAK === '1'
const isPossible = hasVoice && existsSync(resolve('out/main/inference-worker.js'))
const hours = 10
/** How much audio lies between two looks at the memory. */
const sampleEverySeconds = 180
const words =
  'the a storm harbour lantern quiet under seven old river when 1987 Dr. Quendry carried $19.50 slowly across and then never morning because light'.split(
    ' ',
  )

/** Sentences of 2 to 60 words, seeded; more than are needed. */
function longDocument(): SpokenDocument {
  const random = createRandom(1)
  const sentence = (): string => {
    const length = 2 + Math.floor(random() * random() * 58)
    const text = Array.from({ length }, () => words[Math.floor(random() * words.length)]).join(' ')
    return `${text[0].toUpperCase()}${text.slice(1)}.`
  }
  return new SpokenDocument(
    Array.from({ length: 4_000 }, () => paragraph(Array.from({ length: 4 }, sentence).join(' '))),
  )
}

describe.skipIf(!isWanted || !isPossible)(
  'ten hours of reading (needs LECTOR_SOAK=1, models/heart/files and out/main/inference-worker.js)',
  () => {
    test(
      'take no more memory at the end than after the first hour, by 5 %',
      async () => {
        const { signal } = new AbortController()
        const voice = await loadWorkerVoice(
          resolve('out/main/inference-worker.js'),
          await installedVoice('int8'),
          signal,
        )
        const settings = speechSettingsSchema.parse({})
        const cutter = createChunkCutter({
          sampleRateHz: voice.sampleRateHz,
          stream: () => settings.stream,
        })
        const memory: number[] = []
        const startedAt = performance.now()
        let samples = 0
        const from = { block: 0, char: 0 }
        for await (const piece of narrate({
          voice,
          document: longDocument(),
          from,
          settings: () => settings,
          signal,
        })) {
          for (const chunk of cutter.add(piece, Infinity)) samples += chunk.samples.length
          const seconds = samples / voice.sampleRateHz
          if (seconds >= (memory.length + 1) * sampleEverySeconds) {
            memory.push((await readProcessMemory()).mebibytes)
            const minutes = (performance.now() - startedAt) / 60_000
            process.stdout.write(
              `${(seconds / 3_600).toFixed(2)} h of audio, ${minutes.toFixed(1)} min, ${memory.at(-1)?.toFixed(1)} MiB\n`,
            )
          }
          if (seconds >= hours * 3_600) break
        }
        await voice.dispose()
        expect(samples / voice.sampleRateHz).toBeGreaterThanOrEqual(hours * 3_600)
        // A quarter of an hour each, because a collection may be due or just done.
        const anHour = 3_600 / sampleEverySeconds
        const afterFirstHour = median(memory.slice(anHour - 1, anHour + 4))
        expect(median(memory.slice(-5)) / afterFirstHour).toBeLessThanOrEqual(1.05)
      },
      60 * 60_000,
    )
  },
)
