import { pattern, type LanguageRule } from './language-rules'

const digits = '〇一二三四五六七八九'
const free = '(?<![\\p{N}.,/:-])'
const number = '\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?!\\d)|\\d+(?:\\.\\d+)?'
const currencies: Readonly<Record<string, string>> = {
  '¥': '元',
  '￥': '元',
  $: '美元',
  '€': '欧元',
  '£': '英镑',
}
const units: Readonly<Record<string, string>> = {
  '°C': '摄氏度',
  '℃': '摄氏度',
  km: '公里',
  'km/h': '公里每小时',
  kg: '公斤',
  cm: '厘米',
  mm: '毫米',
  m: '米',
  g: '克',
}
const plain = (printed: string): string => printed.replaceAll(',', '')

const below = (sign: string): string => (sign === '' ? '' : '负')

/** Rules for Chinese. */
export function chineseRules(): LanguageRule[] {
  return [
    {
      // "1987年": digit by digit
      name: 'year',
      pattern: pattern('(?<!\\p{N})[12]\\d{3}(?=年)'),
      read: ([year]) => [...year].map((digit) => digits[Number(digit)]).join(''),
    },
    {
      // "17:30"
      name: 'time',
      pattern: pattern(`${free}([01]?\\d|2[0-4]):([0-5]\\d)(?![\\p{N}:])`),
      read: ([, hour, minutes]) =>
        `${String(Number(hour))}点${Number(minutes) === 0 ? '' : `${String(Number(minutes))}分`}`,
    },
    {
      // "3.5%"
      name: 'percentage',
      pattern: pattern(`(?<![\\p{N}.,/:-])([-−]?)(${number}) ?[%％]`),
      read: ([, sign, printed]) => `${below(sign)}百分之${plain(printed)}`,
    },
    {
      // "¥5", "5€"
      name: 'money',
      pattern: pattern(`([¥￥$€£]) ?(${number})|${free}(${number}) ?([€£])`),
      read: ([, first, after = '', before = '', last]) =>
        `${plain(after + before)}${currencies[first ?? last]}`,
    },
    {
      // "20°C", "10 km/h"
      name: 'unit',
      pattern: pattern(
        `(?<![\\p{N}.,/:-])([-−]?)(${number}) ?(°C|℃|km\\/h|km|kg|cm|mm|m|g)(?![\\p{L}\\p{N}/²³])`,
      ),
      read: ([, sign, printed, unit]) => `${below(sign)}${plain(printed)}${units[unit]}`,
    },
    {
      // "1/2"
      name: 'fraction',
      pattern: pattern(`${free}([1-9]\\d?)\\/([1-9]\\d?)(?![\\p{N}/.])`),
      read: ([, above, under]) => `${under}分之${above}`,
    },
    {
      // "12–15"
      name: 'range',
      pattern: pattern(`${free}(${number})[–~～](${number})(?![\\p{N}–~～-])`),
      read: ([, from, to]) => `${plain(from)}到${plain(to)}`,
    },
    {
      // "-5"
      name: 'number below zero',
      pattern: pattern(`(?<=^|[ （(，]|\\p{Script=Han})[-−](${number})(?!\\p{N})`),
      read: ([, printed]) => `负${plain(printed)}`,
    },
    {
      // "1,234"
      name: 'grouped number',
      pattern: pattern(`${free}\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?(?!\\p{N})`),
      read: ([printed]) => plain(printed),
    },
  ]
}
