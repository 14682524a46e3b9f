import { group, parts, pattern, whole, type Rule } from './rule'

/** Neither words nor said letter by letter; what is said by its letters, or as the word it spells, needs no rule. */
const saidOtherwise: Readonly<Record<string, string | undefined>> = {
  JPEG: 'J peg',
  JPEGs: 'J pegs',
  MPEG: 'M peg',
  CAPTCHA: 'captcha',
  COVID: 'Covid',
  IEEE: 'I triple E',
  NAACP: 'N double A C P',
  NCAA: 'N C double A',
  AAA: 'triple A',
  WWI: 'World War One',
  WWII: 'World War Two',
}
const names = Object.keys(saidOtherwise).sort((a, b) => b.length - a.length)

/** "JPEG", "IEEE", "NCAA" */
export const mixedAcronyms: Rule = {
  name: 'acronym in part a word',
  needs: /\p{Lu}{3}/u,
  pattern: pattern(`(?<![\\p{L}\\p{N}])(?<name>${names.join('|')})(?![\\p{L}\\p{N}])`),
  read: (match) => parts(match, { name: saidOtherwise[group(match, 'name') ?? ''] }),
}

/** "C#", "C++", "F#" as languages of programs. */
export const languageNames: Rule = {
  name: 'programming language',
  needs: /[A-Z](?:#|\+\+)/,
  pattern: pattern('(?<![\\p{L}\\p{N}])(?:[CFJ]#|[CDG]\\+\\+)(?![\\p{L}\\p{N}#+])'),
  read: (match) => whole(match, `${match[0][0]} ${match[0].endsWith('#') ? 'sharp' : 'plus plus'}`),
}

/** "(a)", "(b)" as items of a list: the letter, not the article. */
export const listLetters: Rule = {
  name: 'letter of a list',
  needs: /\([a-z]\)/,
  pattern: pattern('(?<=(?:^|[\\s.;:,])\\()(?<letter>a)(?=\\) ?\\p{L})'),
  read: (match) => parts(match, { letter: 'A' }),
}
