import type { Block, BlockKind } from '@contract/document'
import { leastChars, loadLanguageDetector, type LanguageDetector } from './detector'
import { languageByFunctionWords, leaningByFunctionWords } from './function-words'
import { runningWords } from './running-words'
import { languagesByScript } from './scripts'
import { baseLanguage, isSameLanguage } from './tags'

/** The language of a place as a tag; null when nothing tells it. */
export type Language = string | null

/** A block's language is told by its first characters; what it costs does not grow with its length. */
const lookedAtChars = 400
/** How many blocks away a neighbour still says something about a block too short to tell by itself. */
const neighbourBlocks = 30
/** How many short blocks on each side are looked at as one text. */
const togetherBlocks = 8
/** Against what the document says of itself, so much more text is asked for. */
const contradictionFactor = 2
/** Of these kinds no words of the language are expected. */
const wordless = new Set<BlockKind>(['code', 'formula', 'furniture'])

/**
 * The languages of a document's blocks: what the mark-up of a block says, else what the block's own text tells
 * clearly, else what its neighbours tell, else what the document says of itself. A short phrase never tells, unless
 * its script does. Everything is found when it is first asked for, and remembered.
 */
export class DocumentLanguages {
  readonly #blocks: readonly Block[]
  readonly #declared: Language
  readonly #load: () => Promise<LanguageDetector>
  /** What blocks tell without the detector, and with it; nothing stands for what is not told yet. */
  readonly #plain = new Map<number, Language>()
  readonly #own = new Map<number, Language>()
  readonly #decided = new Map<number, Language>()
  #loading: Promise<void> | null = null
  #detector: LanguageDetector | null = null

  /** @param declared what the document says of itself, as a tag */
  constructor(blocks: readonly Block[], declared?: string, load = loadLanguageDetector) {
    this.#blocks = blocks
    this.#declared = declared !== undefined && baseLanguage(declared) ? declared : null
    this.#load = load
  }

  /** At once; undefined when only the detector can tell and it is not loaded yet. */
  known(block: number): Language | undefined {
    const decided = this.#decided.get(block)
    if (decided !== undefined) return decided
    const language = this.#decide(block)
    if (language !== undefined) this.#decided.set(block, language)
    return language
  }

  /** By the block alone and what the document says of itself: at once, and the same whatever was found out meanwhile. */
  plainly(block: number): Language {
    return this.#tellPlainly(block) ?? this.#declared
  }

  /** Waits for the detector where only that can tell. */
  async of(block: number): Promise<Language> {
    for (;;) {
      const language = this.known(block)
      if (language !== undefined) return language
      await (this.#loading ??= this.#load().then((detector) => void (this.#detector = detector)))
    }
  }

  /** What a mark says that a range lies in; absent: what holds for its block. */
  marked(block: number, startChar: number, endChar: number): string | undefined {
    for (const mark of this.#blocks[block].marks) {
      if (!('language' in mark) || typeof mark.language !== 'string') continue
      if (mark.startChar <= startChar && mark.endChar >= endChar && baseLanguage(mark.language))
        return mark.language
    }
    return undefined
  }

  #decide(block: number): Language | undefined {
    const own = this.#tellOwn(block)
    if (own !== null) return own
    const before = this.#neighbour(block, -1)
    const after = this.#neighbour(block, 1)
    if (before === undefined || after === undefined) return undefined
    if (before !== null && after !== null && !isSameLanguage(before, after))
      return this.#between(block, before, after)
    return before ?? after ?? this.#declared ?? this.#tellTogether(block)
  }

  /** A block too short to tell stands between two languages: of these it is one. */
  #between(block: number, before: string, after: string): string {
    const leaning = leaningByFunctionWords(runningWords(this.#openingOf(block)))
    const candidates = [before, after]
    // A heading belongs to what follows it.
    const first = this.#blocks[block].kind === 'heading' ? after : before
    return (
      candidates.find((language) => leaning !== null && isSameLanguage(language, leaning)) ??
      candidates.find((language) => this.#declared !== null && isSameLanguage(language, this.#declared)) ??
      first
    )
  }

  /** What blocks too short to tell alone tell together: a dialogue, a list. */
  #tellTogether(block: number): Language | undefined {
    const near = this.#blocks.slice(Math.max(0, block - togetherBlocks), block + togetherBlocks + 1)
    const texts = near
      .filter(({ kind }) => !wordless.has(kind))
      .map(({ text }) => text.slice(0, lookedAtChars))
    const together = texts.join(' ').slice(0, lookedAtChars)
    const told = this.#tellText(together)
    return told === undefined ? this.#detect(together) : told
  }

  /** The nearest language that a block beside it tells; null when there is none. */
  #neighbour(block: number, step: 1 | -1, tell = this.#tellOwn.bind(this)): Language | undefined {
    for (let distance = 1; distance <= neighbourBlocks; distance++) {
      const at = block + step * distance
      if (at < 0 || at >= this.#blocks.length) return null
      const language = tell(at)
      if (language !== null) return language
    }
    return null
  }

  /** What a block tells by itself: null is nothing. */
  #tellOwn(block: number): Language | undefined {
    const known = this.#own.get(block)
    if (known !== undefined) return known
    const plain = this.#tellPlainly(block)
    const told =
      plain === undefined ? (this.#tellFitting(block) ?? this.#detect(this.#openingOf(block))) : plain
    if (told !== undefined) this.#own.set(block, told)
    return told
  }

  /** What mark-up, script or the commonest words say; undefined where that is not enough. */
  #tellPlainly(block: number): Language | undefined {
    const known = this.#plain.get(block)
    if (known !== undefined) return known
    const { language, kind, text } = this.#blocks[block]
    const isMarked = language !== undefined && baseLanguage(language) !== null
    const told = isMarked
      ? language
      : wordless.has(kind)
        ? null
        : this.#tellText(text.slice(0, lookedAtChars))
    if (told !== undefined) this.#plain.set(block, told)
    return told
  }

  #tellText(text: string): Language | undefined {
    const script = languagesByScript(text)
    if (script) {
      const own = script.languages.find(
        (language) => this.#declared && isSameLanguage(language, this.#declared),
      )
      return own === undefined ? (script.isSure ? script.languages[0] : undefined) : this.#declared
    }
    const words = runningWords(text)
    if (lengthOf(words) < leastChars) return null
    const language = languageByFunctionWords(words)
    return language === null ? undefined : this.#accept(language, words)
  }

  /** A text that is not clear but looks like what is around it: the detector is not loaded for that. */
  #tellFitting(block: number): Language | undefined {
    const plain = (at: number): Language => this.#tellPlainly(at) ?? null
    const around = [this.#neighbour(block, -1, plain), this.#neighbour(block, 1, plain)].filter(
      (at) => at !== null,
    )
    const leaning = leaningByFunctionWords(runningWords(this.#openingOf(block)))
    const fits = around.length > 0 && around.every((at) => at && leaning && isSameLanguage(at, leaning))
    return fits ? around[0] : undefined
  }

  #detect(text: string): Language | undefined {
    if (!this.#detector) return undefined
    const words = runningWords(text)
    const detected = this.#detector.detect(words)
    const script = languagesByScript(text)
    if (script)
      return detected !== null && script.languages.includes(detected) ? detected : script.languages[0]
    return detected === null ? null : this.#accept(detected, words)
  }

  /** Against what the document says of itself more text is asked for. */
  #accept(language: string, words: readonly string[]): Language {
    const declared = this.#declared
    if (declared === null) return language
    if (isSameLanguage(language, declared)) return declared
    return lengthOf(words) >= leastChars * contradictionFactor ? language : null
  }

  #openingOf(block: number): string {
    return this.#blocks[block].text.slice(0, lookedAtChars)
  }
}

function lengthOf(words: readonly string[]): number {
  return words.reduce((sum, { length }) => sum + length + 1, -1)
}
