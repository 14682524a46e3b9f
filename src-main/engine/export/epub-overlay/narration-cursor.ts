import type { RecordedSentence } from '@contract/recording-words'

/** A file with sound, and what is said in it, in the order of the book. */
export interface NarratedAudio {
  readonly path: string
  readonly mediaType: 'audio/mpeg' | 'audio/mp4'
  readonly seconds: number
  /** Seconds count from the file's beginning. A sentence without words is known as a whole only. */
  readonly sentences: AsyncIterable<RecordedSentence> | Iterable<RecordedSentence>
}

/** A sentence, and how long what follows it in its file is a pause. */
export interface HeardSentence {
  /** Number of its file. */
  readonly audio: number
  readonly sentence: RecordedSentence
  /** When what is said next begins, or the file ends. */
  readonly untilSeconds: number
}

/** When the first sound of a sentence is heard. */
export function firstSecond({ startSeconds, words }: RecordedSentence): number {
  return words.at(0)?.[2] ?? startSeconds
}

/** Sentences of all files one behind the other; two are held. */
export class NarrationCursor {
  readonly #sentences: AsyncGenerator<HeardSentence>
  #next: HeardSentence | null | undefined

  constructor(files: readonly NarratedAudio[]) {
    this.#sentences = heardIn(files)
  }

  /** The next sentence; null: there is none. */
  async peek(): Promise<HeardSentence | null> {
    if (this.#next === undefined) {
      const { done, value } = await this.#sentences.next()
      this.#next = done === true ? null : value
    }
    return this.#next
  }

  /** Goes on, with what is left of the sentence if anything is. */
  advance(rest?: HeardSentence): void {
    this.#next = rest
  }

  async close(): Promise<void> {
    await this.#sentences.return(undefined)
  }
}

async function* heardIn(files: readonly NarratedAudio[]): AsyncGenerator<HeardSentence> {
  for (const [audio, { sentences, seconds }] of files.entries()) {
    let before: RecordedSentence | null = null
    for await (const sentence of sentences) {
      if (before) yield { audio, sentence: before, untilSeconds: firstSecond(sentence) }
      before = sentence
    }
    if (before) yield { audio, sentence: before, untilSeconds: seconds }
  }
}
