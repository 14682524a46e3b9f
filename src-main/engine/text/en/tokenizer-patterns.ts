/*
 * The affixes that English tokens shed, after spaCy's published English rules (spaCy, MIT), with the character classes
 * written out for Latin text as in hibari 0.2.1 (Apache-2.0), whose tagger was trained on tokens cut this way.
 */
const letter = '[\\p{L}\\p{No}\\p{Nl}]'
const letterOrDigit = '[\\p{L}\\p{N}]'
const lower = 'a-zß-öø-ÿ'
const upper = 'A-ZÀ-ÖØ-Þ'
const quotes = `'"”“\`‘´’‚,„»«「」『』（）〔〕【】《》〈〉`
const punctuation = '…,:;!?¿¡()\\[\\]{}<>_#*&。？！，、；：～·'
const icons = '[™®©°§¶†‡•]'
const currency = '\\$|£|€|¥|฿|US\\$|C\\$|A\\$|₽|₹|₩|₪|₺|₴|₦|₫|₱|₲|₵|₸|₼|₾|₿'
const units =
  'km|km²|km³|m|m²|m³|dm|dm²|dm³|cm|cm²|cm³|mm|mm²|mm³|ha|µm|nm|yd|in|ft|kg|g|mg|µg|t|lb|oz|m/s|km/h' +
  '|kmh|mph|hPa|Pa|mbar|mb|MB|kb|KB|gb|GB|tb|TB|T|G|M|K|%'

const prefixes = ['[§%=—–]', '\\+(?![0-9])', `[${punctuation}]`, '\\.\\.+', `[${quotes}]`, currency, icons]
const suffixes = [
  `[${punctuation}]`,
  '\\.\\.+',
  `[${quotes}]`,
  icons,
  "['’][sS]",
  '[—–]',
  '(?<=[0-9])\\+',
  '(?<=°[FfCcKk])\\.',
  `(?<=[0-9])(?:${currency})`,
  `(?<=[0-9])(?:${units})`,
  `(?<=[0-9${lower}%²\\-+${punctuation}${quotes}])\\.`,
  `(?<=[${upper}][${upper}])\\.`,
]
const infixes = [
  '\\.\\.+',
  '…',
  icons,
  '(?<=[0-9])[+\\-*^](?=[0-9\\-])',
  `(?<=[${lower}${quotes}])\\.(?=[${upper}${quotes}])`,
  `(?<=${letter}),(?=${letter})`,
  `(?<=${letterOrDigit})(?:-|–|—|--|---|——|~)(?=${letter})`,
  `(?<=${letterOrDigit})[:<>=/](?=${letter})`,
]

/** Matches what is peeled off the front of a chunk; sticky. */
export const prefixPattern = (): RegExp => new RegExp(alternatives(prefixes), 'uy')
/** Matches what is peeled off the end of a chunk. */
export const suffixPattern = (): RegExp => new RegExp(`(?:${alternatives(suffixes)})$`, 'u')
/** Matches what separates the parts of a chunk. */
export const infixPattern = (): RegExp => new RegExp(alternatives(infixes), 'gu')

function alternatives(sources: readonly string[]): string {
  return sources.map((source) => `(?:${source})`).join('|')
}
