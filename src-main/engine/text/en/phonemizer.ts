import { matchesOf } from '../matches'
import type { Lexicon } from './lexicon'
import { groupTokens, pauseMarks } from './retokenize'
import { applyStress, consonants, primaryStress, stressWeight, vowels } from './stress'
import { mergeTokens, type FollowingSound, type Token } from './token'

/** Sounds of a stretch of working text; `phonemes` may be empty. */
export interface SoundUnit {
  start: number
  end: number
  phonemes: string
  hasSpaceAfter: boolean
}

/** Sounds of a word no dictionary has. */
export type UnknownWordReader = (word: string) => string

const silentInside: ReadonlySet<string> = new Set("',-._‘’/")
const unknownPiece = /—|[\p{L}\p{No}\p{Nl}]+(?:['’][\p{L}\p{No}\p{Nl}]+)*/gu
/** No entry of a dictionary is longer; without the bound a group of 1,000 parts would take 1,000 times 1,000 look-ups. */
const maxStretchChars = 60
const maxStretchParts = 24
/** What is longer is no word but several written as one, an identifier or a key: its parts are read one by one. */
const longestWordChars = 40
const nothingFollows: FollowingSound = { isVowel: null, isTo: false }

/**
 * The sounds of tagged tokens. Groups are read from the last to the first, because "the", "to" and "used" depend on
 * what follows; inside a group the longest stretch that a dictionary knows is taken first.
 * @see misaki 0.9.4, en.py, Apache-2.0: order and stress of compounds
 */
export function pronounceTokens(
  tokens: readonly Token[],
  lexicon: Lexicon,
  readUnknown: UnknownWordReader,
): SoundUnit[] {
  const groups = groupTokens(tokens)
  let following = nothingFollows
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index]
    if (group.length === 1) {
      const [token] = group
      token.phonemes ??= lexicon.pronounce(token, following) ?? unknownPhonemes(token.text, readUnknown)
      following = soundBefore(following, token.phonemes, token)
    } else {
      following = pronounceGroup(group, following, lexicon, readUnknown)
    }
  }
  return groups.map(toUnit)
}

function pronounceGroup(
  group: Token[],
  followingGroup: FollowingSound,
  lexicon: Lexicon,
  readUnknown: UnknownWordReader,
): FollowingSound {
  const isLong = group[group.length - 1].end - group[0].start > longestWordChars
  let following = followingGroup
  let right = group.length
  let left = firstOfStretch(group, right)
  while (left < right) {
    const merged =
      left + 1 < right ? mergeTokens(group.slice(left, right)) : { ...group[left], phonemes: null }
    const phonemes = lexicon.pronounce(merged, following)
    if (phonemes !== null) {
      for (let index = left; index < right; index++) group[index].phonemes = index === left ? phonemes : ''
      following = soundBefore(following, phonemes, merged)
      right = left
      left = firstOfStretch(group, right)
    } else if (left + 1 < right) {
      left++
    } else {
      right--
      if (isLong && !isSilentInside(group[right].text)) {
        const phonemes = unknownPhonemes(group[right].text, readUnknown)
        group[right].phonemes = phonemes
        following = soundBefore(following, phonemes, group[right])
        left = firstOfStretch(group, right)
      } else if (!isSilentInside(group[right].text)) {
        const whole = mergeTokens(group)
        for (const token of group) token.phonemes = ''
        group[0].phonemes = unknownPhonemes(whole.text, readUnknown)
        return following
      } else {
        group[right].phonemes = ''
        left = firstOfStretch(group, right)
      }
    }
  }
  balanceStress(group)
  return following
}

/** Where the longest stretch ending before `right` begins that a dictionary might know. */
function firstOfStretch(group: readonly Token[], right: number): number {
  let left = Math.max(0, right - maxStretchParts)
  while (left + 1 < right && group[right - 1].end - group[left].start > maxStretchChars) left++
  return left
}

/** Spaces between unlike parts ("MP three") and those of what is no word, else one main stress for the compound. */
function balanceStress(group: Token[]): void {
  const last = group[group.length - 1]
  const text = group.map((token) => token.text).join('')
  const kinds = new Set<number>()
  for (const character of text)
    if (!silentInside.has(character)) kinds.add(/\p{L}/u.test(character) ? 0 : /\d/.test(character) ? 1 : 2)
  const isSpaced = text.includes('/') || kinds.size > 1 || text.length > longestWordChars
  for (const [index, token] of group.entries()) {
    if (token.phonemes === null)
      token.phonemes = token === last && pauseMarks.has(token.text) ? token.text : ''
    else if (index > 0) token.hasSpaceBefore = isSpaced
  }
  if (isSpaced) return
  const spoken = group.filter((token) => token.phonemes)
  if (spoken.length === 2 && spoken[0].text.length === 1) return demote(spoken[1])
  const ranked = spoken
    .map((token, index) => ({
      token,
      index,
      isStressed: (token.phonemes ?? '').includes(primaryStress) ? 1 : 0,
      weight: stressWeight(token.phonemes ?? ''),
    }))
    .sort((a, b) => a.isStressed - b.isStressed || a.weight - b.weight || a.index - b.index)
  const stressed = ranked.reduce((count, { isStressed }) => count + isStressed, 0)
  if (ranked.length < 2 || stressed <= Math.floor((ranked.length + 1) / 2)) return
  for (const { token } of ranked.slice(0, Math.floor(ranked.length / 2))) demote(token)
}

function demote(token: Token): void {
  token.phonemes = applyStress(token.phonemes ?? '', -0.5)
}

function isSilentInside(text: string): boolean {
  for (const character of text) if (!silentInside.has(character)) return false
  return true
}

function unknownPhonemes(text: string, readUnknown: UnknownWordReader): string {
  const spoken: string[] = []
  for (const [piece] of matchesOf(unknownPiece, text)) {
    const phonemes = piece === '—' ? piece : readUnknown(piece)
    if (phonemes !== '') spoken.push(phonemes)
  }
  return spoken.join(' ')
}

function soundBefore(following: FollowingSound, phonemes: string, token: Token): FollowingSound {
  let isVowel = following.isVowel
  for (const phoneme of phonemes) {
    const isPause = pauseMarks.has(phoneme)
    if (!isPause && !vowels.has(phoneme) && !consonants.has(phoneme)) continue
    isVowel = isPause ? null : vowels.has(phoneme)
    break
  }
  const isTo =
    token.text === 'to' ||
    token.text === 'To' ||
    (token.text === 'TO' && (token.tag === 'TO' || token.tag === 'IN'))
  return { isVowel, isTo }
}

function toUnit(group: readonly Token[]): SoundUnit {
  let phonemes = ''
  for (const token of group) {
    const isSpaced = token.hasSpaceBefore && phonemes !== '' && !phonemes.endsWith(' ') && token.phonemes
    phonemes += (isSpaced ? ' ' : '') + (token.phonemes ?? '')
  }
  const last = group[group.length - 1]
  return {
    start: group[0].start,
    end: last.end,
    phonemes: phonemes.replaceAll('ɾ', 'T').replaceAll('ʔ', 't'),
    hasSpaceAfter: last.hasSpaceAfter,
  }
}
