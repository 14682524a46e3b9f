import type { LookupTable } from './packed-table'

/** The tagger's file: tags, the tags of unambiguous words, the words known to the weights, and the weights. */
export interface TaggerModel {
  tags: readonly string[]
  tagdict: LookupTable<string>
  vocab: ReadonlySet<string>
  /** feature -> tag -> weight */
  weights: LookupTable<Readonly<Record<string, number>>>
}

interface FeatureWeights {
  tagIndices: Uint8Array
  weights: Float64Array
}

/**
 * Averaged-perceptron part-of-speech tagger with Penn Treebank tags. A word with one dominant tag is answered from
 * the dictionary, every other from fifteen features of its neighbourhood.
 * @see hibari 0.2.1, g2p/tagger.py, Apache-2.0: the feature set, which the weights fix
 */
export class Tagger {
  private readonly tags: readonly string[]
  private readonly tagOfWord: LookupTable<string>
  private readonly knownWords: ReadonlySet<string>
  private readonly weights: TaggerModel['weights']
  /** Weights as arrays, made when first needed: making all 80,000 at load would cost more than it saves. */
  private readonly compiled = new Map<string, FeatureWeights | null>()
  private readonly scores: Float64Array

  constructor(model: TaggerModel) {
    // In this order the last of equals wins, as the weights were trained.
    this.tags = [...model.tags].sort()
    this.tagOfWord = model.tagdict
    this.knownWords = model.vocab
    this.weights = model.weights
    this.scores = new Float64Array(this.tags.length)
  }

  /** One tag for each word. */
  tag(words: readonly string[]): string[] {
    const context = ['-START2-', '-START-', ...words.map((word) => this.contextForm(word)), '-END-', '-END2-']
    let before = '-START-'
    let beforeThat = '-START2-'
    return words.map((word, index) => {
      const tag =
        this.tagOfWord.get(word) ??
        quoteTags.get(word) ??
        this.predict(features(index, word, context, before, beforeThat))
      beforeThat = before
      before = tag
      return tag
    })
  }

  private contextForm(word: string): string {
    const form = normalForm(word)
    return this.knownWords.has(form) ? form : `<${shape(word)}>`
  }

  private predict(names: readonly string[]): string {
    this.scores.fill(0)
    for (const name of names) {
      const feature = this.feature(name)
      if (!feature) continue
      for (let index = 0; index < feature.tagIndices.length; index++)
        this.scores[feature.tagIndices[index]] += feature.weights[index]
    }
    let best = 0
    for (let index = 1; index < this.scores.length; index++)
      if (this.scores[index] >= this.scores[best]) best = index
    return this.tags[best]
  }

  private feature(name: string): FeatureWeights | null {
    const known = this.compiled.get(name)
    if (known !== undefined) return known
    const weightOfTag = this.weights.get(name)
    if (weightOfTag === undefined) return null
    const compiled = {
      tagIndices: Uint8Array.from(Object.keys(weightOfTag), (tag) => this.tags.indexOf(tag)),
      weights: Float64Array.from(Object.values(weightOfTag)),
    }
    this.compiled.set(name, compiled)
    return compiled
  }
}

/** The weights never saw double quotes and would guess nouns, which mislead the words beside them. */
const quoteTags: ReadonlyMap<string, string> = new Map([
  ['“', '``'],
  ['”', "''"],
])

const digits = /^[\p{Nd}²³¹⁰-₉]+$/u

function normalForm(word: string): string {
  if (word.includes('-') && word[0] !== '-') return '!HYPHEN'
  if (digits.test(word[0])) return word.length === 4 && digits.test(word) ? '!YEAR' : '!DIGITS'
  return word.toLowerCase()
}

function shape(word: string): string {
  if (/^\p{L}+$/u.test(word)) {
    const lower = word.toLowerCase()
    if (word === lower) return 'x'
    if (word === word.toUpperCase()) return word.length > 1 ? 'XX' : 'X1'
    return word[0] !== lower[0] && word.slice(1) === lower.slice(1) ? 'Xx' : 'xX'
  }
  if (digits.test(word)) return 'd'
  return word
    .slice(0, 4)
    .replace(/\p{L}/gu, 'x')
    .replace(/\p{Nd}/gu, 'd')
}

function features(
  index: number,
  word: string,
  context: readonly string[],
  before: string,
  beforeThat: string,
): string[] {
  const at = index + 2
  return [
    'b',
    's3=' + word.slice(-3),
    'p1=' + word[0],
    'w=' + context[at],
    'sh=' + shape(word),
    index === 0 ? 'i0' : 'i+',
    't-1=' + before,
    't-2=' + beforeThat,
    't-12=' + before + ',' + beforeThat,
    'w-1=' + context[at - 1],
    's3-1=' + context[at - 1].slice(-3),
    'w-2=' + context[at - 2],
    'w+1=' + context[at + 1],
    's3+1=' + context[at + 1].slice(-3),
    'w+2=' + context[at + 2],
  ]
}
