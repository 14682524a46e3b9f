import type { NoteKind, NoteNumbering } from './note-book'
import { languageTag } from './run-format'
import { childOf, numberWithin, ownText, valueOf } from './word-elements'
import type { WordElement } from './word-xml'

const defaultFormats: Readonly<Record<NoteKind, string>> = { footnote: 'decimal', endnote: 'lowerRoman' }
const maxNoteStart = 16_383

/** How notes are numbered: what the settings say, over the defaults of the standard. */
export function noteNumbering(
  settings: WordElement | undefined,
  kind: NoteKind,
  inSections: NoteNumberingHint,
): NoteNumbering {
  const properties = childOf(settings, `w:${kind}Pr`)
  const start = inSections.start ?? valueOf(properties, 'w:numStart')
  return {
    format: inSections.format ?? valueOf(properties, 'w:numFmt') ?? defaultFormats[kind],
    start: numberWithin(start, 0, maxNoteStart) ?? 1,
    restartsInSections: (inSections.restart ?? valueOf(properties, 'w:numRestart')) === 'eachSect',
  }
}

/** What a section says of its notes, as written. */
export interface NoteNumberingHint {
  readonly format?: string
  readonly start?: string
  readonly restart?: string
}

/** More than a section says of its notes. */
const hintBytes = 400

/**
 * What the first section that says anything of its notes says. A section's properties come after its text, too late
 * for the numbers in it: so they are looked for before the part is read.
 */
export function findNoteNumbering(mainPart: Uint8Array, kind: NoteKind): NoteNumberingHint {
  const bytes = Buffer.from(mainPart.buffer, mainPart.byteOffset, mainPart.byteLength)
  const at = bytes.indexOf(`:${kind}Pr>`)
  if (at === -1) return {}
  const [said] = bytes
    .toString('latin1', at, at + hintBytes)
    .split(`:${kind}Pr>`, 2)[1]
    .split('</', 1)
  const value = (name: string): string | undefined =>
    new RegExp(`:${name}\\s[^>]{0,40}?val\\s*=\\s*["'](\\w{1,40})["']`).exec(said)?.[1]
  const format = value('numFmt')
  const start = value('numStart')
  const restart = value('numRestart')
  return {
    ...(format === undefined ? {} : { format }),
    ...(start === undefined ? {} : { start }),
    ...(restart === undefined ? {} : { restart }),
  }
}

/** What a document says of itself (Dublin Core in its package). */
export interface WordMetadata {
  readonly title?: string
  readonly authors: readonly string[]
  readonly language?: string
}

/** Names that programs give of themselves. */
const noTitle =
  /^(?:microsoft word\b.*|(?:word |new |neues )?(?:document|dokument|untitled|unbenannt)(?:[ _-]?\d+)?)$/i
const noAuthor =
  /^(?:python-docx|apache poi|docx4j|unknown|unbekannt|un-named|microsoft office user|user|administrator)$/i
const maxAuthors = 50

/** Reads the core properties; what programs fill in by themselves is left out. */
export function readMetadata(core: WordElement | undefined): WordMetadata {
  const text = (name: string): string => ownText(childOf(core, name)).replace(/\s+/g, ' ').trim()
  const title = text('dc:title')
  const language = languageTag(text('dc:language'))
  const authors = text('dc:creator')
    .split(';')
    .map((author) => author.trim())
    .filter((author) => author !== '' && !noAuthor.test(author))
  return {
    authors: [...new Set(authors)].slice(0, maxAuthors),
    ...(title === '' || noTitle.test(title) ? {} : { title }),
    ...(language === undefined ? {} : { language }),
  }
}

/** The language of Latin text that the settings name for the document's theme. */
export function themeLanguage(settings: WordElement | undefined): string | undefined {
  return languageTag(childOf(settings, 'w:themeFontLang')?.attributes.get('w:val'))
}
