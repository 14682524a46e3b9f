import type { TextPosition } from '@contract/document'
import type { SampledSentence } from '@contract/speech'
import type { SoundTape, TapedSentence } from './sound-tape'
import type { PassageEnd, SpokenPassage } from './spoken-passage'

/** A sentence that was put on the tape before all of its sound was there. */
interface OpenSentence {
  readonly said: SampledSentence
  readonly taped: TapedSentence
  /** As the run counts. */
  readonly index: number
  /** Where the pause before it begins: on the tape, and in the passage. */
  readonly tapeStart: number
  readonly from: number
  /** Block of the one before it in the passage; null: it is the first. */
  readonly behind: number | null
}

/** Where another voice goes on with a passage. */
export interface BrokenPassage {
  /** null: behind the last sentence on the tape. */
  readonly place: TextPosition | null
  /** Block of the sentence behind which it begins a new one; null: it goes on inside one, or begins the passage. */
  readonly behind: number | null
  /** The first of the sentences that are not on the tape any more; null: all are. */
  readonly untold: { readonly index: number; readonly taped: TapedSentence } | null
}

/** What a voice says in a recording's place, as it is put on a tape. */
export class TapedPassage {
  /** Of it on the tape. */
  #samples = 0
  /** Of the last sentence on the tape. */
  #block: number | null = null
  #open: readonly OpenSentence[] = []

  /**
   * @param until  where it ends in the text
   * @param before runs before a sentence is put on the tape
   */
  constructor(
    readonly spoken: SpokenPassage,
    readonly until: TextPosition,
    private readonly tape: SoundTape,
    private readonly before: (said: SampledSentence) => void,
  ) {}

  /** Puts its next sentence on the tape. @returns how it ended where there is none, null while neither is known */
  tapeNext(index: number): TapedSentence | PassageEnd | null {
    const said = this.spoken.next()
    if (said === null || typeof said === 'string') return said
    this.before(said)
    const from = this.#samples
    const tapeStart = this.tape.end
    const taped = this.tape.addSpoken(said, this.spoken, from)
    const open = this.#open.filter((sentence) => !this.spoken.isWhole(sentence.said))
    this.#open = [...open, { said, taped, index, tapeStart, from, behind: this.#block }]
    this.#samples = Math.max(from, said.endSample)
    // Where reading begins inside a sentence, what the recording said before it is none of its parts.
    const part = this.#block === null ? undefined : said.part
    this.#block = said.block
    return part === undefined ? taped : { ...taped, part }
  }

  /**
   * Takes sentences off the tape whose sound will not be there; of one that is being read, what is missing.
   * @param read samples of the tape that were read
   */
  breakOff(read: number): BrokenPassage {
    const broken = this.#open.findIndex(({ said }) => !this.spoken.isWhole(said))
    if (broken < 0) return { place: null, behind: this.#block, untold: null }
    const { said, taped, tapeStart, from, behind } = this.#open[broken]
    const { receivedSamples } = this.spoken
    const isInside = read > taped.start
    const left = said.words.find(({ endSample }) => !isInside || endSample > receivedSamples)
    const startChar = isInside ? said.endChar : said.startChar
    this.tape.cutAt(isInside ? tapeStart + receivedSamples - from : Math.max(read, tapeStart))
    return {
      place: { block: said.block, char: left?.startChar ?? startChar },
      behind: isInside ? null : behind,
      untold: this.#open.at(isInside ? broken + 1 : broken) ?? null,
    }
  }
}
