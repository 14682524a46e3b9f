import { lowerRomanSigns, writeAdditive, type AdditiveSigns } from '../additive-number'

/*
 * How a number in a list or of a note is written: ST_NumberFormat, ECMA-376 part 1, 17.18.59.
 */
/** Word writes none beyond it, and what is written grows with the number. */
const maxRoman = 32_767
/** "aaaa…": letters are repeated once every round. */
const maxLetterRounds = 30
const aiueo = 'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン'
const iroha =
  'イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセスン'
const ganada = '가나다라마바사아자차카타파하'
const chosung = 'ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ'
const heavenlyStems = '甲乙丙丁戊己庚辛壬癸'
const earthlyBranches = '子丑寅卯辰巳午未申酉戌亥'
const lowerRussian = 'абвгдежзиклмнопрстуфхцчшщэюя'
const arabicAlphabet = 'أبتثجحخدذرزسشصضطظعغفقكلمنهوي'
const arabicAbjad = 'أبجدهوزحطيكلمنسعفصقرشتثخذضظغ'
const hebrewLetters: AdditiveSigns = [
  ...[400, 300, 200, 100].map((value, index) => [value, 'תשרק'[index]] as const),
  ...[90, 80, 70, 60, 50, 40, 30, 20, 10].map((value, index) => [value, 'צפעסנמלכי'[index]] as const),
  ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((value, index) => [value, 'טחזוהדגבא'[index]] as const),
]
const chineseDigits = '〇一二三四五六七八九'
const noteSymbols = '*†‡§'

/**
 * A number as a format writes it, in decimal for formats that are rare (ordinals in words among them) and for numbers
 * that a format does not reach.
 */
export function formatNumber(value: number, format: string): string {
  switch (format) {
    case 'none':
    case 'bullet':
      return ''
    case 'decimalZero':
      return value >= 0 && value < 10 ? `0${value}` : String(value)
    case 'lowerLetter':
      return repeated(value, 'abcdefghijklmnopqrstuvwxyz')
    case 'upperLetter':
      return repeated(value, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')
    case 'lowerRoman':
      return writeAdditive(value, lowerRomanSigns, maxRoman)
    case 'upperRoman':
      return writeAdditive(value, lowerRomanSigns, maxRoman).toUpperCase()
    case 'ordinal':
      return `${value}${ordinalEnding(value)}`
    case 'numberInDash':
      return `- ${value} -`
    case 'chicago':
      return value < 1
        ? String(value)
        : noteSymbols[(value - 1) % 4].repeat(Math.min(9, Math.ceil(value / 4)))
    case 'aiueo':
    case 'aiueoFullWidth':
      return cyclic(value, aiueo)
    case 'iroha':
    case 'irohaFullWidth':
      return cyclic(value, iroha)
    case 'ganada':
      return cyclic(value, ganada)
    case 'chosung':
      return cyclic(value, chosung)
    case 'ideographTraditional':
      return cyclic(value, heavenlyStems)
    case 'ideographZodiac':
      return cyclic(value, earthlyBranches)
    case 'russianLower':
      return repeated(value, lowerRussian)
    case 'russianUpper':
      return repeated(value, lowerRussian.toUpperCase())
    case 'arabicAlpha':
      return cyclic(value, arabicAlphabet)
    case 'arabicAbjad':
      return cyclic(value, arabicAbjad)
    case 'hebrew1':
      return hebrew(value)
    case 'decimalFullWidth':
    case 'decimalFullWidth2':
      return String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
    case 'decimalEnclosedCircle':
    case 'decimalEnclosedCircleChinese':
      return value >= 1 && value <= 20 ? String.fromCharCode(0x245f + value) : String(value)
    case 'chineseCounting':
    case 'chineseCountingThousand':
    case 'japaneseCounting':
    case 'taiwaneseCounting':
    case 'taiwaneseCountingThousand':
      return chineseCounting(value)
    case 'ideographDigital':
    case 'japaneseDigitalTenThousand':
    case 'taiwaneseDigital':
    case 'koreanDigital2':
      return String(value).replace(/\d/g, (digit) => chineseDigits[Number(digit)])
    default:
      return String(value)
  }
}

function repeated(value: number, letters: string): string {
  const rounds = Math.ceil(value / letters.length)
  if (value < 1 || rounds > maxLetterRounds) return String(value)
  return letters[(value - 1) % letters.length].repeat(rounds)
}

function cyclic(value: number, letters: string): string {
  return value < 1 ? String(value) : letters[(value - 1) % letters.length]
}

/** 15 and 16 are written as 9 + 6 and 9 + 7. */
function hebrew(value: number): string {
  return writeAdditive(value, hebrewLetters, 999).replace('יה', 'טו').replace('יו', 'טז')
}

function chineseCounting(value: number): string {
  if (value < 1 || value > 9_999) return String(value)
  let written = ''
  let skippedZero = false
  for (const [worth, unit] of [
    [1000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / worth) % 10
    if (digit === 0) {
      skippedZero = written !== ''
      continue
    }
    if (skippedZero) written += chineseDigits[0]
    skippedZero = false
    // Ten to nineteen go without their one.
    written += digit === 1 && worth === 10 && written === '' ? unit : chineseDigits[digit] + unit
  }
  return written
}

function ordinalEnding(value: number): string {
  const tens = Math.abs(value) % 100
  if (tens >= 11 && tens <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][Math.abs(value) % 10] ?? 'th'
}
