import type { CharacterCount } from '@contract/document'
import type { SpokenDocument } from './streaming/spoken-document'
import { accountFor } from './text/account'
import type { FrontEnd, SpokenText } from './text/spoken-text'

/** A piece of a document's text that is neither heard nor silent by a rule. */
export interface Unaccounted {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
  readonly text: string
}

/** What becomes of the characters of a document, in UTF-16 units; the three together are all of them. */
export interface Coverage {
  readonly characters: number
  readonly sentences: number
  readonly words: number
  readonly spoken: number
  /** By rule, the largest first. */
  readonly silent: Readonly<Record<string, number>>
  readonly unaccounted: number
  /** The first of them. */
  readonly examples: readonly Unaccounted[]
}

/** Enough to see what is the matter. */
const maxExamples = 20

/**
 * Accounts for every character of a document's text.
 * @param options.outside characters of the document's file that are in no block's text
 * @param options.onProgress told the share of the blocks done, 0..1
 * @throws `signal.reason` when aborted
 */
export async function coverDocument(options: {
  document: SpokenDocument
  outside?: readonly CharacterCount[]
  frontEnd: Pick<FrontEnd, 'speak'>
  signal: AbortSignal
  onProgress?: (fraction: number) => void
}): Promise<Coverage> {
  const { document, frontEnd, signal, outside = [] } = options
  const tally = new Tally()
  for (const { rule, chars } of outside) tally.addOutside(rule, chars)
  for (const [block, { text }] of document.blocks.entries()) {
    let from = 0
    for (const sentence of document.sentencesOf(block)) {
      signal.throwIfAborted()
      tally.add(block, from, text.slice(from, sentence.startChar), nothingSaid)
      const speakable = document.speakable({ block, ...sentence })
      tally.add(block, sentence.startChar, speakable.text, await frontEnd.speak(speakable))
      from = sentence.endChar
      tally.sentences++
    }
    tally.add(block, from, text.slice(from), nothingSaid)
    options.onProgress?.((block + 1) / document.blocks.length)
  }
  return tally.result()
}

const nothingSaid: SpokenText = { sentences: [], silences: [] }

class Tally {
  sentences = 0
  readonly #silent = new Map<string, number>()
  readonly #examples: Unaccounted[] = []
  #characters = 0
  #words = 0
  #spoken = 0
  #unaccounted = 0

  /** @param offset of the text in its block */
  add(block: number, offset: number, text: string, spokenText: SpokenText): void {
    this.#characters += text.length
    for (const account of accountFor(text, spokenText)) {
      const { startChar, endChar } = account
      const chars = endChar - startChar
      if (account.kind === 'silent') {
        this.#addSilence(account.rule, chars)
      } else if (account.kind === 'spoken') {
        this.#words++
        this.#spoken += chars
      } else {
        this.#unaccounted += chars
        const written = text.slice(startChar, endChar)
        if (this.#examples.length < maxExamples)
          this.#examples.push({
            block,
            startChar: offset + startChar,
            endChar: offset + endChar,
            text: written,
          })
      }
    }
  }

  addOutside(rule: string, chars: number): void {
    this.#characters += chars
    this.#addSilence(rule, chars)
  }

  result(): Coverage {
    const bySize = [...this.#silent].sort(([, a], [, b]) => b - a)
    return {
      characters: this.#characters,
      sentences: this.sentences,
      words: this.#words,
      spoken: this.#spoken,
      silent: Object.fromEntries(bySize),
      unaccounted: this.#unaccounted,
      examples: this.#examples,
    }
  }

  #addSilence(rule: string, chars: number): void {
    this.#silent.set(rule, (this.#silent.get(rule) ?? 0) + chars)
  }
}
