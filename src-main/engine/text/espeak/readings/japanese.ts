import { pattern, type LanguageRule } from './language-rules'

/** espeak reads no kanji: those that count are written in kana for it. */
const counters: Readonly<Record<string, string>> = {
  年: 'ねん',
  月: 'がつ',
  日: 'にち',
  時: 'じ',
  分: 'ふん',
  円: 'えん',
  人: 'にん',
  回: 'かい',
  章: 'しょう',
}

/** Rules for Japanese. */
export function japaneseRules(): LanguageRule[] {
  return [
    {
      // "1987年", "5円"
      name: 'counter',
      pattern: pattern('(?<=\\d)[年月日時分円人回章]'),
      read: ([counter]) => counters[counter],
    },
    {
      // "17:30"
      name: 'time',
      pattern: pattern('(?<![\\p{N}.,:])([01]?\\d|2[0-4]):([0-5]\\d)(?![\\p{N}:])'),
      read: ([, hour, minutes]) =>
        `${String(Number(hour))}じ${Number(minutes) === 0 ? '' : `${String(Number(minutes))}ふん`}`,
    },
    {
      // "3%"
      name: 'percentage',
      pattern: pattern('(?<=\\d) ?[%％]'),
      read: () => 'パーセント',
    },
    {
      // "1,234"
      name: 'grouped number',
      pattern: pattern('(?<![\\p{N}.,])\\d{1,3}(?:,\\d{3})+(?![\\p{N}])'),
      read: ([printed]) => printed.replaceAll(',', ''),
    },
  ]
}
