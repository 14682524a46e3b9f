import { after, pattern, type LanguageRule } from './language-rules'
import { romanValue } from './roman'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {
    'г-н': 'господин',
    'г-жа': 'госпожа',
    'и т. д.': 'и так далее',
    'и т. п.': 'и тому подобное',
    'и др.': 'и другие',
    'т. е.': 'то есть',
    'т. к.': 'так как',
    'т. н.': 'так называемый',
    'напр.': 'например',
    'до н. э.': 'до нашей эры',
    'н. э.': 'нашей эры',
    'см.': 'смотри',
    'ср.': 'сравни',
    'ул.': 'улица',
    'проф.': 'профессор',
    'д-р': 'доктор',
    'им.': 'имени',
    млн: 'миллионов',
    млрд: 'миллиардов',
    'тыс.': 'тысяч',
  },
  beforeNumber: {
    'с.': 'страница',
    'стр.': 'страница',
    'рис.': 'рисунок',
    'гл.': 'глава',
    'п.': 'пункт',
    'д.': 'дом',
    'т.': 'том',
  },
  afterNumber: {
    'гг.': 'годы',
    'г.': 'года',
    'вв.': 'века',
    'руб.': 'рублей',
    'коп.': 'копеек',
    'мин.': 'минут',
    'сек.': 'секунд',
  },
  units: {
    км: ['километр', 'километров'],
    'км/ч': ['километр в час', 'километров в час'],
    м: ['метр', 'метров'],
    см: ['сантиметр', 'сантиметров'],
    мм: ['миллиметр', 'миллиметров'],
    'м²': ['квадратный метр', 'квадратных метров'],
    'км²': ['квадратный километр', 'квадратных километров'],
    'м³': ['кубический метр', 'кубических метров'],
    кг: ['килограмм', 'килограммов'],
    г: ['грамм', 'граммов'],
    л: ['литр', 'литров'],
    мл: ['миллилитр', 'миллилитров'],
    '°C': ['градус Цельсия', 'градусов Цельсия'],
    '°': ['градус', 'градусов'],
  },
  currencies: {
    '€': ['евро', 'евро'],
    $: ['доллар', 'долларов'],
    '₽': ['рубль', 'рублей'],
    '£': ['фунт', 'фунтов'],
  },
  andCents: '',
  minus: 'минус',
  to: 'до',
  decimalSign: ',',
  groupSign: '',
  date: {
    months: 'января февраля марта апреля мая июня июля августа сентября октября ноября декабря'.split(' '),
    order: (day, month, year) => `${day} ${month} ${year}`,
  },
  fractions: {
    '1/2': 'одна вторая',
    '1/3': 'одна треть',
    '2/3': 'две трети',
    '1/4': 'одна четверть',
    '3/4': 'три четверти',
  },
}

const ordinals =
  'перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат двадцат'.split(
    ' ',
  )

/** @see Русская грамматика (1980), ordinals: hard adjectives but "третий", stressed "второй, шестой, седьмой, восьмой". */
function century(value: number, isPrepositional: boolean): string {
  const lead = value === 21 ? 'двадцать ' : ''
  const index = value === 21 ? 1 : value
  const stem = ordinals[index - 1]
  if (index === 3) return isPrepositional ? 'третьем' : 'третий'
  if (isPrepositional) return `${lead}${stem}ом`
  return `${lead}${stem}${[2, 6, 7, 8].includes(index) ? 'ой' : 'ый'}`
}

/** Rules for Russian. */
export function russianRules(): LanguageRule[] {
  return [
    {
      // "в XIX в.", "XX век"
      name: 'century',
      pattern: pattern(`(?<![\\p{L}\\p{N}])([IVX]+) (?:в\\.|век(е)?)${after}`),
      read: (match, text) => {
        const value = romanValue(match[1])
        if (value === null || value > 21) return null
        const isPrepositional = match[2] !== undefined || /(?<!\p{L})[вВ] $/u.test(text.slice(0, match.index))
        return `${century(value, isPrepositional)} ${isPrepositional ? 'веке' : 'век'}`
      },
    },
    ...sharedRules(vocabulary),
  ]
}
