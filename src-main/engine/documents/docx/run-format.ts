import { isSwitchedOn } from './word-elements'
import type { WordElement } from './word-xml'

/** What is kept of how a run of text is set; what is absent is not said. */
export interface RunFormat {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly strike?: boolean
  readonly hidden?: boolean
  readonly position?: 'superscript' | 'subscript' | 'baseline'
  /** Id of the character style that a run names. */
  readonly style?: string
  /** Of Latin and similar text. */
  readonly language?: string
  readonly eastAsianLanguage?: string
  /** Of Arabic, Hebrew and other complex scripts. */
  readonly complexLanguage?: string
  readonly font?: string
}

/** Properties that a paragraph's and a character's style switch against each other (ECMA-376 part 1, 17.7.3). */
const toggles = ['bold', 'italic', 'strike', 'hidden'] as const

/**
 * Reads a `w:rPr`. A document has one for every run: what is asked of it is found in one pass.
 */
export function readRunFormat(properties: WordElement | undefined): RunFormat {
  const format: { -readonly [Key in keyof RunFormat]: RunFormat[Key] } = {}
  for (const property of properties?.children ?? []) {
    if (typeof property === 'string') continue
    const { attributes } = property
    switch (property.name) {
      case 'w:b':
        format.bold = isSwitchedOn(property)
        break
      case 'w:i':
        format.italic = isSwitchedOn(property)
        break
      case 'w:strike':
      case 'w:dstrike':
        format.strike = format.strike === true || isSwitchedOn(property)
        break
      case 'w:vanish':
        format.hidden = isSwitchedOn(property)
        break
      case 'w:vertAlign': {
        const position = attributes.get('w:val')
        format.position = position === 'superscript' || position === 'subscript' ? position : 'baseline'
        break
      }
      case 'w:rStyle':
        format.style = attributes.get('w:val')
        break
      case 'w:lang':
        readLanguages(format, attributes)
        break
      case 'w:rFonts': {
        const font = attributes.get('w:ascii') ?? attributes.get('w:hAnsi')
        if (font !== undefined) format.font = font
        break
      }
    }
  }
  return format
}

function readLanguages(
  format: { language?: string; eastAsianLanguage?: string; complexLanguage?: string },
  attributes: ReadonlyMap<string, string>,
): void {
  const language = languageTag(attributes.get('w:val'))
  const eastAsian = languageTag(attributes.get('w:eastAsia'))
  const complex = languageTag(attributes.get('w:bidi'))
  if (language !== undefined) format.language = language
  if (eastAsian !== undefined) format.eastAsianLanguage = eastAsian
  if (complex !== undefined) format.complexLanguage = complex
}

/** A tag as such, where it is one: Word writes "x-none" for text in no language. */
export function languageTag(written: string | undefined): string | undefined {
  const tag = written?.trim().replace(/_/g, '-')
  return tag !== undefined && /^[a-z]{2,3}(?:-[a-z\d]{1,8}){0,4}$/i.test(tag) ? tag : undefined
}

/** A style's format over that of the style it is based on, or what a run says itself over all styles. */
export function formatOver(format: RunFormat, base: RunFormat): RunFormat {
  return { ...base, ...format }
}

/** What a run looks like from its styles, the paragraph's and its own. */
export function combineStyles(paragraph: RunFormat, character: RunFormat): RunFormat {
  const combined: { -readonly [Key in keyof RunFormat]: RunFormat[Key] } = formatOver(character, paragraph)
  for (const toggle of toggles)
    if (paragraph[toggle] !== undefined && character[toggle] !== undefined)
      combined[toggle] = paragraph[toggle] !== character[toggle]
  return combined
}
