/*
 * The commonest words of running text that none of the other languages here has, or that tell by being many. From
 * general knowledge of the languages; what decides is measured (tests/engine/text/language/function-words.test.ts).
 */
const wordsOf: readonly (readonly [language: string, words: string])[] = [
  [
    'en',
    ' the and of to that with his you which this from they were had what when would there their been are it as not if she my your into could than them who upon how should about where then was ',
  ],
  [
    'de',
    ' der die und das ist nicht ein eine einen mit sich auf dem den von auch wird sie ich aber wie noch nach zu im für wir ',
  ],
  ['fr', ' le les et est une dans qui pas pour sur avec elle nous vous des du mais ce je cette sont ont '],
  ['es', ' los las una del por para con su más pero como lo sus este esta muy cuando '],
  ['it', ' il di che e la non una per sono della con i si gli da nel ma delle dei al '],
  ['pt', ' os não uma para com as do da em mais foi um na no ao dos pelo à são '],
  ['nl', ' de het een van en niet dat zijn op te met voor aan ook er werd ik die hij '],
]

/** What makes a language stand out: how many of its words, and which share of all words they are. */
interface Standard {
  readonly hits: number
  readonly share: number
  /** What the next language may have of the winner's: relatives share many. */
  readonly next: number
}
/** "the" and "of" stand in names and titles too; of running text more than a third are such words. */
const clear: Standard = { hits: 3, share: 0.2, next: 0.5 }
/** The English words here are those of no other language: two are as good as three. */
const clearEnglish: Standard = { hits: 2, share: 0.1, next: 0.5 }
/** Of a text among others of the same language. */
const leaning: Standard = { hits: 1, share: 0.05, next: 0.67 }

/**
 * The language of a text in which the commonest words of one of a few languages stand out: what needs no detector
 * to be told, and takes microseconds. Of 6,000 English paragraphs in the development corpus with 40 characters of
 * running words 95 % are told, none wrongly; of 90-character pieces in 24 other languages a third, none wrongly but
 * Afrikaans as Dutch.
 * @param words of the text, in small letters
 * @returns null: another language, or no telling
 */
export function languageByFunctionWords(words: readonly string[]): string | null {
  const best = bestOf(words)
  return meets(best, words, best.language === 'en' ? clearEnglish : clear) ? best.language : null
}

/** The language a text would be in if it had to be one of these few: it must not be told by this alone. */
export function leaningByFunctionWords(words: readonly string[]): string | null {
  const best = bestOf(words)
  return meets(best, words, leaning) ? best.language : null
}

interface Best {
  readonly language: string
  readonly hits: number
  readonly nextHits: number
}

function bestOf(words: readonly string[]): Best {
  const [first, next] = wordsOf
    .map(([language, known]) => ({
      language,
      hits: words.reduce((sum, word) => sum + (known.includes(` ${word} `) ? 1 : 0), 0),
    }))
    .sort((one, other) => other.hits - one.hits)
  return { ...first, nextHits: next.hits }
}

function meets({ hits, nextHits }: Best, words: readonly string[], { hits: least, share, next }: Standard) {
  return hits >= least && hits >= share * words.length && nextHits <= next * hits
}
