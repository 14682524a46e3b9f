import { childOf, switchOf, valueOf } from './word-elements'
import type { WordElement } from './word-xml'

/** What is kept of how a run of text is set; what is absent is not said. */
export interface RunFormat {
  readonly bold?: boolean
  readonly italic?: boolean
  readonly strike?: boolean
  readonly hidden?: boolean
  readonly position?: 'superscript' | 'subscript' | 'baseline'
  readonly isRightToLeft?: boolean
  /** Of Latin and similar text. */
  readonly language?: string
  readonly eastAsianLanguage?: string
  /** Of Arabic, Hebrew and other complex scripts. */
  readonly complexLanguage?: string
  readonly font?: string
}

/** Properties that a paragraph's and a character's style switch against each other (ECMA-376 part 1, 17.7.3). */
const toggles = ['bold', 'italic', 'strike', 'hidden'] as const

const raised: ReadonlyMap<string, 'superscript' | 'subscript'> = new Map([
  ['superscript', 'superscript'],
  ['subscript', 'subscript'],
])

/** Reads a `w:rPr`. */
export function readRunFormat(properties: WordElement | undefined): RunFormat {
  if (properties === undefined) return {}
  const strike = switchOf(properties, 'w:strike') ?? switchOf(properties, 'w:dstrike')
  const position = valueOf(properties, 'w:vertAlign')
  const languages = childOf(properties, 'w:lang')?.attributes
  const fonts = childOf(properties, 'w:rFonts')?.attributes
  const format: Possibly<RunFormat> = {
    bold: switchOf(properties, 'w:b'),
    italic: switchOf(properties, 'w:i'),
    strike,
    hidden: switchOf(properties, 'w:vanish'),
    position: position === undefined ? undefined : (raised.get(position) ?? 'baseline'),
    isRightToLeft: switchOf(properties, 'w:rtl'),
    language: languageTag(languages?.get('w:val')),
    eastAsianLanguage: languageTag(languages?.get('w:eastAsia')),
    complexLanguage: languageTag(languages?.get('w:bidi')),
    font: fonts?.get('w:ascii') ?? fonts?.get('w:hAnsi'),
  }
  return dropAbsent(format)
}

type Possibly<T> = { [Key in keyof T]: T[Key] | undefined }

function dropAbsent(format: Possibly<RunFormat>): RunFormat {
  return Object.fromEntries(Object.entries(format).filter(([, value]) => value !== undefined))
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
