import { seamModes, type StreamSettings } from '@contract/settings'
import { lawPushFrames, testLaw } from './law'
import { playedChunkMilliseconds, testPlayed } from './played'
import type { SeamSubject } from './subject'
import type { SeamReference, SeamTake, SeamText } from './take'

/** A phrase without a pause, and a sentence of 40 words. */
export const seamTexts: readonly SeamText[] = [
  { label: 'short', text: 'Hello my big long beautiful world' },
  {
    label: 'long',
    text: 'Nobody in the village remembered who had planted the three old apple trees behind the school, but every autumn the children gathered the fruit in wide baskets, carried it home along the river, and shared it with their neighbours.',
  },
]

/** Largest difference between chunk by chunk and one piece that the law allows, in float32. */
export const lawPeakDifference = 1e-4

/** How many takes there will be. */
export function countTakes(subject: SeamSubject, texts: readonly SeamText[]): number {
  const modes = seamModes.filter((mode) => subject.seams[mode] === true).length
  const laws = subject.vocoders.length * lawPushFrames.length
  return texts.length * modes * (laws + playedChunkMilliseconds.length)
}

/**
 * Tests how a voice's chunks join: every reference before its takes, each made when it is asked for.
 * @param stream lengths and curves of the blends; seam and chunk sizes are the test's own
 * @throws AppError 'text/nothing-to-say'; `signal.reason` between two pushes
 */
export async function* testSeams(options: {
  subject: SeamSubject
  texts: readonly SeamText[]
  stream: StreamSettings
  signal: AbortSignal
}): AsyncGenerator<SeamReference | SeamTake, void, void> {
  const { subject, texts, stream, signal } = options
  for (const text of texts) {
    yield* testLaw(subject, text, stream, signal)
    yield* testPlayed(subject, text, stream, signal)
  }
}

/** What a take breaks of what is promised, in words; null when nothing. */
export function brokenPromise({
  kind,
  mode,
  precision,
  deviation,
  name,
}: Pick<SeamTake, 'kind' | 'mode' | 'precision' | 'deviation' | 'name'>): string | null {
  const { peakDifference } = deviation
  if (mode !== 'cached') return null
  if (kind === 'played') return peakDifference === 0 ? null : `${name} differs by ${peakDifference}`
  const isHeld = precision !== 'float32' || peakDifference <= lawPeakDifference
  return isHeld ? null : `${name} differs by ${peakDifference}`
}
