import { untrack } from 'svelte'
import {
  clearHistory,
  keepPlace,
  keepSpeech,
  listDocument,
  listRecent,
  recallDocument,
} from '@contract/calls/library'
import type { TextPosition } from '@contract/document'
import { fromErrorData } from '@contract/errors'
import type { DocumentSpeech, RecentDocument, Remembered } from '@contract/library'
import type { SpeechSettings } from '@contract/settings'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { Bookmarks, type BookmarkSurroundings } from './bookmarks.svelte'
import type { DocumentMemory } from './document-opener.svelte'
import { PlaceKeeper } from './place-keeper'
import { receivedRemark, type ReceivedFiles } from './received-files'
import { PlaceReturn } from './place-return'

/** What the sidebar can show. */
export const sidebarTabs = ['contents', 'bookmarks', 'recent'] as const
export type SidebarTab = (typeof sidebarTabs)[number]

export interface LibrarySurroundings extends BookmarkSurroundings {
  readonly settings: SettingsStore
  /** Shows a failure that no component waits for. */
  readonly report: (error: unknown) => void
}

/**
 * What is remembered of documents: which were opened, where each was left and what it was read with. The voice and the
 * speed in force are the settings' alone: a document that is opened again puts its own there.
 */
export class Library implements DocumentMemory {
  readonly bookmarks: Bookmarks
  #recent: readonly RecentDocument[] = $state.raw([])
  #removed: RecentDocument | null = $state.raw(null)
  #chosenTab: SidebarTab | null = $state(null)
  #isProblemTold = false
  readonly #return: PlaceReturn
  readonly #keeper: PlaceKeeper
  /** The document that is about to be shown, and what is known of it. */
  #coming: { readonly documentId: string; readonly remembered: Remembered | null } | null = null
  /** What is read now is not what a person chose for the document on the page. */
  #isRestoring = false

  constructor(private readonly surroundings: LibrarySurroundings) {
    const { session, settings } = surroundings
    this.bookmarks = new Bookmarks(surroundings)
    this.#return = new PlaceReturn(session)
    this.#keeper = new PlaceKeeper(session, (reading) => {
      surroundings.bridge.call(keepPlace, reading).catch(surroundings.report)
    })
    settings.subscribe((now, before) => {
      if (!this.#isRestoring && !isSameSpeech(now.speech, before.speech)) this.#keepSpeech()
    })
  }

  /** The last opened first. */
  get recent(): readonly RecentDocument[] {
    return this.#recent
  }
  /** The first of the files that came together with others and that nobody has opened yet. */
  get next(): RecentDocument | null {
    return this.#recent.find(({ isUnread }) => isUnread === true) ?? null
  }
  /** The one taken out of the list last, while it can be put back. */
  get removed(): RecentDocument | null {
    return this.#removed
  }

  /** What the sidebar shows: what was chosen, else contents where there are any. */
  get tab(): SidebarTab {
    const { contents } = this.surroundings.session
    return this.#chosenTab ?? (contents.length > 0 ? 'contents' : 'recent')
  }
  set tab(tab: SidebarTab) {
    this.#chosenTab = tab
    if (tab === 'recent') void this.refresh()
  }

  /** Where reading goes on in the document on the page, once that place has come; null when it is not looked for. */
  get awaitedPlace(): Promise<TextPosition | null> | null {
    return this.#return.found
  }

  /** Follows what is read until the returned function is called. */
  watch(): () => void {
    const { session } = this.surroundings
    return $effect.root(() => {
      $effect(() => {
        const { heard } = session
        if (heard) untrack(() => this.#keeper.hear(heard))
      })
      $effect(() => {
        const { playback } = session
        untrack(() => this.#followPlayback(playback))
      })
      $effect(() => {
        void session.shown.growth
        void session.shown.isWhole
        untrack(() => void this.#return.look())
      })
    })
  }

  /** Gets the list of recent documents. Never rejects. */
  async refresh(): Promise<void> {
    try {
      const { documents, problem } = await this.surroundings.bridge.call(listRecent, null)
      this.#recent = documents
      if (problem && !this.#isProblemTold) this.surroundings.report(fromErrorData(problem))
      this.#isProblemTold = true
    } catch (error) {
      this.surroundings.report(error)
    }
  }

  /** Several files came at once: those that are not shown stand in the list. */
  async received(news: ReceivedFiles): Promise<void> {
    this.surroundings.say(receivedRemark(this.surroundings.t, news))
    await this.refresh()
  }

  async prepare(documentId: string, goesToPlace: boolean): Promise<void> {
    let remembered: Remembered | null = null
    try {
      remembered = await this.surroundings.bridge.call(recallDocument, { documentId })
    } catch (error) {
      this.surroundings.report(error)
    }
    this.#coming = { documentId, remembered }
    const place = goesToPlace ? remembered?.place : null
    this.#return.expect(place ? { documentId, place, share: remembered?.share ?? 0 } : null)
  }

  arrive(): void {
    const { document } = this.surroundings.session
    const coming = this.#coming
    this.#coming = null
    if (!document || coming?.documentId !== document.id) return
    this.#keeper.forget()
    this.bookmarks.take(document.id, coming.remembered?.bookmarks ?? [])
    if (coming.remembered?.speech) this.#restore(coming.remembered.speech)
    void this.#return.look()
    void this.refresh()
  }

  /** A hand has moved the page, or set the caret: it is not taken to where it was left any more. */
  takeOver(): void {
    this.#return.giveUp()
  }

  /** The page stands elsewhere than before, whoever moved it. */
  moved(): void {
    if (this.awaitedPlace === null) this.#keeper.moved()
  }

  /** Writes what waits to be written: the page is about to go. */
  settle(): void {
    this.#keeper.settle()
  }

  /** Takes a document out of the list; it can be put back until the next goes. */
  async remove(id: string): Promise<void> {
    const removed = this.#recent.find((document) => document.id === id) ?? null
    await this.#reported(async () => {
      await this.#list(id, false)
      this.#removed = removed
    })
  }

  async putBack(): Promise<void> {
    const removed = this.#removed
    if (!removed) return
    await this.#reported(async () => {
      await this.#list(removed.id, true)
      this.#removed = null
    })
  }

  /** Forgets which documents were opened; bookmarks stay. @returns whether they are forgotten */
  async clear(): Promise<boolean> {
    return this.#reported(async () => {
      await this.surroundings.bridge.call(clearHistory, null)
      this.#removed = null
      await this.refresh()
    })
  }

  async #list(documentId: string, isListed: boolean): Promise<void> {
    this.#recent = await this.surroundings.bridge.call(listDocument, { documentId, isListed })
  }

  /** Makes a change; one that fails is told, and nothing is changed. @returns whether it was made */
  async #reported(change: () => Promise<void>): Promise<boolean> {
    try {
      await change()
      return true
    } catch (error) {
      this.surroundings.report(error)
      return false
    }
  }

  #followPlayback(playback: string): void {
    if (playback === 'starting') this.#return.giveUp()
    else if (playback === 'playing') this.#keepSpeech()
    else if (playback !== 'starving') this.#keeper.rest()
  }

  #restore({ voice, speaker, speed }: DocumentSpeech): void {
    const { session, settings } = this.surroundings
    const { voices } = session.engine
    const isThere = voices.length === 0 || voices.some(({ id }) => id === voice)
    const speech = isThere ? { voice, speaker, speed } : { speed }
    if (isSameSpeech({ ...settings.current.speech, ...speech }, settings.current.speech)) return
    this.#isRestoring = true
    settings.changeSpeech(speech)
    this.#isRestoring = false
  }

  #keepSpeech(): void {
    const { bridge, session, settings, report } = this.surroundings
    const { voice, speaker, speed } = settings.current.speech
    const documentId = session.document?.id
    if (documentId === undefined) return
    const speech = { voice, speed, ...(speaker === undefined ? {} : { speaker }) }
    bridge.call(keepSpeech, { documentId, speech }).catch(report)
  }
}

type ReadWith = Pick<SpeechSettings, 'voice' | 'speaker' | 'speed'>

function isSameSpeech(a: ReadWith, b: ReadWith): boolean {
  return a.voice === b.voice && a.speaker === b.speaker && a.speed === b.speed
}
