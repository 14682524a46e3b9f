import type { Block } from '@contract/document'
import { splitSentences, type TextRange } from '../text/sentences'
import type { Pronunciation } from '../text/speakable-text'
import { readBlock, type LeftOut, type ReadingPlace } from './block-reading'
import type { Script } from './script'

/** A sentence in the script it is said from. */
export interface ScriptedSentence {
  readonly script: Script
  /** Range of the script. */
  readonly said: TextRange
  /** Range of the block: never empty, and behind that of the sentence before. */
  readonly range: TextRange
}

/** What a block comes to under the rules in force. */
export class SpokenBlock {
  /** Of the block, in order. */
  readonly ranges: readonly TextRange[]
  readonly #byStart: ReadonlyMap<number, ScriptedSentence>
  readonly #asBlocks = new Map<Script, Block>()

  constructor(
    readonly block: Block,
    readonly scripts: readonly Script[],
    readonly sentences: readonly ScriptedSentence[],
    readonly leftOut: readonly LeftOut[],
  ) {
    this.ranges = sentences.map(({ range }) => range)
    this.#byStart = new Map(sentences.map((sentence) => [sentence.range.startChar, sentence]))
  }

  /** The sentence of a range; undefined for a range that is none's. */
  sentenceAt({ startChar, endChar }: TextRange): ScriptedSentence | undefined {
    const sentence = this.#byStart.get(startChar)
    return sentence?.range.endChar === endChar ? sentence : undefined
  }

  /** The block with one of its scripts as its text, as far as pronunciations look at it. */
  asBlock(script: Script): Block {
    if (script.text === this.block.text) return this.block
    let block = this.#asBlocks.get(script)
    if (!block) {
      const marks = this.block.marks.flatMap((mark) =>
        mark.kind === 'phonemes' || mark.kind === 'code'
          ? script.fromBlock(mark).map((range) => ({ ...mark, ...range }))
          : [],
      )
      block = { ...this.block, text: script.text, marks }
      this.#asBlocks.set(script, block)
    }
    return block
  }
}

/** What is said at places of a block as ranges of one of its scripts. @param script null: the block as it stands */
export function inScript(script: Script | null, placed: readonly Pronunciation[]): readonly Pronunciation[] {
  if (script === null) return placed
  return placed.flatMap(({ say, ...range }) => {
    const ranges = script.fromBlock(range)
    const [first, last] = [ranges.at(0), ranges.at(-1)]
    return first && last ? [{ startChar: first.startChar, endChar: last.endChar, say }] : []
  })
}

/** Finds what is said of a block, sentence by sentence. */
export function speakBlock(block: Block, place: ReadingPlace): SpokenBlock {
  const { scripts, leftOut } = readBlock(block, place)
  const sentences = scripts.flatMap((script) => sentencesIn(script, place))
  return new SpokenBlock(block, scripts, sentences, leftOut)
}

/**
 * The sentences of a script. What stands for nothing in the block (a number said before an item) goes with the
 * sentence after it; two that stand for the same range (a formula of two sentences) are one.
 */
function sentencesIn(script: Script, { language, abbreviations }: ReadingPlace): ScriptedSentence[] {
  const sentences: ScriptedSentence[] = []
  let leadFrom: number | null = null
  for (const found of splitSentences(script.text, language ?? undefined, abbreviations)) {
    const said: TextRange = { startChar: leadFrom ?? found.startChar, endChar: found.endChar }
    const range = script.toBlock(said)
    if (range.startChar === range.endChar) {
      leadFrom = said.startChar
      continue
    }
    leadFrom = null
    const last = sentences.at(-1)
    if (last && range.startChar < last.range.endChar)
      sentences[sentences.length - 1] = {
        script,
        said: { startChar: last.said.startChar, endChar: said.endChar },
        range: { startChar: last.range.startChar, endChar: Math.max(last.range.endChar, range.endChar) },
      }
    else sentences.push({ script, said, range })
  }
  return sentences
}
