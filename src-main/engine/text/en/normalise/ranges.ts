import { cardinalWords, numberWords, pluralOfLastWord, twoDigitWords, yearWords } from '../number-words'
import type { Variant } from '../variant'
import { bareNumberWords } from './plain-numbers'
import { digit, group, number, parts, pattern, sign, whole, type Rule } from './rule'

/** "1960-80", "1970-2010", "1939–45" */
export const yearRanges: Rule = {
  name: 'range of years',
  needs: digit,
  pattern: pattern(
    '(?<![\\w.,$£€/–-])(?<from>1[1-9]\\d\\d|20\\d\\d)(?: ?[-–] ?|(?<slash>/))(?<to>\\d\\d(?:\\d\\d)?)(?![\\w%/–-]|[.,:]\\d)',
  ),
  read(match, variant) {
    const from = group(match, 'from') ?? ''
    const to = group(match, 'to') ?? ''
    // "2019/20" is a season or a school year, and only of two years that follow each other.
    const isSeason = group(match, 'slash') !== undefined
    const isLater = to.length === 2 ? Number(to) > Number(from.slice(2)) : Number(to) > Number(from)
    if (isSeason ? Number(to) % 100 !== (Number(from) + 1) % 100 : !isLater) return null
    return whole(
      match,
      `${yearWords(from, variant)} ${isSeason ? '' : 'to '}${to.length === 2 ? twoDigitWords(to) : yearWords(to, variant)}`,
    )
  },
}

/** "1960s-80s" */
export const decadeRanges: Rule = {
  name: 'range of decades',
  needs: digit,
  pattern: pattern("(?<![\\w.,/–-])(?<from>\\d{3}0)s ?[-–] ?'?(?<to>(?:\\d\\d)?\\d0)s(?![\\w–-])"),
  read(match, variant) {
    const to = group(match, 'to') ?? ''
    const words = to.length === 2 ? twoDigitWords(to) : yearWords(to, variant)
    return whole(
      match,
      `${pluralOfLastWord(yearWords(group(match, 'from') ?? '', variant))} to ${pluralOfLastWord(words)}`,
    )
  },
}

/** "12–15", "2-10", "1.5–2" */
export const numberRanges: Rule = {
  name: 'range of numbers',
  needs: digit,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,$£€/–-])(?<from>${number})(?: ?– ?|-)(?<to>${number})(?![\\p{L}\\p{N}/:–-])`,
  ),
  read(match, variant) {
    const from = group(match, 'from') ?? ''
    const to = group(match, 'to') ?? ''
    if (/^0\d/.test(from) || /^0\d/.test(to) || from.length > 7 || to.length > 9) return null
    // "50-50" is no range.
    const words = [rangeEnd(from, variant), rangeEnd(to, variant)]
    return whole(match, words.join(from === to && from.length > 1 ? ' ' : ' to '))
  },
}

/** The sign between two things that are ranges of their own: "$250-$300", "2%-10%", "5km–10km", "14th–15th". */
export const rangeSigns: Rule = {
  name: 'range sign',
  needs: /[\d½¼¾⅓⅔⅛]/,
  pattern: pattern(
    '(?<=[\\d%¢°CFkmbMBKn] ?)[–-](?=[$£€¥₹]\\d)|(?<=\\d ?%|°[CF]?|\\d ?[kcm]?[mglLbBK]|\\dft|\\d(?:st|nd|rd|th))[-–](?= ?\\d)|(?<=\\d ?(?:BCE?|CE|AD))[-–](?=\\d)|(?<=:\\d\\d)[-–](?=\\d{1,2}:)' +
      '|(?<=[½¼¾⅓⅔⅛\\d] ?)–(?= ?[\\d½¼¾⅓⅔⅛])|(?<=[a-z]\\. ?\\d{1,3})[-–](?=\\d)',
  ),
  read: (match) => whole(match, 'to'),
}

/** "3:1", "16:9", "1:1,000": what is not a time of day. */
export const ratios: Rule = {
  name: 'ratio',
  needs: digit,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}.,:/])(?<left>\\d{1,4}(?:\\.\\d)?)(?<sign> ?: ?)(?<right>\\d{1,3}(?:,\\d{3})+|\\d{1,4}(?:\\.\\d)?)(?![\\p{N}:]|[.,]\\d)',
  ),
  read(match, variant) {
    const [left, right] = [group(match, 'left') ?? '', group(match, 'right') ?? '']
    if (/^0\d/.test(right) && left.length < 3) return null
    return whole(match, `${numberWords(left, variant)} to ${numberWords(right, variant)}`)
  },
}

/** "6-4, 6-3": sets of a match. */
export const setScores: Rule = {
  name: 'score in sets',
  needs: digit,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}.,$£€/–-])[0-7][-–][0-7](?:(?:,| and|, and) [0-7][-–][0-7]){1,4}(?![\\p{L}\\p{N}/:–-]|[.,]\\d)',
  ),
  read: (match, variant) =>
    whole(match, match[0].replace(/\d/g, (score) => cardinalWords(score, variant)).replace(/[-–]/g, ' ')),
}

/** "a 10-2 record" */
export const records: Rule = {
  name: 'record of wins and losses',
  needs: digit,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}.,$£€/–-])(?<won>\\d{1,3})[-–](?<lost>\\d{1,3})(?:[-–](?<drawn>\\d{1,3}))?(?= (?:win-loss )?(?:record|season|start)\\b)',
  ),
  read: (match, variant) =>
    whole(
      match,
      [group(match, 'won'), group(match, 'lost'), group(match, 'drawn')]
        .filter((games) => games !== undefined)
        .map((games) => cardinalWords(games, variant))
        .join(' and '),
    ),
}

/** "2+3", "5 − 2 = 3", "3 < 4": signs between numbers. */
export const sums: Rule = {
  name: 'arithmetic sign',
  needs: sign,
  pattern: pattern(
    '(?<=[\\p{L}\\p{N})²³] ?)(?<sign>[+×÷=·])(?= ?[-+]?[\\p{L}\\p{N}(√∞])|(?<=(?:\\d|\\b\\p{L}|\\)) )(?<spaced>[<>*])(?= [-+(]?(?:\\d|\\p{L}\\b))|(?<=[\\d)])(?<tight>[<>*])(?=[\\d(])|(?<=[\\d)²³] )(?<minus>[-–])(?= ?[\\d(]\\S{0,9} ?(?:[-+*/×÷] ?\\d{1,9} ?)?=)|(?<=[²³)]|\\b[a-z] )(?<less>-)(?= ?\\d| [a-z]\\b)|(?<=\\d ?)(?<divided>/)(?= ?\\d{1,9} ?=)|(?<=\\d )(?<apart>/)(?= \\d)|(?<=[=(×÷/*] ?)(?<negative>-)(?=[\\p{L}√])',
  ),
  read(match, _variant, text) {
    if (group(match, 'sign') === '·' && !/\d ?$/.test(text.slice(Math.max(0, match.index - 2), match.index)))
      return null
    return parts(match, {
      minus: 'minus',
      less: 'minus',
      negative: 'minus',
      divided: 'divided by',
      apart: 'divided by',
      sign: sumWords[group(match, 'sign') ?? ''],
      spaced: sumWords[group(match, 'spaced') ?? ''],
      tight: sumWords[group(match, 'tight') ?? ''],
    })
  },
}

/** "5 - 2", "10−4=6": with spaces around it, or before a result, the hyphen is a minus. */
export const differences: Rule = {
  name: 'minus sign',
  needs: digit,
  pattern: pattern('(?<=\\d )(?<spaced>-)(?= ?\\d)|(?<=\\d)(?<tight>-)(?=\\d{1,9} ?=)'),
  read: (match) => parts(match, { spaced: 'minus', tight: 'minus' }),
}

const sumWords: Readonly<Record<string, string | undefined>> = {
  '+': 'plus',
  '×': 'times',
  '÷': 'divided by',
  '=': 'equals',
  '<': 'less than',
  '>': 'greater than',
  '*': 'times',
  '·': 'times',
}

function rangeEnd(digits: string, variant: Variant): string {
  if (/[.,]/.test(digits)) return numberWords(digits, variant)
  return digits.length === 4 ? bareNumberWords(digits, variant) : cardinalWords(digits, variant)
}
