import type { TextPosition } from '@contract/document'
import { measuredFields } from '@contract/speech'

/** What the page is told of a block's length. */
export interface MeasuredBlock {
  readonly block: number
  /** `measuredFields` of its sentences, one after the other. */
  readonly sentences: readonly number[]
}

/** A sentence of a block on the block's own clock. */
interface PlacedSentence {
  readonly startChar: number
  readonly endChar: number
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Characters a voice says in a second at its own pace, pauses included, until something is measured. */
const usualCharsPerSecond = 15
const fields = measuredFields.length

/**
 * How long every block of a document takes: measured where that is known, reckoned from its characters where it is not.
 * Plain arithmetic on seconds; whoever changes it calls `reckon` before asking again.
 */
export class TimelineTable {
  /** In samples of the output, see `measuredFields`. */
  readonly #sentences: (Int32Array | undefined)[] = []
  /** Whether what is held of a block is what it will last; else it was measured at another speed. */
  #isExact = new Uint8Array(0)
  /** What the numbers of a block are to be multiplied by to be seconds. */
  #secondsPerUnit = new Float64Array(0)
  #chars = new Float64Array(0)
  #starts = new Float64Array(1)
  #charsPerSecond = usualCharsPerSecond
  /** Of the blocks of which something is said and measured, whatever it was measured at: `hasten` keeps them in step. */
  #measuredChars = 0
  #measuredSeconds = 0
  #knownChars = 0
  #totalChars = 0

  /** Takes the lengths of the blocks' texts; what is known of those there were stays. */
  setChars(chars: readonly number[]): void {
    this.#chars = Float64Array.from(chars)
    this.#isExact = grown(this.#isExact, new Uint8Array(chars.length))
    this.#secondsPerUnit = grown(this.#secondsPerUnit, new Float64Array(chars.length))
    this.#totalChars = chars.reduce((sum, count) => sum + count, 0)
  }

  /** Other blocks stand in place of some: what is known of the rest stays. @param chars lengths of the texts put there */
  splice(fromBlock: number, removedBlocks: number, chars: readonly number[]): void {
    for (let block = fromBlock; block < fromBlock + removedBlocks; block++) this.#learn(block, -1)
    const unknown = chars.map(() => undefined)
    const tail = this.#sentences.slice(fromBlock + removedBlocks)
    this.#sentences.length = Math.min(this.#sentences.length, fromBlock)
    if (tail.length > 0) {
      this.#sentences.length = fromBlock
      this.#sentences.push(...unknown, ...tail)
    }
    const zeros = chars.map(() => 0)
    const spliced = (list: Iterable<number>, put: number[]): number[] => {
      const all = [...list]
      all.splice(fromBlock, removedBlocks, ...put)
      return all
    }
    this.#isExact = Uint8Array.from(spliced(this.#isExact, zeros))
    this.#secondsPerUnit = Float64Array.from(spliced(this.#secondsPerUnit, zeros))
    this.setChars(spliced(this.#chars, [...chars]))
  }

  /** Of a document that has just been opened, at a speed. */
  reset(chars: readonly number[], speed: number): void {
    this.#sentences.length = 0
    this.#isExact = new Uint8Array(0)
    this.#secondsPerUnit = new Float64Array(0)
    this.#charsPerSecond = usualCharsPerSecond * speed
    this.#measuredChars = 0
    this.#measuredSeconds = 0
    this.setChars(chars)
  }

  measured(blocks: readonly MeasuredBlock[], sampleRateHz: number): void {
    for (const { block, sentences } of blocks) {
      if (block >= this.#chars.length) continue
      this.#learn(block, -1)
      this.#sentences[block] = Int32Array.from(sentences)
      this.#isExact[block] = 1
      this.#secondsPerUnit[block] = 1 / sampleRateHz
      this.#learn(block, 1)
    }
    if (this.#measuredChars > 0 && this.#measuredSeconds > 0)
      this.#charsPerSecond = this.#measuredChars / this.#measuredSeconds
  }

  /** Everything is spoken so many times as fast, more or less, until it is measured anew. */
  hasten(ratio: number): void {
    this.#charsPerSecond *= ratio
    this.#measuredSeconds /= ratio
    for (let block = 0; block < this.#chars.length; block++) this.#secondsPerUnit[block] /= ratio
    this.outdate()
  }

  /** What was measured does not hold any more; it is the best there is until it is measured anew. */
  outdate(): void {
    this.#isExact.fill(0)
  }

  /** Adds everything up. */
  reckon(): void {
    const count = this.#chars.length
    const starts = new Float64Array(count + 1)
    let knownChars = 0
    /** Where the last sentence's sound is over and its pause begins to count. */
    let end = 0
    let rest = 0
    let firstEmpty = 0
    for (let block = 0; block < count; block++) {
      const sentences = this.#sentences[block]
      if (this.#isExact[block]) knownChars += this.#chars[block] ?? 0
      const unit = this.#secondsPerUnit[block] ?? 0
      const isEmpty = sentences ? sentences.length === 0 : this.#chars[block] === 0
      if (isEmpty) continue
      const start = Math.max(end, rest + (sentences ? (sentences[2] ?? 0) * unit : 0))
      // A block with nothing to say begins where the next one does.
      starts.fill(start, firstEmpty, block + 1)
      firstEmpty = block + 1
      if (sentences) {
        const last = lastOf(sentences, start, unit)
        end = last.end
        rest = last.rest
      } else end = rest = start + (this.#chars[block] ?? 0) / this.#charsPerSecond
    }
    starts.fill(end, firstEmpty, count + 1)
    this.#starts = starts
    this.#knownChars = knownChars
  }

  get totalSeconds(): number {
    return this.#starts.at(-1) ?? 0
  }

  /** How much of the text has its exact length, 0..1. */
  get knownFraction(): number {
    return this.#totalChars === 0 ? 1 : this.#knownChars / this.#totalChars
  }

  /** When a block's first sentence begins; of one beyond the last, the end of all. */
  blockStart(block: number): number {
    return this.#starts[Math.min(Math.max(0, block), this.#chars.length)] ?? 0
  }

  isExact(fromBlock: number, untilBlock: number): boolean {
    for (let block = fromBlock; block < Math.min(untilBlock, this.#isExact.length); block++)
      if (!this.#isExact[block] && (this.#chars[block] ?? 0) > 0) return false
    return true
  }

  /** When a place is said; inside a sentence by its characters. */
  secondsAt({ block, char }: TextPosition): number {
    const start = this.blockStart(block)
    const sentences = this.#placed(block)
    if (!sentences) {
      const chars = this.#chars[block] ?? 0
      const share = chars === 0 ? 0 : Math.min(1, char / chars)
      return start + share * (this.blockStart(block + 1) - start)
    }
    const sentence = sentences.find(({ endChar }) => endChar > char) ?? sentences.at(-1)
    if (!sentence) return start
    const share = (char - sentence.startChar) / Math.max(1, sentence.endChar - sentence.startChar)
    const length = sentence.endSeconds - sentence.startSeconds
    return start + sentence.startSeconds + Math.min(1, Math.max(0, share)) * length
  }

  /** When the sound of the sentence at a place is over at the latest; null while it is not measured. */
  sentenceEnd({ block, char }: TextPosition): number | null {
    const sentence = this.#placed(block)?.find(({ endChar }) => endChar > char)
    return sentence ? this.blockStart(block) + sentence.endSeconds : null
  }

  /** The place that is said at an instant; inside a sentence by its characters. */
  positionAt(seconds: number): TextPosition {
    const block = this.#blockAt(seconds)
    const into = Math.max(0, seconds - this.blockStart(block))
    const sentences = this.#placed(block)
    if (!sentences) {
      const length = this.blockStart(block + 1) - this.blockStart(block)
      return { block, char: charAt(into / length, 0, this.#chars[block] ?? 0) }
    }
    const sentence = sentences.findLast(({ startSeconds }) => startSeconds <= into) ?? sentences[0]
    if (!sentence) return { block, char: 0 }
    const { startChar, endChar, startSeconds, endSeconds } = sentence
    return { block, char: charAt((into - startSeconds) / (endSeconds - startSeconds), startChar, endChar) }
  }

  /** Where the sentence begins that is said at an instant; the block, while it is not measured. */
  sentenceStartAt(seconds: number): TextPosition {
    const { block, char } = this.positionAt(seconds)
    const sentence = this.#placed(block)?.find(({ endChar }) => endChar > char)
    return { block, char: sentence?.startChar ?? 0 }
  }

  /** The last block that begins at or before an instant and lasts. */
  #blockAt(seconds: number): number {
    let low = 0
    let high = Math.max(0, this.#chars.length - 1)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.blockStart(middle) <= seconds) low = middle
      else high = middle - 1
    }
    while (low > 0 && this.blockStart(low + 1) === this.blockStart(low)) low--
    return low
  }

  #placed(block: number): PlacedSentence[] | null {
    const sentences = this.#sentences[block]
    if (!sentences) return null
    const unit = this.#secondsPerUnit[block] ?? 0
    const placed: PlacedSentence[] = []
    let start = 0
    for (let at = 0; at < sentences.length; at += fields) {
      const startChar = sentences[at] ?? 0
      const endChar = sentences[at + 1] ?? 0
      const end = sentences[at + 4] ?? 0
      if (at > 0) start = followOn(sentences, at, start, unit)
      placed.push({ startChar, endChar, startSeconds: start, endSeconds: start + end * unit })
    }
    return placed
  }

  /** Takes a block into the pace, or out of it before it is measured anew. */
  #learn(block: number, sign: 1 | -1): void {
    const sentences = this.#sentences[block]
    if (!sentences?.length) return
    const unit = this.#secondsPerUnit[block] ?? 0
    this.#measuredChars += sign * (this.#chars[block] ?? 0)
    this.#measuredSeconds += sign * (lastOf(sentences, 0, unit).end + (sentences[2] ?? 0) * unit)
  }
}

/** When the sentence at an index begins, after one that began at `start`. */
function followOn(sentences: Int32Array, at: number, start: number, unit: number): number {
  const rest = sentences[at - 2] ?? 0
  const end = sentences[at - 1] ?? 0
  return start + Math.max(end, rest + (sentences[at + 2] ?? 0)) * unit
}

/** When the last sentence of a block is over, if the first begins at `start`. */
function lastOf(sentences: Int32Array, start: number, unit: number): { rest: number; end: number } {
  let begins = start
  for (let at = fields; at < sentences.length; at += fields) begins = followOn(sentences, at, begins, unit)
  const rest = sentences[sentences.length - 2] ?? 0
  const end = sentences[sentences.length - 1] ?? 0
  return { rest: begins + rest * unit, end: begins + end * unit }
}

function charAt(share: number, startChar: number, endChar: number): number {
  const within = Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0
  return Math.max(startChar, Math.min(endChar - 1, startChar + Math.floor(within * (endChar - startChar))))
}

function grown<T extends Uint8Array<ArrayBuffer> | Float64Array<ArrayBuffer>>(before: T, after: T): T {
  after.set(before.subarray(0, after.length))
  return after
}
