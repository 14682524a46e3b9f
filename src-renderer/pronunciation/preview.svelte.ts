import type { Block } from '@contract/document'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { Settings } from '@contract/settings'
import type { AppError } from '@contract/errors'
import type { HeardPlace, SpeechPlayer } from '../audio/speech-player-types'

const documentId = 'preview'

/** What a preview needs of the reading beside which it is heard. */
export interface PreviewedReading {
  readonly player: Pick<SpeechPlayer, 'state' | 'pause'>
}

/**
 * Says a few words at once, on a line of its own: the reading is paused where it is, keeps its place, and goes on when
 * it is told to. The line is opened for the first words and closed when nobody wants to hear any more.
 */
export class Preview {
  #player: SpeechPlayer | null = null
  #heard: string | null = $state(null)
  #failure: AppError | null = $state.raw(null)
  #passedOver: SpeechPlayer['engine']['unvoiced'] = null

  /** @param open makes a player; owned by this object from then on */
  constructor(
    private readonly open: () => SpeechPlayer,
    private readonly reading: PreviewedReading,
    private readonly settings: () => Settings,
  ) {}

  /** The name of what is being said; null while nothing is. */
  get heard(): string | null {
    return this.#heard
  }
  /** What of it is at the loudspeaker now; null while nothing is. Call it once a frame. */
  get place(): HeardPlace | null {
    return this.#heard === null ? null : (this.#player?.heard() ?? null)
  }
  /** Why it could not be said. */
  get failure(): AppError | null {
    return this.#failure
  }

  /** Opens the line, so that the first words are heard at once. */
  prepare(): void {
    this.#line()
  }

  /** Says a text with the entries given, or stops saying it. @param name tells it from other texts */
  toggle(name: string, text: string, entries: readonly PronunciationEntry[]): void {
    if (this.#heard === name) return this.stop()
    const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
    this.say(name, [{ kind: 'paragraph', text, marks: [], source }], entries)
  }

  /** Says a text, from its beginning when it is being said already. @param settings absent: those in force */
  say(
    name: string,
    blocks: readonly Block[],
    entries: readonly PronunciationEntry[],
    settings: Settings = this.settings(),
  ): void {
    // Paused, not stopped: Play goes on where it was.
    this.reading.player.pause()
    const player = this.#line()
    player.setPronunciations(documentId, [...entries])
    player.setDocument({ id: documentId, blocks: [...blocks] })
    this.#failure = null
    this.#heard = name
    player.start({ block: 0, char: 0 }, settings)
  }

  stop(): void {
    this.#heard = null
    this.#player?.stop()
  }

  /** Closes the line. It is opened again when it is needed. */
  close(): void {
    const player = this.#player
    this.#player = null
    this.#heard = null
    void player?.dispose()
  }

  #line(): SpeechPlayer {
    if (this.#player) return this.#player
    const player = (this.#player = this.open())
    player.subscribe(() => {
      if (player !== this.#player) return
      if (player.state === 'failed') this.#failure = player.failure
      // The voice that was to be heard cannot be had: another one would be taken for it.
      const { unvoiced } = player.engine
      if (unvoiced?.error && unvoiced !== this.#passedOver && this.#heard !== null) {
        this.#passedOver = unvoiced
        this.stop()
        this.#failure = unvoiced.error
      }
      if (player.state === 'ended' || player.state === 'failed') this.#heard = null
    })
    return player
  }
}
