import { hasSound } from '../ipa'
import { matchesOf } from '../matches'
import type { Pronunciation } from '../speakable-text'

/** Longer ones are no words that somebody wrote the sounds of. */
const notation = /\[([^[\]()\n]{1,200})\]\(\/([^/()[\]\n]{1,200})\/\)/g
/** Anything but what a link's path is made of: a stress mark, a letter of the IPA, a space. */
const noPath = /[^\x21-\x7e]/

/**
 * Whether a link's destination, as in `[Misaki](/mɪsˈɑki/)`, gives phonemes: it has a sign that no path is written with.
 * @returns the phonemes, or null when it leads somewhere
 */
export function phonemesOfDestination(destination: string): string | null {
  const inside = /^\/([^/]+)\/$/.exec(destination)?.[1].trim()
  return inside !== undefined && noPath.test(inside) && hasSound(inside) ? inside : null
}

/**
 * Words whose phonemes stand beside them in the text, `[Misaki](/mɪsˈɑki/)`: the word is said with them, and nothing is
 * heard of the signs around it. Each notation is a group of three that touch.
 * @see misaki 0.9.4, README.md, Apache-2.0: the notation
 */
export function inlineNotations(text: string, startChar: number): Pronunciation[][] {
  const found: Pronunciation[][] = []
  // Looking for the bracket first: nearly every text has none.
  if (!text.includes('](/')) return found
  for (const { 0: written, 1: word, 2: inside, index } of matchesOf(notation, text)) {
    const phonemes = phonemesOfDestination(`/${inside}/`)
    if (phonemes === null || word.trim() === '') continue
    const start = startChar + index
    const wordEnd = start + 1 + word.length
    found.push([
      { startChar: start, endChar: start + 1, say: { kind: 'nothing' } },
      { startChar: start + 1, endChar: wordEnd, say: { kind: 'phonemes', phonemes } },
      { startChar: wordEnd, endChar: start + written.length, say: { kind: 'nothing' } },
    ])
  }
  return found
}
