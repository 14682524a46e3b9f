import type { TextPosition } from '@contract/document'
import type { KeptPlace } from '@contract/kept-place'
import type { HeardPlace } from '../audio/speech-player-types'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { placeAt } from './find-place'

/** A page that moves is looked at when it has come to rest. */
const restMilliseconds = 150

/** What is to be kept of where a document is being read. */
export interface KeptReading {
  readonly documentId: string
  readonly place: KeptPlace
  /** 0..1; null while nobody knows how long the document is. */
  readonly share: number | null
  /** False: it need not be written at once. */
  readonly isDue: boolean
}

/** Follows where the document is being read: by the voice, else by where the page stands. */
export class PlaceKeeper {
  #last: { readonly documentId: string; readonly position: TextPosition; readonly sentence: string } | null =
    null
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly session: ReadingSession,
    private readonly keep: (reading: KeptReading) => void,
  ) {}

  /** Another word or sentence is heard: every word is told, a new sentence is written. */
  hear({ streamId, block, sentence, word }: HeardPlace): void {
    const { document } = this.session
    if (!document) return
    const heard = [streamId, block, sentence.startChar].join(' ')
    const isSame = this.#last?.documentId === document.id && this.#last.sentence === heard
    // Between two words it is still at the first of them.
    if (isSame && !word) return
    const position = { block, char: (word ?? sentence).startChar }
    this.#last = { documentId: document.id, position, sentence: heard }
    this.#keep(position, position, !isSame)
  }

  /** The voice has fallen silent: what it said last is written at once. */
  rest(): void {
    const { document, playback, heard } = this.session
    if (!document || this.#last?.documentId !== document.id) return
    const isOver = playback === 'ended' && heard !== null
    const reached = isOver ? { block: heard.block, char: heard.sentence.endChar } : this.#last.position
    this.#keep(this.#last.position, reached, true)
    // From here on the page says where reading is, until the voice is heard again.
    if (this.session.hasSession) return
    this.#last = null
    this.#letPageRest()
  }

  /** The page was moved, or the caret set. */
  moved(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.#keepPage(), restMilliseconds)
  }

  /** The window is about to go: what is still to be kept is kept now. */
  settle(): void {
    this.rest()
    const { page } = this.session
    // Nobody answers any more: the page itself knows where it is, if not where the sentence begins.
    if (this.#timer === undefined || !page || this.session.hasSession) return
    this.#letPageRest()
    const { caret, inSight } = page.stand()
    this.#last = null
    this.#keep(caret ?? inSight, caret ?? inSight, true)
  }

  /** The page's movement is of no concern any more: another document comes. */
  forget(): void {
    this.#letPageRest()
    this.#last = null
  }

  #letPageRest(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }

  async #keepPage(): Promise<void> {
    this.#letPageRest()
    const { document, page } = this.session
    if (!document || !page || this.session.hasSession) return
    const position = await page.startPosition()
    if (this.session.document !== document || this.session.hasSession) return
    this.#last = null
    this.#keep(position, position, true)
  }

  /** @param reached how far the document has been read when it is at `position` */
  #keep(position: TextPosition, reached: TextPosition, isDue: boolean): void {
    const { document, shown, scale } = this.session
    if (!document) return
    this.keep({
      documentId: document.id,
      place: placeAt(document.blocks, position),
      share: shown.isWhole ? scale.fractionAt(reached) : null,
      isDue,
    })
  }
}
