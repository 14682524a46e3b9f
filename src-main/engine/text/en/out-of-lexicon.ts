import type { ModelSession, Tensor } from '../../onnx/session'

/** What reading unknown words needs of an inference runtime. Called at the first unknown word, not before. */
export interface CharacterNetwork {
  open(modelPath: string): Promise<ModelSession>
  int64(values: readonly number[], dims: readonly number[]): Tensor
}

/** The network's alphabets; symbol i is number i + 1 on either side, 0 is the blank. */
export interface CharacterAlphabet {
  in: readonly string[]
  out: readonly string[]
  /** Letters it was trained to read at once. */
  maxlen: number
}

/** A book's unknown words are names that come again and again; 4,000 of them are less than a megabyte. */
const rememberedWords = 4_000

/**
 * Reads words no dictionary has with a small character network (one word a run; its graph takes no batches). The
 * output is a sequence of symbols in which repeats collapse and blanks vanish. Words longer than the network's reach
 * are read in parts, letters it does not know as their base letter.
 */
export class OutOfLexiconReader {
  private readonly numberOfLetter: ReadonlyMap<string, number>
  private readonly symbols: readonly string[]
  private readonly remembered = new Map<string, string>()
  private session: Promise<ModelSession> | null = null
  private isDisposed = false

  constructor(
    private readonly modelPath: string,
    private readonly alphabet: CharacterAlphabet,
    private readonly network: CharacterNetwork,
  ) {
    this.numberOfLetter = new Map(alphabet.in.map((letter, index) => [letter, index + 1]))
    this.symbols = ['', ...alphabet.out]
  }

  /** What `learn` found out about a word; undefined for one it was not given, or has forgotten. */
  recall(word: string): string | undefined {
    const phonemes = this.remembered.get(word)
    if (phonemes === undefined) return undefined
    this.remembered.delete(word)
    this.remembered.set(word, phonemes)
    return phonemes
  }

  /**
   * Reads words for `recall`; '' is remembered for those without a letter the network knows.
   * @throws AppError 'voice/incompatible' when the network cannot be opened
   */
  async learn(words: Iterable<string>): Promise<void> {
    for (const word of words) {
      if (this.remembered.has(word)) continue
      const letters = this.letterNumbers(word)
      const parts: string[] = []
      let previous: readonly number[] = []
      for (let start = 0; start < letters.length; start += this.alphabet.maxlen) {
        const part = letters.slice(start, start + this.alphabet.maxlen)
        const isRepeated =
          part.length === previous.length && part.every((letter, i) => letter === previous[i])
        parts.push(isRepeated ? parts[parts.length - 1] : await this.read(part))
        previous = part
      }
      this.remembered.set(word, parts.join(''))
      const oldest = this.remembered.keys().next()
      if (this.remembered.size > rememberedWords && !oldest.done) this.remembered.delete(oldest.value)
    }
  }

  /** Frees the network; may be called twice. */
  async dispose(): Promise<void> {
    this.isDisposed = true
    const session = this.session
    this.session = null
    if (session !== null) await (await session).dispose()
  }

  private letterNumbers(word: string): number[] {
    const numbers: number[] = []
    for (const letter of word) {
      const known = this.numberOfLetter.get(letter)
      if (known !== undefined) numbers.push(known)
      else
        for (const base of letter.normalize('NFKD')) {
          const number = this.numberOfLetter.get(base) ?? this.numberOfLetter.get(base.toLowerCase())
          if (number !== undefined) numbers.push(number)
        }
    }
    return numbers
  }

  private async read(letters: readonly number[]): Promise<string> {
    if (this.isDisposed) throw new Error('The reader of unknown words was used after its disposal')
    this.session ??= this.network.open(this.modelPath)
    const session = await this.session
    const { ids } = await session.run({ chars: this.network.int64(letters, [1, letters.length]) })
    let phonemes = ''
    let previous = 0
    for (const id of ids.data as BigInt64Array) {
      const symbol = Number(id)
      if (symbol !== previous) phonemes += this.symbols[symbol] ?? ''
      previous = symbol
    }
    return phonemes
  }
}
