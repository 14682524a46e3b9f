import { pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: {},
  beforeNumber: { 'ص.': 'صفحة', ص: 'صفحة' },
  units: {
    كم: ['كيلومتر', 'كيلومتر'],
    كغ: ['كيلوغرام', 'كيلوغرام'],
    سم: ['سنتيمتر', 'سنتيمتر'],
    km: ['كيلومتر', 'كيلومتر'],
    kg: ['كيلوغرام', 'كيلوغرام'],
    '°C': ['درجة مئوية', 'درجة مئوية'],
    '°': ['درجة', 'درجة'],
  },
  currencies: { $: ['دولار', 'دولار'], '€': ['يورو', 'يورو'], '£': ['جنيه', 'جنيه'] },
  andCents: 'و',
  minus: 'ناقص',
  to: 'إلى',
  percent: 'بِالْمِئَةِ',
  decimalSign: '.',
  groupSign: ',',
  fractions: { '1/2': 'نصف', '1/3': 'ثلث', '2/3': 'ثلثان', '1/4': 'ربع', '3/4': 'ثلاثة أرباع' },
}

/** Rules for Arabic. */
export function arabicRules(): LanguageRule[] {
  return [
    {
      // "١٬٢٣٤٫٥": the signs between its digits are others than of 1,234.5
      name: 'number in Arabic digits',
      pattern: pattern('(?<![\\p{L}\\p{N}])[٠-٩]+(?:٬[٠-٩]{3})*(?:٫[٠-٩]+)?(?: ?[%٪])?(?![\\p{L}\\p{N}])'),
      read: ([written]) => {
        if (/^[٠-٩]+$/.test(written)) return null
        const plain = written.replace(/[٬ %٪]/g, '').replace('٫', '.')
        const digits = plain.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
        return /[%٪]$/.test(written) ? `${digits} ${vocabulary.percent ?? ''}` : digits
      },
    },
    ...sharedRules(vocabulary),
  ]
}
