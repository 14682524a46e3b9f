import type { SubtitleFormatId } from '@contract/recording-files'
import type { SampledSentence } from '@contract/speech'
import { cuesOf } from './cues'
import { subtitleFormats } from './formats'

/** How far subtitles have come: plain data, for a recording that is gone on with. */
export interface SubtitlesState {
  readonly cues: number
  readonly endMilliseconds: number
}

/** Subtitles of a recording being made; they hold nothing of what was added. All text is to be written as UTF-8. */
export interface Subtitles {
  /** What the file begins with; not to be written again where a recording is gone on with. */
  readonly head: string
  /**
   * @param sentence the next one of the recording
   * @param text     of its block
   * @returns what is written next; nothing for a sentence without a character that is seen
   */
  add(sentence: SampledSentence, text: string): string
  readonly state: SubtitlesState
}

/**
 * Writes what is said in a recording as subtitles, sentence after sentence: every character of it that is seen, once.
 * @param state of subtitles of the same recording, to go on from; absent: begins anew
 */
export function createSubtitles(
  formatId: SubtitleFormatId,
  sampleRateHz: number,
  state: SubtitlesState = { cues: 0, endMilliseconds: 0 },
): Subtitles {
  const format = subtitleFormats[formatId]
  let { cues, endMilliseconds } = state
  return {
    head: format.head,
    add(sentence, text) {
      let written = ''
      for (const cue of cuesOf(sentence, text, sampleRateHz, endMilliseconds)) {
        written += format.write(cue, ++cues)
        endMilliseconds = cue.endMilliseconds
      }
      return written
    },
    get state() {
      return { cues, endMilliseconds }
    },
  }
}
