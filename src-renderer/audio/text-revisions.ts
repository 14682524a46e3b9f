import type { Block } from '@contract/document'
import { movedBy, type MovePosition, type TextChange } from '@contract/text-change'
import { movedSentence } from './moved-sentence'
import type { SentenceEvent } from './speech-player-types'

/** How the text of one document has changed since it was handed over: what the engine says may be of a text before. */
export class TextRevisions {
  readonly #moves: MovePosition[] = []

  /** How often it has changed. */
  get count(): number {
    return this.#moves.length
  }

  /** @param before the blocks before the change */
  add(change: TextChange, before: readonly Pick<Block, 'text'>[]): MovePosition {
    const move = movedBy(change, before)
    this.#moves.push(move)
    return move
  }

  /** A sentence with its ranges in the text as it is now. */
  upToDate(sentence: SentenceEvent): SentenceEvent {
    return this.#moves.slice(sentence.revision ?? 0).reduce(movedSentence, sentence)
  }
}
