import type { Block } from '@contract/document'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { Preview } from '../pronunciation/preview.svelte'
import type { ReadingSession } from '../reader/reading-session.svelte'

/** A word where it stands. */
export interface PlacedWord {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
}

/** The line that words are said on is kept open so long after the last one: the next is heard at once. */
const keptOpenMilliseconds = 30_000

/** The name under which the preview says words. */
const name = 'word'

/** Says one word of the document alone, as it is said there, and leaves the reading as it was. */
export class WordVoice {
  #wasReading = false
  #closing: ReturnType<typeof setTimeout> | undefined

  constructor(
    private readonly preview: Preview,
    private readonly session: ReadingSession,
    private readonly entries: (word: PlacedWord) => readonly PronunciationEntry[],
  ) {}

  /** Says it once; a reading under way is paused. */
  say(word: PlacedWord): void {
    const { document } = this.session
    const block = document?.blocks[word.block]
    if (!block) return
    clearTimeout(this.#closing)
    this.#closing = setTimeout(() => this.#close(), keptOpenMilliseconds)
    this.preview.say(name, [excerpt(block, word, document?.language)], this.entries(word))
  }

  /** Says it; the reading waits until it is let go. */
  hold(word: PlacedWord): void {
    const { playback } = this.session
    this.#wasReading = playback === 'playing' || playback === 'starving' || playback === 'starting'
    this.say(word)
  }

  /** Ends the word; a reading that was under way goes on where it was. */
  letGo(): void {
    if (this.preview.heard === name) this.preview.stop()
    if (this.#wasReading) this.session.player.resume()
    this.#wasReading = false
  }

  /** Whoever uses the line for something else closes it. */
  #close(): void {
    if (this.preview.heard === null) this.preview.close()
  }
}

/** A part of a block as a block of its own, with how the document says it is said. */
function excerpt(
  block: Block,
  { startChar, endChar }: PlacedWord,
  documentLanguage: string | undefined,
): Block {
  const text = block.text.slice(startChar, endChar)
  const marks = block.marks
    .filter((mark) => mark.kind === 'phonemes' && mark.startChar >= startChar && mark.endChar <= endChar)
    .map((mark) => ({ ...mark, startChar: mark.startChar - startChar, endChar: mark.endChar - startChar }))
  const marked = block.marks.find(
    (mark) => mark.kind === 'language' && mark.startChar <= startChar && mark.endChar >= endChar,
  )
  const language = marked?.kind === 'language' ? marked.language : (block.language ?? documentLanguage)
  const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
  return { kind: 'paragraph', text, marks, source, ...(language === undefined ? {} : { language }) }
}
