import type { TextPosition } from '@contract/document'
import type { SpeechSettings } from '@contract/settings'
import type { LocatedPlace, SpeechCommand, TextMove } from '@contract/speech'
import type { AudioOutput } from './audio-output'
import type { StreamEvent } from './engine-line'
import type { MeasuredLengths } from './speech-player-types'

/** What is said of one stream. */
export type StreamCommand = Extract<SpeechCommand, { streamId: number }>

/**
 * What speaks a document in the engine's place: a recording of it. It takes the commands that the engine takes of a
 * stream and tells of it in the same events, and its samples go into the same queue; whatever plays them (the clock, the
 * highlight, pauses, halts, volume) does not know the difference.
 */
export interface StreamSource {
  /** Makes it ready to speak. @returns the rate of its samples, Hz. @throws whatever it told its owner already */
  open(): Promise<number>
  /**
   * 'start', 'tune' (of which it takes the speed, without another stream) and 'stop' mean something to it.
   * @param emit tells of the stream; never after it was stopped
   */
  obey(command: StreamCommand, output: AudioOutput, emit: (event: StreamEvent) => void): void
  /** @returns undefined where the engine knows better */
  locate(from: TextPosition, move: TextMove): LocatedPlace | null | undefined
  /**
   * Asks how long everything lasts that it says, in place of what was asked before.
   * @param tell is told of whole blocks: first what is known, then what becomes known, or other
   */
  measure(settings: SpeechSettings, tell: (lengths: MeasuredLengths) => void): void
}
