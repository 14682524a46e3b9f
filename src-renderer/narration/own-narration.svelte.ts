import { documentSound } from '@contract/calls/document'
import type { ReadableDocument } from '@contract/document'
import { rulesFor } from '@contract/settings'
import type { SpeechPlayer } from '../audio/speech-player-types'
import type { Bridge } from '../bridge/bridge'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { RecordedNarration } from './recorded-narration'

/** Documents for which a voice was chosen in place of their own narration; those of longest ago are forgotten. */
const keptChoices = 500

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

  /** @param report tells the person why it is not heard */
  constructor(
    private readonly bridge: Pick<Bridge, 'call'>,
    private readonly player: SpeechPlayer,
    private readonly settings: SettingsStore,
    private readonly every: (milliseconds: number, task: () => void) => () => void,
    private readonly report: (error: unknown) => void,
  ) {
    settings.subscribe((now, before) => {
      const document = this.#document
      if (document && now.reading !== before.reading)
        this.#narration?.setRules(rulesFor(document.id, now.reading))
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
  }

  /** The person's choice, which is kept for this document. */
  choose(isOwn: boolean): void {
    const document = this.#document
    if (!document || !this.isOffered || isOwn === this.isChosen) return
    const others = this.settings.current.player.voicedDocuments.filter((id) => id !== document.id)
    const voicedDocuments = isOwn ? others : [...others, document.id].slice(-keptChoices)
    this.settings.changePlayer({ voicedDocuments })
    if (isOwn) this.#begin()
    else this.#end()
  }

  #isSetAside(): boolean {
    const { voicedDocuments } = this.settings.current.player
    return this.#document !== null && voicedDocuments.includes(this.#document.id)
  }

  #begin(): void {
    const document = this.#document
    if (!document) return
    this.#close()
    this.isBroken = false
    this.isChosen = true
    const rules = rulesFor(document.id, this.settings.current.reading)
    const narration = new RecordedNarration(document, rules, {
      every: this.every,
      fetch: (overlay, startByte, byteLength) =>
        this.bridge.call(documentSound, { documentId: document.id, overlay, startByte, byteLength }),
      lost: (error) => {
        if (narration !== this.#narration) return
        this.isBroken = true
        this.#end()
        this.report(error)
      },
    })
    this.#narration = narration
    narration.grow(this.#isWhole)
    this.player.setNarration(narration, this.settings.current)
  }

  #end(): void {
    this.#close()
    this.player.setNarration(null, this.settings.current)
  }

  #close(): void {
    this.isChosen = false
    this.#narration?.dispose()
    this.#narration = null
  }
}
