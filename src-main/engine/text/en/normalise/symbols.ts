import { cardinalWords } from '../number-words'
import { group, parts, pattern, sign, whole, type Rule } from './rule'
import { signNames } from './sign-names'

const named = Object.keys(signNames).join('').replace('^', '\\^')

/** "#5", "№ 5", "Nº 5" are "number five". */
export const numberSigns: Rule = {
  name: 'number sign',
  needs: sign,
  pattern: pattern('(?<![\\p{L}\\p{N}&])(?:# ?|№ ?|[Nn]° ?)(?=\\d)'),
  read: (match) => whole(match, 'number'),
}

/** "§§ 12–14" */
export const sectionSigns: Rule = {
  name: 'several sections',
  needs: sign,
  pattern: pattern('§{2}|¶{2}'),
  read: (match) => whole(match, match[0] === '§§' ? 'sections' : 'paragraphs'),
}

/** "★★★★☆", "4.5★" */
export const stars: Rule = {
  name: 'rating in stars',
  needs: /★/,
  pattern: pattern('(?<full>★{2,10})☆{0,9}|(?<full1>★)☆{1,9}|(?<=\\d ?)★'),
  read(match, variant) {
    const full = (group(match, 'full') ?? group(match, 'full1'))?.length
    if (full === undefined) return whole(match, 'stars')
    return whole(match, `${cardinalWords(String(full), variant)} star${full === 1 ? '' : 's'}`)
  },
}

/** "B-" as a mark at school. */
export const grades: Rule = {
  name: 'school mark',
  needs: /[A-F]-/,
  pattern: pattern('(?<=(?<![\\p{L}\\p{N}.-])[A-F])-(?![\\p{L}\\p{N}–—-]| (?:and|or|to) )'),
  read: (match) => whole(match, 'minus'),
}

/** Signs with a name: "&", "§", "→". */
export const namedSymbols: Rule = {
  name: 'symbol',
  needs: sign,
  pattern: pattern(`[${named}]`),
  read: (match) => whole(match, signNames[match[0]] ?? ''),
}

/** Marks that only dress the text: "*", "_", "|"; a slash that parts nothing. */
export const ornaments: Rule = {
  name: 'ornament',
  needs: sign,
  pattern: pattern('[*_|/\\\\~™®℠•·‣⁃▪▫◦●○■□◆◇◻◼◽◾†‡←`{}<>]{1,40}'),
  read: (match) => whole(match, ''),
}

/** "London–Paris": a dash between words is a space; "—" stays the pause it is. */
export const dashesInWords: Rule = {
  name: 'dash between words',
  pattern: pattern('(?<=\\p{L})(?<dash>–)(?=\\p{L})'),
  read: (match) => parts(match, { dash: '' }),
}
