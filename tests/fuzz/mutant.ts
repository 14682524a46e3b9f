import { extname } from 'node:path'
import { createRandom } from '../helpers/random'
import { below, mutateBytes, type Random } from './mutate-bytes'
import { mutateEntries, mutateStream } from './mutate-inside'
import type { Seed } from './seeds'

/** A damaged file. */
export interface Mutant {
  /** The ending of the file it is made of. */
  readonly ending: string
  readonly bytes: Buffer
  /** What was done to which file. */
  readonly how: string
}

/** Of archives, this many are changed inside: changed outside they are mostly no archives any more. */
const insideShare = 0.75

/** Makes a mutant; the same one for the same seeds, seed number and index. */
export async function makeMutant(seeds: readonly Seed[], seed: number, index: number): Promise<Mutant> {
  const random = createRandom(Math.imul(seed, 0x9e3779b1) ^ index)
  const victim = index < seeds.length ? seeds[index] : weighted(seeds, random)
  const other = seeds[below(random, seeds.length)].bytes
  const { bytes, how } = await mutate(victim, random, other)
  return { ending: extname(victim.name), bytes, how: `${victim.name}: ${how}` }
}

async function mutate(
  { bytes, entries }: Seed,
  random: Random,
  other: Buffer,
): Promise<{ bytes: Buffer; how: string }> {
  const isInside = random() < insideShare
  if (isInside && entries) return mutateEntries(entries, random, other)
  const isPdf = bytes.indexOf('%PDF-', 0, 'latin1') === 0
  const inside = isInside && isPdf ? mutateStream(bytes, random, other) : null
  return inside ?? mutateBytes(bytes, random, other)
}

function weighted(seeds: readonly Seed[], random: Random): Seed {
  let left = random() * seeds.reduce((sum, { weight }) => sum + weight, 0)
  return seeds.find(({ weight }) => (left -= weight) < 0) ?? seeds[0]
}
