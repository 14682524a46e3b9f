/** A piece of the working text on its way to phonemes. `start`/`end` are offsets into the working text. */
export interface Token {
  text: string
  /** Penn Treebank part of speech. */
  tag: string
  start: number
  end: number
  hasSpaceAfter: boolean
  /** null: not yet known; '': says nothing. */
  phonemes: string | null
  /** A space is spoken before it inside a merged word. */
  hasSpaceBefore: boolean
}

/** What follows the word being looked up: it decides "the", "to" and "used". */
export interface FollowingSound {
  /** Whether the next sound is a vowel; null before a pause or at the end. */
  isVowel: boolean | null
  /** Whether the next word is "to". */
  isTo: boolean
}

/** Joins neighbouring tokens into one; the tag is that of the longest, capitals counting double. Phonemes are left open. */
export function mergeTokens(tokens: readonly Token[]): Token {
  let text = ''
  let heaviest = tokens[0]
  let heaviestWeight = -1
  for (const [index, token] of tokens.entries()) {
    text += token.text + (token.hasSpaceAfter && index + 1 < tokens.length ? ' ' : '')
    let weight = 0
    for (const character of token.text) weight += character === character.toLowerCase() ? 1 : 2
    if (weight > heaviestWeight) {
      heaviest = token
      heaviestWeight = weight
    }
  }
  const last = tokens[tokens.length - 1]
  return {
    text,
    tag: heaviest.tag,
    start: tokens[0].start,
    end: last.end,
    hasSpaceAfter: last.hasSpaceAfter,
    phonemes: null,
    hasSpaceBefore: tokens[0].hasSpaceBefore,
  }
}
