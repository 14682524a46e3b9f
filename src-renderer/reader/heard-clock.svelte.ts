import type { TextPosition } from '@contract/document'
import type { MovePosition } from '@contract/text-change'
import { movedPlace } from '../audio/moved-sentence'
import type { HeardPlace, SpeechPlayer } from '../audio/speech-player-types'
import { renderedPosition } from './rendered-position'

/** What the audio clock says of one document: the place heard, and how long has been listened. */
export class HeardClock {
  #heard: HeardPlace | null = $state.raw(null)
  #listenedSeconds = $state(0)
  #rendered: TextPosition | null = $state.raw(null)
  #streamSeconds = 0
  #secondsBefore = 0
  #streamId = -1

  constructor(private readonly player: SpeechPlayer) {}

  /** Changes when another word or sentence is heard. */
  get heard(): HeardPlace | null {
    return this.#heard
  }
  /** Audio heard since `reset`, seeks added up; whole seconds. */
  get listenedSeconds(): number {
    return this.#listenedSeconds
  }
  /** How far the text has been rendered. */
  get rendered(): TextPosition | null {
    return this.#rendered
  }
  /** Another document: nothing of it has been heard. */
  reset(): void {
    this.forget()
    this.#listenedSeconds = 0
    this.#secondsBefore = 0
    this.#streamSeconds = 0
    this.#streamId = -1
  }

  /** Reading has stopped: nothing is heard. */
  forget(): void {
    this.#heard = null
    this.#rendered = null
  }

  /** The text has changed: what is heard is where it is now. */
  move(move: MovePosition): void {
    this.#heard &&= movedPlace(this.#heard, move)
    this.#rendered &&= move(this.#rendered)
  }

  /**
   * One look at the audio clock.
   * @returns whether another stream is heard than at the last look
   */
  look(): boolean {
    const { player } = this
    const heard = player.heard()
    const { instruments } = player
    const rendered = renderedPosition(instruments)
    if (rendered && (rendered.block !== this.#rendered?.block || rendered.char !== this.#rendered.char))
      this.#rendered = rendered
    if (!heard) return false
    const isOtherStream = heard.streamId !== this.#streamId
    if (isOtherStream) {
      this.#streamId = heard.streamId
      this.#secondsBefore += this.#streamSeconds
    }
    const { sampleRateHz: rate } = instruments
    if (rate !== null) {
      this.#streamSeconds = heard.sample / rate
      const listened = Math.floor(this.#secondsBefore + this.#streamSeconds)
      if (listened !== this.#listenedSeconds) this.#listenedSeconds = listened
    }
    const last = this.#heard
    const isSameSentence = last?.streamId === heard.streamId && last.sentenceIndex === heard.sentenceIndex
    if (isSameSentence && last.wordIndex === heard.wordIndex) return isOtherStream
    this.#heard = heard
    return isOtherStream
  }
}
