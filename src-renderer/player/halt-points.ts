import type { SpeechPlayer } from '../audio/speech-player-types'

/** Where reading stands still by itself, for all who want it to: the nearest place counts. */
export class HaltPoints {
  #beforeSentences = false
  #beforeBlock: number | null = null

  constructor(private readonly player: Pick<SpeechPlayer, 'setHalt'>) {}

  beforeSentences(halts: boolean): void {
    this.#beforeSentences = halts
    this.#tell()
  }

  /** @param block null: no such place */
  beforeBlock(block: number | null): void {
    if (block === this.#beforeBlock) return
    this.#beforeBlock = block
    this.#tell()
  }

  #tell(): void {
    if (this.#beforeSentences) this.player.setHalt({ before: 'sentence' })
    else
      this.player.setHalt(this.#beforeBlock === null ? null : { before: 'block', block: this.#beforeBlock })
  }
}
