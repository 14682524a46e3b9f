import type { CharacterCount } from '@contract/document'
import type { Script } from './reading/script'
import type { SpokenDocument } from './streaming/spoken-document'
import { accountFor } from './text/account'
import type { TextRange } from './text/sentences'
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
  for (const { rule, chars } of outside) tally.addSilence(rule, chars)
  for (const block of document.blocks.keys()) {
    await coverBlock(document, block, frontEnd, tally, signal)
    options.onProgress?.((block + 1) / document.blocks.length)
  }
  return tally.result()
}

async function coverBlock(
  document: SpokenDocument,
  block: number,
  frontEnd: Pick<FrontEnd, 'speak'>,
  tally: Tally,
  signal: AbortSignal,
): Promise<void> {
  const { text } = document.blocks[block]
  const { scripts, sentences, leftOut } = document.readingOf(block)
  for (const { subject, startChar, endChar } of leftOut) tally.addSilence(subject, endChar - startChar)
  let from = 0
  const ranges = [...leftOut, ...scripts.flatMap(({ pieces }) => pieces.map((piece) => piece.from))]
  for (const { startChar, endChar } of ranges.sort((a, b) => a.startChar - b.startChar)) {
    tally.add(text.slice(from, startChar), nothingSaid, place(block, from))
    from = Math.max(from, endChar)
  }
  tally.add(text.slice(from), nothingSaid, place(block, from))
  for (const script of scripts) {
    let at = 0
    for (const { said, range } of sentences.filter((sentence) => sentence.script === script)) {
      signal.throwIfAborted()
      tally.add(script.text.slice(at, said.startChar), nothingSaid, inScript(block, script, at))
      const speakable = document.speakable({ block, ...range })
      tally.add(speakable.text, await frontEnd.speak(speakable), inScript(block, script, said.startChar))
      at = said.endChar
      tally.sentences++
    }
    tally.add(script.text.slice(at), nothingSaid, inScript(block, script, at))
    for (const { kind, from: replaced } of script.pieces) {
      // What is said in place of characters counts for them, whatever it is made of.
      if (kind === 'said') tally.addSpoken(replaced.endChar - replaced.startChar)
      else if (kind === 'phrase') tally.addSilence('said as a phrase', replaced.endChar - replaced.startChar)
    }
  }
}

/** Where a text that is accounted for stands: the ranges of its block that a range of it is, as it stands there. */
type Placing = (range: TextRange) => readonly (TextRange & { readonly block: number })[]

function place(block: number, offset: number): Placing {
  return ({ startChar, endChar }) => [{ block, startChar: offset + startChar, endChar: offset + endChar }]
}

function inScript(block: number, script: Script, offset: number): Placing {
  return ({ startChar, endChar }) =>
    script
      .verbatimIn({ startChar: offset + startChar, endChar: offset + endChar })
      .map((range) => ({ block, ...range }))
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

  /** Counts as much of a text as stands in its block. */
  add(text: string, spokenText: SpokenText, placing: Placing): void {
    for (const account of accountFor(text, spokenText)) {
      const places = placing(account)
      const chars = places.reduce((sum, { startChar, endChar }) => sum + endChar - startChar, 0)
      if (account.kind === 'silent') {
        this.addSilence(account.rule, chars)
      } else if (account.kind === 'spoken') {
        this.#words++
        this.addSpoken(chars)
      } else {
        this.#characters += chars
        this.#unaccounted += chars
        const written = text.slice(account.startChar, account.endChar)
        for (const { block, startChar, endChar } of places)
          if (this.#examples.length < maxExamples)
            this.#examples.push({ block, startChar, endChar, text: written })
      }
    }
  }

  addSpoken(chars: number): void {
    this.#characters += chars
    this.#spoken += chars
  }

  addSilence(rule: string, chars: number): void {
    if (chars === 0) return
    this.#characters += chars
    this.#silent.set(rule, (this.#silent.get(rule) ?? 0) + chars)
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
}
