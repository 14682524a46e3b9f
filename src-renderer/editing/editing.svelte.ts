import { tick } from 'svelte'
import { reviseText } from '@contract/calls/document'
import type { Block, ReadableDocument, TextPosition } from '@contract/document'
import type { Translate } from '@contract/strings/translator'
import type { TextChange } from '@contract/text-change'
import { titleFromText } from '@contract/title'
import type { Bridge } from '../bridge/bridge'
import type { PageStand } from '../reader/reading-page'
import type { ReadingSession } from '../reader/reading-session.svelte'
import { EditHistory } from './edit-history'

/** What was written is on its way to the disk this soon. */
const saveAfterMilliseconds = 200
/** As much of a title as is kept. */
const maxTitleChars = 200

/** How what is written fares. */
export type SavedState = 'untouched' | 'saving' | 'saved' | 'not-kept' | 'not-saved'

/** What the editing of a text needs of the window around it. */
export interface EditingSurroundings {
  readonly t: Translate
  readonly bridge: Pick<Bridge, 'call'>
  readonly session: ReadingSession
  /** Says something short in the status bar. */
  say(remark: string): void
  /** What moves with the text is written as well. */
  settle(): void
}

/** The text on the page as something that can be written on, and the way of what is written to the disk. */
export class Editing {
  #isOn = $state(false)
  #saved: SavedState = $state('untouched')
  #documentId: string | null = null
  #begunAt: { scrollTop: number; caret: TextPosition | null } = { scrollTop: 0, caret: null }
  #history = new EditHistory()
  /** What was written and is not on its way to the disk yet. */
  #waiting: { readonly documentId: string; title: string; readonly changes: TextChange[] } | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #saving: Promise<void> = Promise.resolve()

  /** Whether the document on the page is a text of the person's own. */
  readonly isPossible: boolean = $derived.by(() => {
    const { document, shown } = this.surroundings.session
    void shown.growth
    return document !== null && shown.isEditable
  })

  constructor(private readonly surroundings: EditingSurroundings) {}

  /** Whether the page is being written on. */
  get isOn(): boolean {
    return this.#isOn && this.isPossible && this.#documentId === this.surroundings.session.document?.id
  }
  get saved(): SavedState {
    return this.#saved
  }
  /** How the page stood when it was begun. */
  get begunAt(): { readonly scrollTop: number; readonly caret: TextPosition | null } {
    return this.#begunAt
  }
  get history(): EditHistory {
    return this.#history
  }

  toggle(): void {
    if (this.isOn) this.end()
    else void this.begin()
  }

  async begin(): Promise<void> {
    const { session, say, t } = this.surroundings
    const { document, shown } = session
    if (!document || this.isOn) return
    if (!this.isPossible) return say(t('editing.not-editable'))
    if (!shown.isWhole) return say(t('editing.still-opening'))
    const scrollTop = session.page?.stand().scrollTop ?? 0
    const caret = (await session.page?.startPosition()) ?? null
    if (session.document !== document) return
    this.#begunAt = { scrollTop, caret }
    if (this.#documentId !== document.id) this.#history = new EditHistory()
    this.#documentId = document.id
    this.#saved = 'untouched'
    this.#isOn = true
    if (!session.isAudible) session.announcements.sayAgain(t('editing.begun'))
  }

  end(): void {
    const { session } = this.surroundings
    const stand = this.isOn ? session.page?.stand() : undefined
    this.#isOn = false
    this.settle()
    if (stand) void this.#showAgain(session.document, stand)
  }

  /** Makes a change: on the page, for the voice, and, soon, on the disk. @returns the blocks before it */
  make(change: TextChange): readonly Block[] {
    const { session } = this.surroundings
    const { document } = session
    if (!document) return []
    const before = [...document.blocks]
    const named = nameOf(before)
    session.revise(change)
    const now = nameOf(document.blocks)
    // One that has a title of its own keeps it.
    if (named === document.title || named === '')
      session.shown.rename(now || this.surroundings.t('editing.untitled'))
    if (this.#waiting?.documentId !== document.id) this.settle()
    this.#waiting ??= { documentId: document.id, title: '', changes: [] }
    this.#waiting.title = session.shown.title.slice(0, maxTitleChars)
    this.#waiting.changes.push(change)
    this.#saved = 'saving'
    this.#timer ??= setTimeout(() => this.settle(), saveAfterMilliseconds)
    return before
  }

  /** Writes what waits to be written. */
  settle(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const revision = this.#waiting
    if (!revision) return
    this.#waiting = null
    this.#saving = this.#save(revision, this.#saving)
    this.surroundings.settle()
  }

  /** The page that is read shows what the one showed that was written on. */
  async #showAgain(
    document: ReadableDocument | null,
    { scrollTop, inSight, caret }: PageStand,
  ): Promise<void> {
    const { session } = this.surroundings
    await tick()
    if (session.document !== document || !session.page) return
    if (scrollTop > 0) session.page.show(inSight)
    session.page.placeCaret(caret ?? inSight, false)
  }

  async #save(
    revision: { documentId: string; changes: TextChange[]; title: string },
    before: Promise<void>,
  ): Promise<void> {
    const { bridge, session } = this.surroundings
    try {
      // Not after the answer to what was written before: a window that closes waits for nothing.
      const answer = bridge.call(reviseText, revision)
      await before
      const { isKept } = await answer
      if (!this.#waiting) this.#saved = isKept ? 'saved' : 'not-kept'
    } catch (error) {
      this.#saved = 'not-saved'
      session.problems.report(error, null)
    }
  }
}

/** What a text is called by its first words: its heading, else the beginning of its first paragraph. */
function nameOf(blocks: readonly Block[]): string {
  const first = blocks.find(({ text }) => /\S/.test(text))
  return first ? titleFromText(first.text) : ''
}
