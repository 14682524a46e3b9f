import { engineState } from '@contract/calls/app'
import { documentSound } from '@contract/calls/document'
import type { ReadableDocument } from '@contract/document'
import { fromErrorData } from '@contract/errors'
import type { PronunciationEntry } from '@contract/pronunciation'
import { rulesFor } from '@contract/settings'
import type { SpeechPlayer } from '../audio/speech-player-types'
import type { Bridge } from '../bridge/bridge'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { PassageVoice } from './passage-voice'
import { RecordedNarration } from './recorded-narration'

/** Documents for which a voice was chosen in place of their own narration; those of longest ago are forgotten. */
const keptChoices = 500

/** What is around a document's own narration. */
export interface OwnNarrationSurroundings {
  readonly bridge: Pick<Bridge, 'call' | 'on' | 'connectSpeech'>
  readonly player: SpeechPlayer
  readonly settings: SettingsStore
  every(milliseconds: number, task: () => void): () => void
  /** Pronunciations that hold for the document on the page. */
  entries(): readonly PronunciationEntry[]
  /** Tells the person why it is not heard. */
  report(error: unknown): void
  /** Tells the person what of the text it leaves out, once for each document. */
  leavesOut(passages: { readonly read: number; readonly skipped: number }): void
}

/** The recording that the document on the page brings of its own text, and whether that or a voice reads it. */
export class OwnNarration {
  /** Whether the document has one. */
  isOffered = $state(false)
  /** Who reads it, as far as the document says. */
  narrators: readonly string[] = $state.raw([])
  /** Whether the document is that recording, or a book that brings one. */
  kind: 'recording' | 'book' = $state('book')
  /** It cannot be played: a voice reads instead, until the document is opened again. */
  isBroken = $state(false)
  /** It is what reads the document. */
  isChosen = $state(false)
  #document: ReadableDocument | null = null
  #isWhole = true
  #narration: RecordedNarration | null = null
  #voice: PassageVoice | null = null
  #isLossTold = false

  constructor(private readonly surroundings: OwnNarrationSurroundings) {
    const { bridge, settings } = surroundings
    settings.subscribe((now, before) => {
      const document = this.#document
      if (document && now.reading !== before.reading)
        this.#narration?.setRules(rulesFor(document.id, now.reading))
    })
    bridge.on(engineState, (news) => {
      if (news.state === 'restarted') this.#voice?.renew()
      else this.#voice?.fail(fromErrorData(news.error))
    })
  }

  /** Another document is on the page; the player holds it already. */
  show(document: ReadableDocument, isWhole: boolean): void {
    this.#close()
    this.#document = document
    this.#isWhole = isWhole
    this.isOffered = document.overlays.length > 0
    this.narrators = document.narrators ?? []
    this.kind = document.format === 'recording' ? 'recording' : 'book'
    this.isBroken = false
    this.#isLossTold = false
    if (this.isOffered && !this.#isSetAside()) this.#begin()
  }

  /** The document on the page has become more. */
  grow(isWhole: boolean): void {
    const document = this.#document
    if (!document) return
    this.#isWhole = isWhole
    const wasOffered = this.isOffered
    this.isOffered = document.overlays.length > 0
    this.#narration?.grow(isWhole)
    // A book's first pages are often read by nobody.
    if (this.isOffered && !wasOffered && !this.#isSetAside()) this.#begin()
    else this.#tellLoss()
  }

  /** The person's choice, which is kept for this document. */
  choose(isOwn: boolean): void {
    const document = this.#document
    if (!document || !this.isOffered || isOwn === this.isChosen) return
    const others = this.surroundings.settings.current.player.voicedDocuments.filter(
      (id) => id !== document.id,
    )
    const voicedDocuments = isOwn ? others : [...others, document.id].slice(-keptChoices)
    this.surroundings.settings.changePlayer({ voicedDocuments })
    if (isOwn) this.#begin()
    else this.#end()
  }

  #isSetAside(): boolean {
    const { voicedDocuments } = this.surroundings.settings.current.player
    return this.#document !== null && voicedDocuments.includes(this.#document.id)
  }

  #begin(): void {
    const document = this.#document
    if (!document) return
    this.#close()
    this.isBroken = false
    this.isChosen = true
    const rules = rulesFor(document.id, this.surroundings.settings.current.reading)
    const { bridge, every, entries, report } = this.surroundings
    const voice = new PassageVoice(document, { connect: () => bridge.connectSpeech(), entries })
    const narration = new RecordedNarration(document, rules, {
      voice,
      every,
      fetch: (overlay, startByte, byteLength) =>
        bridge.call(documentSound, { documentId: document.id, overlay, startByte, byteLength }),
      lost: (error) => {
        if (narration !== this.#narration) return
        this.isBroken = true
        this.#end()
        report(error)
      },
    })
    this.#narration = narration
    this.#voice = voice
    narration.grow(this.#isWhole)
    this.surroundings.player.setNarration(narration, this.surroundings.settings.current)
    this.#tellLoss()
  }

  #tellLoss(): void {
    const narration = this.#narration
    if (!narration || !this.#isWhole || this.#isLossTold) return
    this.#isLossTold = true
    const passages = narration.leftOut()
    if (passages.read + passages.skipped > 0) this.surroundings.leavesOut(passages)
  }

  #end(): void {
    this.#close()
    this.surroundings.player.setNarration(null, this.surroundings.settings.current)
  }

  #close(): void {
    this.isChosen = false
    this.#narration?.dispose()
    this.#voice?.dispose()
    this.#narration = this.#voice = null
  }
}
