import { primaryStress, secondaryStress } from './stress'
import type { FollowingSound } from './token'

/** What a word is looked up by: its part of speech, the stress its spelling asks for, and what follows. */
export interface LookupContext {
  tag: string
  stress: number | null
  following: FollowingSound | null
}

/** What the rules ask of a lexicon. */
export interface WordReadings {
  /** The dictionary's entry for a lower-case word in the part of speech given, without any rule. */
  entry(word: string, tag: string): string | null
  /** Letter names. */
  spell(word: string): string | null
}

/** Words whose sound depends on what follows or on their part of speech; null for every other word. */
export function functionWord(word: string, context: LookupContext, lexicon: WordReadings): string | null {
  const { tag, stress } = context
  const nextIsVowel = context.following?.isVowel ?? null
  if (isDotted(word)) return lexicon.spell(word)
  switch (word) {
    case 'a':
    case 'A':
      return tag === 'DT' ? 'ɐ' : 'ˈA'
    case 'am':
    case 'Am':
    case 'AM':
      if (tag.startsWith('NN')) return lexicon.spell(word)
      if (nextIsVowel === null || word !== 'am' || (stress !== null && stress > 0))
        return lexicon.entry('am', tag)
      return 'ɐm'
    case 'an':
    case 'An':
    case 'AN':
      return word === 'AN' && tag.startsWith('NN') ? lexicon.spell(word) : 'ɐn'
    case 'I':
      return tag === 'PRP' ? secondaryStress + 'I' : null
    case 'by':
    case 'By':
    case 'BY':
      return tag.startsWith('RB') || tag.startsWith('ADV') ? 'bˈI' : null
    case 'to':
    case 'To':
    case 'TO':
      if (word === 'TO' && tag !== 'TO' && tag !== 'IN') return null
      if (nextIsVowel === null) return lexicon.entry('to', 'DEFAULT')
      return nextIsVowel ? 'tʊ' : 'tə'
    case 'in':
    case 'In':
    case 'IN':
      if (word === 'IN' && tag === 'NNP') return null
      return (nextIsVowel === null || tag !== 'IN' ? primaryStress : '') + 'ɪn'
    case 'the':
    case 'The':
    case 'THE':
      if (word === 'THE' && tag !== 'DT') return null
      return nextIsVowel === true ? 'ði' : 'ðə'
    case 'used':
    case 'Used':
    case 'USED': {
      const isHabit = (tag === 'VBD' || tag === 'JJ') && context.following?.isTo === true
      return lexicon.entry('used', isHabit ? 'VBD' : 'DEFAULT')
    }
    default:
      return null
  }
}

/** "U.S.", "e.g", "Ph.D": letters between inner periods, at most two at a time. */
function isDotted(word: string): boolean {
  const inner = word.replace(/^\.+|\.+$/g, '')
  if (!inner.includes('.') || !/^\p{L}+$/u.test(word.replaceAll('.', ''))) return false
  return word.split('.').every((part) => part.length < 3)
}
