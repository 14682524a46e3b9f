import { seamModes, type StreamSettings } from '@contract/settings'
import { decodeInPushes, type DecodingPlan } from './decoding'
import { deviation } from './deviation'
import type { SeamSubject } from './subject'
import type { SeamReference, SeamTake, SeamText } from './take'

/** One, two, a prime, what plays, much, everything. */
export const lawPushFrames = [1, 2, 7, 25, 100, Infinity] as const

/** Pairs of whole and pushed runs that a ratio is taken from; fewer once they have taken this long. */
const pairs = 3
const longestPairsMilliseconds = 250

/**
 * Decodes a text in every seam mode the voice can do, at pushes of 1, 2, 7, 25, 100 frames and all of them, in every
 * precision: the reference first, then the takes. The reference is one push in the voice's first precision.
 * @throws `signal.reason` between two pushes
 */
export async function* testLaw(
  subject: SeamSubject,
  text: SeamText,
  stream: StreamSettings,
  signal: AbortSignal,
): AsyncGenerator<SeamReference | SeamTake, void, void> {
  const { sampleRateHz, vocoders } = subject
  // Twice: the first time anything is done, it takes longer.
  await subject.analyse(text.text, signal)
  const utterances = await subject.analyse(text.text, signal)
  const textFrames = utterances.reduce((frames, { features }) => frames + features.frames, 0)
  const analysisMilliseconds =
    utterances.length > 0 ? utterances[0].frontEndMilliseconds + utterances[0].acousticMilliseconds : 0
  // A voice without a state to carry makes one window of it all: the same, in one piece.
  const seamOfWhole = subject.seams.cached === true ? 'cached' : 'none'
  const whole: DecodingPlan = { seam: seamOfWhole, pushFrames: Infinity, stream, sampleRateHz }
  const { samples } = await decodeInPushes(vocoders[0].vocoder, utterances, whole, signal)
  const reference: SeamReference = {
    type: 'reference',
    name: `${subject.id}-${text.label}-law-reference`,
    samples,
  }
  yield reference
  for (const { precision, vocoder } of vocoders) {
    for (const mode of seamModes) {
      if (subject.seams[mode] !== true) continue
      for (const pushFrames of lawPushFrames) {
        const plan = { ...whole, seam: mode, pushFrames }
        const { decoding, firstMilliseconds, computeRatio } = await timed(
          () => decodeInPushes(vocoder, utterances, whole, signal),
          () => decodeInPushes(vocoder, utterances, plan, signal),
        )
        const frames = pushFrames === Infinity ? textFrames : pushFrames
        const pushName = pushFrames === Infinity ? 'all' : String(pushFrames)
        yield {
          type: 'take',
          name: `${subject.id}-${text.label}-law-${mode}-${precision}-${pushName}`,
          reference,
          text,
          kind: 'law',
          mode,
          precision,
          pushFrames: frames,
          isWhole: pushFrames === Infinity,
          chunkMilliseconds: null,
          samples: decoding.samples,
          joins: decoding.joins,
          deviation: deviation(decoding.samples, reference.samples, decoding.joins, sampleRateHz),
          firstAudioMilliseconds: analysisMilliseconds + firstMilliseconds,
          computeRatio,
        }
      }
    }
  }
}

/** Runs both in turn; the least times count, because whatever else the machine does only ever adds. */
async function timed<D extends { milliseconds: number; firstMilliseconds: number }>(
  decodeWhole: () => Promise<D>,
  decodeInChunks: () => Promise<D>,
): Promise<{ decoding: D; firstMilliseconds: number; computeRatio: number }> {
  let wholeMilliseconds = Infinity
  let milliseconds = Infinity
  let firstMilliseconds = Infinity
  let decoding: D
  const startedAt = performance.now()
  let pair = 0
  do {
    wholeMilliseconds = Math.min(wholeMilliseconds, (await decodeWhole()).milliseconds)
    decoding = await decodeInChunks()
    milliseconds = Math.min(milliseconds, decoding.milliseconds)
    firstMilliseconds = Math.min(firstMilliseconds, decoding.firstMilliseconds)
    pair++
  } while (pair < pairs && performance.now() - startedAt < longestPairsMilliseconds)
  return { decoding, firstMilliseconds, computeRatio: milliseconds / wholeMilliseconds }
}
