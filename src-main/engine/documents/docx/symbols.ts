/*
 * Fonts that show other signs than their characters say. Symbol: the encoding vector of Adobe's font of that name (PDF
 * 32000-1, annex D.6, with Unicode's ADOBE/symbol.txt). Wingdings: Unicode's own mappings of its signs (L2/11-052,
 * Unicode 7.0), those that occur in documents: bullets, boxes, hands, arrows, digits in circles.
 */
const symbolFont: ReadonlyMap<number, string> = new Map([
  ...row(0x20, ' !∀#∃%&∋()∗+,−./0123456789:;<=>?'),
  ...row(0x40, '≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_'),
  ...row(0x61, 'αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼'),
  ...row(0xa0, '€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…'),
  ...row(0xc0, 'ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓'),
  ...row(0xe0, '◊〈®©™∑'),
  ...row(0xf1, '〉∫'),
])

const wingdings: ReadonlyMap<number, string> = new Map([
  ...row(0x21, '✏✂✁'),
  ...row(0x28, '☎✆✉'),
  ...row(0x36, '⌛⌨'),
  ...row(0x3f, '✍'),
  ...row(0x41, '✌'),
  ...row(0x43, '☝'),
  ...row(0x45, '☜☞'),
  ...row(0x4a, '☺'),
  ...row(0x4c, '☹'),
  ...row(0x52, '☼'),
  ...row(0x54, '❄'),
  ...row(0x6c, '●'),
  ...row(0x6e, '■'),
  ...row(0x6f, '□'),
  ...row(0x71, '❑'),
  ...row(0x73, '⬧⧫◆❖'),
  ...row(0x80, '⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿'),
  ...row(0x9e, '·•'),
  ...row(0xa1, '○'),
  ...row(0xa7, '▪◻'),
  ...row(0xab, '★'),
  ...row(0xd8, '➢'),
  ...row(0xdf, '←→↑↓'),
  ...row(0xe8, '➔'),
  ...row(0xef, '⇦⇨⇧⇩⬄⇳'),
  ...row(0xfb, '✗✓☒☑'),
])

const wingdings2: ReadonlyMap<number, string> = new Map([
  ...row(0x4f, '✗✓☒☑'),
  ...row(0x97, '●'),
  ...row(0xa3, '□'),
])

const fonts: ReadonlyMap<string, ReadonlyMap<number, string>> = new Map([
  ['symbol', symbolFont],
  ['wingdings', wingdings],
  ['wingdings 2', wingdings2],
  // Of these, only that their letters are none.
  ['wingdings 3', new Map()],
  ['webdings', new Map()],
  ['zapf dingbats', new Map()],
  ['monotype sorts', new Map()],
])

function row(first: number, signs: string): [number, string][] {
  return [...signs].map((sign, index) => [first + index, sign])
}

/** Whether a font's characters are signs of its own. */
export function isSymbolFont(font: string | undefined): boolean {
  return font !== undefined && fonts.has(font.toLowerCase())
}

/**
 * The sign that a font shows for a character, which documents write as such or shifted to U+F000.
 * @returns undefined where it is not known
 */
export function symbolOf(code: number, font: string | undefined): string | undefined {
  const place = code >= 0xf000 && code <= 0xf0ff ? code - 0xf000 : code
  return fonts.get(font?.toLowerCase() ?? '')?.get(place)
}

/** Signs for list items that some font draws: what counts is that there is one. */
export function plainBullet(text: string, font: string | undefined): string {
  const sign = text.trim()
  if (sign === '') return ''
  // The letter "o" of a typewriter font is drawn as a ring.
  if (sign === 'o' && font?.toLowerCase().startsWith('courier')) return '◦'
  return isSymbolFont(font) || /[\ue000-\uf8ff]/.test(sign) ? '•' : sign
}
