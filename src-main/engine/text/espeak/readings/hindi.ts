import { pattern, type LanguageRule } from './language-rules'
import { sharedRules } from './shared-rules'
import type { Vocabulary } from './vocabulary'

const vocabulary: Vocabulary = {
  abbreviations: { 'डॉ.': 'डॉक्टर', 'प्रो.': 'प्रोफ़ेसर', 'पं.': 'पंडित' },
  beforeNumber: { 'नं.': 'नंबर', 'पृ.': 'पृष्ठ' },
  units: {
    किमी: ['किलोमीटर', 'किलोमीटर'],
    'कि.मी.': ['किलोमीटर', 'किलोमीटर'],
    km: ['किलोमीटर', 'किलोमीटर'],
    kg: ['किलोग्राम', 'किलोग्राम'],
    '°C': ['डिग्री सेल्सियस', 'डिग्री सेल्सियस'],
    '°': ['डिग्री', 'डिग्री'],
  },
  currencies: { '₹': ['रुपया', 'रुपये'], $: ['डॉलर', 'डॉलर'], '€': ['यूरो', 'यूरो'] },
  andCents: '',
  minus: 'माइनस',
  to: 'से',
  decimalSign: '.',
  groupSign: ',',
  fractions: { '1/2': 'आधा', '1/4': 'एक चौथाई', '3/4': 'तीन चौथाई' },
}

/** Rules for Hindi. */
export function hindiRules(): LanguageRule[] {
  return [
    {
      // "12,34,567": after the first three digits groups of two
      name: 'number grouped by lakhs',
      pattern: pattern('(?<![\\p{L}\\p{N}.,])\\d{1,2}(?:,\\d{2})+,\\d{3}(?![\\p{L}\\p{N}]|[.,]\\d)'),
      read: ([printed]) => printed.replaceAll(',', ''),
    },
    {
      // "17:30"
      name: 'time',
      pattern: pattern('(?<![\\p{L}\\p{N}.,:])([01]?\\d|2[0-4]):([0-5]\\d)(?![\\p{L}\\p{N}:])'),
      read: ([, hour, minutes]) =>
        Number(minutes) === 0
          ? `${String(Number(hour))} बजे`
          : `${String(Number(hour))} बजकर ${String(Number(minutes))} मिनट`,
    },
    ...sharedRules(vocabulary),
  ]
}
