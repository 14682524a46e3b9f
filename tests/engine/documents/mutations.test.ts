import { availableParallelism } from 'node:os'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildHost, type BuiltHost } from '../../document-host/build-host'
import { makeMutant } from '../../fuzz/mutant'
import { runFuzz, type FuzzReport } from '../../fuzz/run-fuzz'
import { loadSeeds, type Seed } from '../../fuzz/seeds'

/*
 * LECTOR_FUZZ=10000 npm test -- tests/engine/documents/mutations.test.ts opens so many damaged files in place of as many
 * as a short while allows; LECTOR_FUZZ_SEED makes them others, LECTOR_FUZZ_FROM begins with a later one (with
 * LECTOR_FUZZ=1: that one alone), LECTOR_FUZZ_PROCESSES opens so many at once.
 */
const wanted = Number(process.env.LECTOR_FUZZ ?? 0)
const seed = Number(process.env.LECTOR_FUZZ_SEED ?? 1)
const firstIndex = Number(process.env.LECTOR_FUZZ_FROM ?? 0)
const processes = Number(process.env.LECTOR_FUZZ_PROCESSES ?? Math.min(2, availableParallelism()))
const sliceSeconds = 15
const dayMilliseconds = 86_400_000

let host: BuiltHost
let reader: BuiltHost
let seeds: Seed[]

beforeAll(async () => {
  host = await buildHost()
  reader = await buildHost('tests/fuzz/fuzz-worker.ts')
  seeds = await loadSeeds()
})

function tell({ mutants, outcomes, guarded, slowest, failures }: FuzzReport): string {
  return [
    `${mutants} mutants, ${failures.length} failures`,
    ...Object.entries(outcomes).map(([format, counts]) => `  ${format}: ${JSON.stringify(counts)}`),
    ...(guarded.length === 0 ? [] : ['ended by the guard, or slow:', ...guarded.map((line) => `  ${line}`)]),
    'slowest:',
    ...slowest.map(({ seconds, what }) => `  ${seconds.toFixed(2)} s ${what}`),
    ...failures,
  ].join('\n')
}

describe('damaged documents', () => {
  test('a mutant can be made again', async () => {
    for (const index of [0, 3, seeds.length + 5]) {
      const [first, again] = [await makeMutant(seeds, seed, index), await makeMutant(seeds, seed, index)]
      expect(again.how).toBe(first.how)
      expect(again.bytes.equals(first.bytes)).toBe(true)
    }
  })

  test(
    `are read or refused, whatever is wrong with them (${wanted || `for ${sliceSeconds} s; LECTOR_FUZZ=10000 opens so many`})`,
    async () => {
      const report = await runFuzz({
        seeds,
        seed,
        firstIndex,
        count: wanted || Infinity,
        budgetSeconds: wanted > 0 ? Infinity : sliceSeconds,
        processes,
        fuzzScript: reader.script,
        hostScript: host.script,
        onProgress: (done) => {
          if (wanted > 0 && done % 100 === 0) console.log(`${done} of ${wanted}`)
        },
      })
      if (wanted > 0 || report.failures.length > 0) console.log(tell(report))
      expect(report.mutants).toBeGreaterThan(0)
      expect(report.failures).toEqual([])
    },
    dayMilliseconds,
  )
})
