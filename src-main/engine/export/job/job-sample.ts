import { AppError } from '@contract/errors'
import type { SpeechSettings } from '@contract/settings'
import type { Casting } from '../../streaming/casting'
import { narrate, type NarrationPiece } from '../../streaming/narration'
import { pauseBefore, toSamples } from '../../streaming/pauses'
import type { PlacedSentence } from '../../streaming/spoken-document'
import type { JobMeans } from './job-means'

/** How a sample is read. */
export interface SampleReading {
  readonly speech: SpeechSettings
  readonly sampleRateHz: number
  /** @see NarrationOptions.isSilent */
  readonly isSilent?: boolean
}

/**
 * Reads sentences that stand for all of a job as they would be read if they were all there is, with the pauses between them.
 * Where nothing can be said of them nothing comes.
 * @throws as `narrate`, but not 'text/nothing-to-say'
 */
export async function* readSample(
  sentences: readonly PlacedSentence[],
  { voice, casting, document, atOnce, signal, turn }: JobMeans,
  { speech, sampleRateHz, isSilent = false }: SampleReading,
): AsyncGenerator<NarrationPiece, void, void> {
  const [first, ...then] = sentences.map(({ block, startChar, endChar }) => ({
    from: { block, char: startChar },
    until: { block, char: endChar },
  }))
  if (sentences.length === 0) return
  const pieces = narrate({
    ...{ voice, document, signal, sampleRateHz, isSilent, ...first, then },
    casting: casting && beforehand(casting),
    settings: () => speech,
    sentencesAtOnce: atOnce,
  })
  let passage = 0
  try {
    for await (const piece of pieces) {
      await turn?.(signal)
      if (piece.kind === 'sentence' && piece.passage !== passage) {
        const [previous, next] = [sentences[passage], sentences[piece.passage]]
        const pause = pauseBefore(previous, next, document.blocks, speech.pauses, speech.speed)
        const samples = toSamples(pause, sampleRateHz)
        yield { kind: 'silence', startSample: piece.startSample, samples }
        passage = piece.passage
      }
      yield piece
    }
  } catch (error) {
    // In all there is, something may be said.
    if (!(error instanceof AppError && error.code === 'text/nothing-to-say')) throw error
  }
}

/** The same for what is read before the narration itself, which needs it afterwards and looks ahead in its own order. */
export function beforehand(casting: Casting): Casting {
  return { ...casting, lookAhead: () => undefined, close: () => undefined }
}
