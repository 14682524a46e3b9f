import type { HeardPlace, SpeechPlayer } from '../audio/speech-player-types'
import type { ContentsLine } from '../library/contents'
import { chapterStart } from './chapters'
import type { HaltPoints } from './halt-points'

export const sleepMinutes = [5, 15, 30, 45, 60] as const
/** After how many minutes of audio, or with which chapter, reading pauses by itself; null: it does not. */
export type SleepChoice = (typeof sleepMinutes)[number] | 'chapter' | 'next-chapter' | null

/** So long before the time is up the voice begins to fade. */
const fadeSeconds = 20
/** How often the clock is looked at. */
const lookMilliseconds = 50
/** The fade is ordered so long before it begins, so that it begins with its sample: several looks, and what the device holds. */
const orderSeconds = 1
/** What a press adds to the time left. */
export const addedMinutes = 5

/** What the timer needs of the reading. */
export interface SleepingReading {
  readonly player: Pick<SpeechPlayer, 'fading' | 'heard' | 'instruments' | 'rewind' | 'state' | 'subscribe'>
  readonly contents: readonly ContentsLine[]
}

/** Pauses the reading after a while: counted is the audio that is heard, so that pauses and speeds change nothing. */
export class SleepTimer {
  #choice: SleepChoice = $state(null)
  #secondsLeft = $state(0)
  #exactSecondsLeft = 0
  #streamId = -1
  #sample = 0
  #isFading = false
  /** Where the voice began to fade; null before. */
  #fadeStart: HeardPlace | null = null
  /** The block before which it ends; null: at the end of the text, or not with a chapter. */
  #endBlock: number | null = null
  #chapterBlock = -1
  /** For which place, and among which headings, the end was looked for last. */
  #lookedFor: { readonly block: number; readonly contents: readonly ContentsLine[] } | null = null
  #stopLooking: (() => void) | null = null
  readonly #unsubscribe: () => void

  /** @param every runs a task again and again until the function it returns is called */
  constructor(
    private readonly reading: SleepingReading,
    private readonly haltPoints: HaltPoints,
    private readonly every: (milliseconds: number, task: () => void) => () => void,
  ) {
    this.#unsubscribe = reading.player.subscribe(() => this.#onPlayer())
  }

  get choice(): SleepChoice {
    return this.#choice
  }
  /** Of audio, in whole seconds; null without a choice and with a chapter. */
  get secondsLeft(): number | null {
    return typeof this.#choice === 'number' ? this.#secondsLeft : null
  }

  choose(choice: SleepChoice): void {
    this.#end()
    this.#choice = choice
    if (choice === null) return
    this.#exactSecondsLeft = typeof choice === 'number' ? choice * 60 : Infinity
    this.#secondsLeft = typeof choice === 'number' ? choice * 60 : 0
    const { player } = this.reading
    this.#streamId = player.heard()?.streamId ?? -1
    this.#sample = player.heard()?.sample ?? 0
    this.#stopLooking = this.every(lookMilliseconds, () => this.#look())
    this.#look()
  }

  /** More time, also while the voice fades, which is as loud as before then. */
  addTime(): void {
    if (typeof this.#choice !== 'number') return
    this.#endFade()
    this.#exactSecondsLeft += addedMinutes * 60
    this.#secondsLeft = Math.ceil(this.#exactSecondsLeft)
  }

  dispose(): void {
    this.#end()
    this.#unsubscribe()
  }

  #look(): void {
    const { player } = this.reading
    const heard = player.heard()
    if (!heard || heard.streamId < 0) return
    this.#count(heard)
    if (typeof this.#choice !== 'number') return this.#lookForChapter(heard)
    if (this.#exactSecondsLeft > fadeSeconds + orderSeconds) return
    if (!this.#isFading) {
      this.#isFading = true
      const inSeconds = Math.max(0, this.#exactSecondsLeft - fadeSeconds)
      player.fading.begin(inSeconds, this.#exactSecondsLeft - inSeconds)
    }
    if (this.#exactSecondsLeft <= fadeSeconds) this.#fadeStart ??= heard
  }

  #count({ streamId, sample }: HeardPlace): void {
    const rate = this.reading.player.instruments.sampleRateHz
    // What a new stream has played so far was heard; of the one before the last moments are not known.
    const heardSamples = streamId === this.#streamId ? sample - this.#sample : sample
    this.#streamId = streamId
    this.#sample = sample
    if (rate === null || typeof this.#choice !== 'number') return
    this.#exactSecondsLeft = Math.max(0, this.#exactSecondsLeft - Math.max(0, heardSamples) / rate)
    this.#secondsLeft = Math.ceil(this.#exactSecondsLeft)
  }

  /** Chapters are counted from the place heard; one that was jumped into counts anew, one that was read into does not. */
  #lookForChapter({ block }: HeardPlace): void {
    const { contents } = this.reading
    if (block === this.#lookedFor?.block && contents === this.#lookedFor.contents) return
    this.#lookedFor = { block, contents }
    const chapterBlock = chapterStart(contents, block + 1, -1) ?? 0
    // Of a document that grows, the end may come later.
    if (chapterBlock === this.#chapterBlock && this.#endBlock !== null) return
    const isReadInto =
      chapterStart(contents, this.#chapterBlock, 1) === chapterBlock && this.#choice === 'next-chapter'
    const isFirst = this.#chapterBlock === -1
    this.#chapterBlock = chapterBlock
    if (isReadInto && !isFirst && this.#endBlock !== null && this.#endBlock > block) return
    this.#endBlock = chapterStart(contents, block, this.#choice === 'chapter' ? 1 : 2)
    this.haltPoints.beforeBlock(this.#endBlock, () => this.choose(null))
  }

  #onPlayer(): void {
    if (this.#choice === null) return
    const { player } = this.reading
    if (this.#isFading && player.fading.state === 'fallen' && player.state === 'paused') return this.#sleep()
    // Somebody pressed play, or began something else: whoever does that is awake.
    if (this.#isFading && (player.fading.state === 'none' || player.state === 'idle'))
      return this.choose(null)
    if (player.state === 'ended') this.choose(null)
    // What is read next may be another document.
    else if (player.state === 'idle') this.#forgetChapter()
  }

  /** The voice has come to its end: what was too quiet to be heard is heard again the next time. */
  #sleep(): void {
    const { player } = this.reading
    const start = this.#fadeStart ?? player.heard()
    this.#forgetFade()
    this.choose(null)
    // The fade is ended last: before, the voice would stand where a halt is, for which it is none.
    if (start) player.rewind(start)
    player.fading.end()
  }

  #endFade(): void {
    const wasFading = this.#isFading
    this.#forgetFade()
    if (wasFading) this.reading.player.fading.end()
  }

  #forgetFade(): void {
    this.#isFading = false
    this.#fadeStart = null
  }

  #end(): void {
    this.#stopLooking?.()
    this.#stopLooking = null
    this.#endFade()
    this.#forgetChapter()
  }

  #forgetChapter(): void {
    this.#lookedFor = null
    this.#chapterBlock = -1
    this.#endBlock = null
    this.haltPoints.beforeBlock(null)
  }
}
