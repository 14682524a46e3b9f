import type { LocatedPlace, TextMove } from '@contract/speech'
import type { HeardPlace } from '../audio/speech-player-types'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { StepQueue } from '../reader/step-queue'
import type { HaltPoints } from './halt-points'
import { chapterStart } from './chapters'
import { structureEnd } from './structure-end'

/** What becomes of a sentence that has been heard: the next one follows, reading stands still, or it is said again. */
export type SentenceMode = 'go-on' | 'stop' | 'repeat'

/** How often a sentence is said that is repeated; 0: until that is switched off. */
export const repeatChoices = [0, 2, 3, 5] as const
export type RepeatTimes = (typeof repeatChoices)[number]

/** Steps by word and by chapter, and what becomes of a sentence that has been heard. */
export class ReadingControls {
  #mode: SentenceMode = $state('go-on')
  #times: RepeatTimes = $state(0)
  /** The sentence heard last, and how often it has been said in a row. */
  #said = { block: -1, startChar: -1, times: 0 }
  readonly #words: StepQueue

  /** @param sayWord says the word that a step has led to, where that is wanted */
  constructor(
    private readonly session: ReadingSession,
    private readonly haltPoints: HaltPoints,
    private readonly sayWord: (place: LocatedPlace) => void,
  ) {
    this.#words = session.createSteps()
  }

  get mode(): SentenceMode {
    return this.#mode
  }
  get times(): RepeatTimes {
    return this.#times
  }

  /** One of the two ways excludes the other. */
  setMode(mode: SentenceMode): void {
    this.#mode = mode
    this.#said.times = 0
    this.haltPoints.beforeSentences(mode === 'go-on' ? null : (isAtBlock) => this.#onHeard(isAtBlock))
  }

  setTimes(times: RepeatTimes): void {
    this.#times = times
    this.#said.times = 0
  }

  /** The word before or after: the voice stands still there, and the word is lit and said alone. */
  async stepWord(move: Extract<TextMove, 'previous-word' | 'next-word'>): Promise<void> {
    const { session } = this
    if (!session.document) return
    if (session.hasSession && session.playback !== 'paused') session.player.pause()
    try {
      await this.#words.step(
        move,
        () => session.stepOrigin(),
        (place) => this.#standAt(place),
      )
    } catch (error) {
      session.problems.report(error, () => void this.stepWord(move))
    }
  }

  /** To the heading before or after in the contents: reading goes on there if it was going on. */
  async moveChapter(step: -1 | 1): Promise<void> {
    const { session } = this
    const from = await session.stepOrigin()
    const block = chapterStart(session.contents, from.block, step)
    if (block !== null) await this.#goTo(block)
  }

  /** Whether what is heard, or the reader is in, is a table, a list, a note or a quotation that something follows. */
  get canLeave(): boolean {
    return this.#endHere() !== null
  }

  /** To what follows the table, list, note or quotation that is heard, or that the reader is in; nothing in plain text. */
  async leave(): Promise<void> {
    const end = this.#endHere()
    if (end !== null) await this.#goTo(end)
  }

  #endHere(): number | null {
    const { document, placeRead, page } = this.session
    const stand = placeRead ? null : page?.stand()
    const place = placeRead ?? stand?.caret ?? stand?.inSight
    return document && place ? structureEnd(document.blocks, place.block) : null
  }

  /** Reading goes on there if it was going on, else it is shown. */
  async #goTo(block: number): Promise<void> {
    const { session } = this
    const to = { block, char: 0 }
    if (session.hasSession && session.playback !== 'paused') return session.startAt(to)
    session.page?.show(to)
    this.#words.cancel()
    try {
      await this.#words.step(
        'word-start',
        () => Promise.resolve(to),
        (place) => this.#standAt(place),
      )
    } catch (error) {
      session.problems.report(error, () => void this.#goTo(block))
    }
  }

  #standAt(place: LocatedPlace): void {
    const { session } = this
    const { block, char, sentence, word } = place
    if (session.hasSession && sentence && word) {
      // Of no stream: its numbers only tell it from other places.
      const numbers = { streamId: -1, sentenceIndex: block, wordIndex: char, sample: 0 }
      session.standAt({ ...numbers, block, sentence, word })
    } else session.page?.placeCaret(place)
    if (word) this.sayWord(place)
  }

  #count(heard: HeardPlace | null): void {
    const { block, sentence } = heard ?? { block: -1, sentence: { startChar: -1 } }
    const isSame = block === this.#said.block && sentence.startChar === this.#said.startChar
    this.#said = { block, startChar: sentence.startChar, times: isSame ? this.#said.times + 1 : 1 }
  }

  /** A sentence is said again as often as was asked for; then the next one is, unless reading is to end here. */
  #onHeard(isAtBlock: boolean): boolean {
    if (this.#mode !== 'repeat') return false
    const { player } = this.session
    const heard = player.heard()
    this.#count(heard)
    if (this.#times === 0 || this.#said.times < this.#times) {
      if (heard) void this.#sayAgain(heard)
      return true
    }
    this.#said.times = 0
    if (!isAtBlock) player.resume()
    return !isAtBlock
  }

  async #sayAgain({ block, word, sentence }: HeardPlace): Promise<void> {
    const { session } = this
    const from = { block, char: (word ?? sentence).startChar }
    const start = await session.player.locate(from, 'sentence-start').catch(() => null)
    if (start && this.#mode === 'repeat' && this.haltPoints.isStanding) session.startAgain(start)
  }
}
