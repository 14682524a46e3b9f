import type { SpeechPlayer } from '../audio/speech-player-types'

/**
 * Told that a sentence has been heard to its end.
 * @param isAtBlock reading is to end here, if it goes on from nowhere
 * @returns whether it goes on, from wherever
 */
export type SentenceHeard = (isAtBlock: boolean) => boolean

/** Where reading stands still by itself, for all who want it to, and which of them a halt is for. */
export class HaltPoints {
  #sentenceHeard: SentenceHeard | null = null
  #beforeBlock: number | null = null
  #blockReached: () => void = () => undefined
  #isStanding = false
  readonly #unsubscribe: () => void

  constructor(
    private readonly player: Pick<
      SpeechPlayer,
      'heard' | 'instruments' | 'isHalted' | 'setHalt' | 'state' | 'subscribe'
    >,
  ) {
    this.#unsubscribe = player.subscribe(() => this.#onPlayer())
  }

  /** Reading has come to a halt, or to its end, and has not gone on since. */
  get isStanding(): boolean {
    return this.#isStanding
  }

  /** @param heard null: reading stands still before no sentence */
  beforeSentences(heard: SentenceHeard | null): void {
    this.#sentenceHeard = heard
    this.#tell()
  }

  /**
   * @param block   null: no such place
   * @param reached reading stands still before it, and nothing there is said again
   */
  beforeBlock(block: number | null, reached: () => void = () => undefined): void {
    this.#blockReached = reached
    if (block === this.#beforeBlock) return
    this.#beforeBlock = block
    this.#tell()
  }

  dispose(): void {
    this.#unsubscribe()
  }

  /** The nearest place counts. */
  #tell(): void {
    if (this.#sentenceHeard) this.player.setHalt({ before: 'sentence' })
    else
      this.player.setHalt(this.#beforeBlock === null ? null : { before: 'block', block: this.#beforeBlock })
  }

  #onPlayer(): void {
    const isStanding = this.player.isHalted || this.player.state === 'ended'
    if (isStanding === this.#isStanding) return
    this.#isStanding = isStanding
    if (!isStanding) return
    const isAtBlock = this.#isAtBlock()
    if (!this.#sentenceHeard?.(isAtBlock) && isAtBlock) this.#blockReached()
  }

  /** A halt may also be one before a sentence. */
  #isAtBlock(): boolean {
    const { sentences } = this.player.instruments
    const heard = this.player.heard()
    const next = heard && sentences.find(({ startSample }) => startSample > heard.sample)
    return this.#beforeBlock !== null && (next?.block ?? -1) >= this.#beforeBlock
  }
}
