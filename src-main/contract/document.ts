import { z } from 'zod'
import { pronunciationEntriesSchema } from './pronunciation'
import { verticalWritings } from './writing'

export const blockKinds = [
  'heading',
  'paragraph',
  'list-item',
  'quote',
  'verse',
  'code',
  /** One row of a table; which and of what cells stands in `row`. */
  'table',
  'caption',
  'footnote',
  'image-alternative',
  /** A picture that nothing is said of: `text` is empty, and `image` says which it is. */
  'wordless-picture',
  'formula',
  /** The number printed on a page. */
  'page-number',
  /** What a page carries beside its text: running heads and feet, text in the margin, navigation, rules. */
  'furniture',
] as const
export type BlockKind = (typeof blockKinds)[number]

/**
 * Parts of a document that are not what it was opened for, whatever kinds of blocks they are made of: its own table of
 * contents, imprint and colophon, the licence it is distributed under, and what its order of reading leaves aside.
 */
export const matters = ['contents', 'imprint', 'licence', 'aside'] as const
export type Matter = (typeof matters)[number]

/** Marks that are seen; 'upright' is a number that stands upright, in the place of one character, in a column. */
export const shownMarkKinds = [
  'emphasis',
  'strong',
  'code',
  'superscript',
  'subscript',
  'deleted',
  'upright',
] as const
export type ShownMarkKind = (typeof shownMarkKinds)[number]

/** Marks that say what a stretch is, so that a rule can keep it from being read. */
export const ruledMarkKinds = ['note-reference', 'page-number', 'line-number', 'url', 'bracket'] as const
export type RuledMarkKind = (typeof ruledMarkKinds)[number]

/**
 * Marks on what a document's own recording of its text leaves out: whole sentences, and words of a sentence that it has.
 * To a voice they are nothing: it reads what is there.
 */
export const recordingMarkKinds = ['unrecorded', 'unrecorded-word'] as const
export type RecordingMarkKind = (typeof recordingMarkKinds)[number]

const markRange = {
  startChar: z.number().int().nonnegative(),
  endChar: z.number().int().nonnegative(),
}

/** Emphasis, links and the like, what a stretch is, and how it is to be said, as ranges of a block's text. */
export const inlineMarkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(shownMarkKinds), ...markRange }),
  z.object({ kind: z.enum(ruledMarkKinds), ...markRange }),
  z.object({ kind: z.enum(recordingMarkKinds), ...markRange }),
  /** Never followed by Lector itself; absent where the target is of a kind that is not kept (a script, a file, a place inside). */
  z.object({
    kind: z.literal('link'),
    ...markRange,
    href: z
      .string()
      .regex(/^(?:https?|mailto):/i)
      .optional(),
  }),
  /** What the characters of the range are read as in the document's own words: small type above or beside them. */
  z.object({ kind: z.literal('ruby'), ...markRange, reading: z.string().min(1) }),
  /** `words` is the formula as it is said, in the language of its block. */
  z.object({ kind: z.literal('formula'), ...markRange, words: z.string().min(1) }),
  /** In IPA, or in the symbols of the English voices; what a document gives in X-SAMPA is translated when it is read. */
  z.object({ kind: z.literal('phonemes'), ...markRange, phonemes: z.string().min(1) }),
  /** `language` is a tag, for example "fr" or "en-GB". */
  z.object({ kind: z.literal('language'), ...markRange, language: z.string().min(1) }),
])
export type InlineMark = z.infer<typeof inlineMarkSchema>

/** A cell as a range of its row's text; `header` is what the heads of its column (or row) say. */
export const tableCellSchema = z.object({ ...markRange, header: z.string().optional() })
export type TableCell = z.infer<typeof tableCellSchema>

/**
 * One piece of a document, in reading order. `text` is what is shown and what is spoken; every range in Lector
 * (word, sentence, mark, position) counts UTF-16 units in it. A hard line break inside a paragraph stays a "\n" in
 * `text`, so that ranges stay exact; the page shows it as white space (in verse and code, as a line end).
 */
export const blockSchema = z.object({
  kind: z.enum(blockKinds),
  matter: z.enum(matters).optional(),
  /** Heading level 1-6; nesting depth of a list item, from 1; else absent. */
  level: z.number().int().min(1).max(9).optional(),
  /** What a list item or footnote is marked with, for example "1.", "•" or "*". Shown, and no part of `text`. */
  marker: z.string().optional(),
  text: z.string(),
  marks: z.array(inlineMarkSchema),
  /** A language tag where the document gives one for the block alone. */
  language: z.string().optional(),
  /** Of kind 'table': cells are separated by "\t" in `text`. Rows of one table follow each other and bear its number. */
  row: z
    .object({
      table: z.number().int().nonnegative(),
      isHeader: z.boolean(),
      cells: z.array(tableCellSchema),
    })
    .optional(),
  /** The picture that `text` stands for, by its name inside the document; its size in px is known before it is there. */
  image: z
    .object({
      name: z.string().min(1),
      width: z.number().int().positive(),
      height: z.number().int().positive(),
      /** What a picture is called that nothing is said of: its title, or what its caption says as well. */
      label: z.string().min(1).optional(),
      /** Whether the document says that it only decorates. */
      isDecorative: z.literal(true).optional(),
    })
    .optional(),
  /**
   * Where `text` came from: characters of one of the document's `parts`, in UTF-16 units of what that part was decoded
   * to; `exact` when it is that very slice.
   */
  source: z.object({
    part: z.number().int().nonnegative(),
    startChar: z.number().int(),
    endChar: z.number().int(),
    exact: z.boolean(),
  }),
})
export type Block = z.infer<typeof blockSchema>

/** How many characters of a file, in UTF-16 units, are not in any block's text, by the rule that says why. */
export const characterCountSchema = z.object({ rule: z.string(), chars: z.number().int().nonnegative() })
export type CharacterCount = z.infer<typeof characterCountSchema>

/** What an anchor counts in: the whole file, a page of it, or one of the files in it. */
export const documentPartSchema = z.object({
  kind: z.enum(['file', 'page', 'section']),
  /** For people: the number printed on a page, the name of a file in an archive; may be empty. */
  label: z.string(),
})
export type DocumentPart = z.infer<typeof documentPartSchema>

/** A line of a document's table of contents. */
export const contentsEntrySchema = z.object({
  title: z.string(),
  /** From 1, the outermost. */
  level: z.number().int().min(1).max(9),
  startBlock: z.number().int().nonnegative(),
})
export type ContentsEntry = z.infer<typeof contentsEntrySchema>

/** What a person should know of a document that could be opened; each has its sentence in the window and on the command line. */
export const documentWarnings = [
  /** The file breaks off: there was more of it. */
  'incomplete',
  /** Something in it is damaged and was left out or repaired; `count` says how many places. */
  'damaged',
  /** `count` pages hold no text (they are pictures). */
  'pages-without-text',
  /** What it was encoded in had to be guessed. */
  'encoding-guessed',
  /** Parts that it names are missing: `count`. */
  'parts-missing',
] as const
export const documentWarningSchema = z.object({
  code: z.enum(documentWarnings),
  count: z.number().int().positive().optional(),
})
export type DocumentWarning = z.infer<typeof documentWarningSchema>

/** A place in a document: a character of one block. */
export const textPositionSchema = z.object({
  block: z.number().int().nonnegative(),
  char: z.number().int().nonnegative(),
})
export type TextPosition = z.infer<typeof textPositionSchema>

/** A stretch of a recording that a document brings of its own text (EPUB media overlays). */
export const overlayClipSchema = z.object({
  block: z.number().int().nonnegative(),
  ...markRange,
  /** Where what it reads ends, of a clip that goes on into other blocks; `endChar` is then the end of the first. */
  until: textPositionSchema.optional(),
  /** The recording, by its name in the archive. */
  audio: z.string(),
  startSeconds: z.number().nonnegative(),
  /** Absent: to the recording's end. */
  endSeconds: z.number().nonnegative().optional(),
  /** What kind of thing the recording itself says that it reads; absent: what the block is. */
  kind: z.enum(blockKinds).optional(),
  /** When each word of the clip is heard, on the recording's clock; absent where that is not known. */
  words: z
    .array(
      z.object({
        ...markRange,
        startSeconds: z.number().nonnegative(),
        endSeconds: z.number().nonnegative(),
      }),
    )
    .optional(),
})
export type OverlayClip = z.infer<typeof overlayClipSchema>

export const documentFormats = ['txt', 'markdown', 'html', 'epub', 'pdf', 'docx', 'recording'] as const
export type FormatId = (typeof documentFormats)[number]

/** Encoding of a text file. */
export const documentEncodingSchema = z.object({
  /** "UTF-8", "windows-1252" …; one of `encodingChoices` where it can be chosen. */
  name: z.string(),
  /** Whether nothing in the file says so. */
  isGuess: z.boolean(),
})
export type DocumentEncoding = z.infer<typeof documentEncodingSchema>

/** A picture that stands for a document. */
export const coverSchema = z.object({ mediaType: z.string(), bytes: z.instanceof(Uint8Array) })

/** What is known of a document as soon as its first piece is. */
export const documentHeadSchema = z.object({
  /** The same for the same bytes. */
  id: z.string(),
  title: z.string(),
  authors: z.array(z.string()),
  /** Who reads the recording that it brings of its text; absent: it does not say, or has none. */
  narrators: z.array(z.string()).optional(),
  format: z.enum(documentFormats),
  /** Of a text file; absent where the format says it. */
  encoding: documentEncodingSchema.optional(),
  language: z.string().optional(),
  /** Of a document that is written in columns. */
  writing: z.enum(verticalWritings).optional(),
  cover: coverSchema.optional(),
  /** What the document's own pronunciation lexicons say; a reader's dictionary comes before them. */
  lexicons: pronunciationEntriesSchema.optional(),
})
export type DocumentHead = z.infer<typeof documentHeadSchema>

/** A run of a document, in reading order. All numbers of blocks and parts count from the document's beginning. */
export const documentPieceSchema = z.object({
  parts: z.array(documentPartSchema),
  blocks: z.array(blockSchema),
  contents: z.array(contentsEntrySchema),
  /** Characters of what was decoded for this piece that are in no block. */
  outside: z.array(characterCountSchema),
  warnings: z.array(documentWarningSchema),
  overlays: z.array(overlayClipSchema),
  /** Where the characters of each of `blocks` stand on the pages (contract/page-places); absent where there are none. */
  places: z.array(z.instanceof(Uint8Array)).optional(),
})
export type DocumentPiece = z.infer<typeof documentPieceSchema>

/** A parsed document: plain data, no nodes, no paths. */
export const readableDocumentSchema = z.object({ ...documentHeadSchema.shape, ...documentPieceSchema.shape })
export type ReadableDocument = z.infer<typeof readableDocumentSchema>

/** A piece with nothing in it, to be filled. */
export function emptyPiece(): DocumentPiece {
  return { parts: [], blocks: [], contents: [], outside: [], warnings: [], overlays: [] }
}

/** Puts what follows behind what is there; counts of one rule or warning become one. */
export function appendPiece(document: DocumentPiece, piece: DocumentPiece): void {
  for (const part of piece.parts) document.parts.push(part)
  for (const block of piece.blocks) document.blocks.push(block)
  for (const entry of piece.contents) document.contents.push(entry)
  for (const clip of piece.overlays) document.overlays.push(clip)
  if (piece.places) {
    document.places ??= []
    for (const places of piece.places) document.places.push(places)
  }
  for (const { rule, chars } of piece.outside) {
    const known = document.outside.find((count) => count.rule === rule)
    if (known) known.chars += chars
    else document.outside.push({ rule, chars })
  }
  for (const warning of piece.warnings) {
    const known = document.warnings.find(({ code }) => code === warning.code)
    if (!known) document.warnings.push({ ...warning })
    else if (warning.count !== undefined) known.count = (known.count ?? 0) + warning.count
  }
}

/** The table of contents of a text that somebody goes on writing: its headings. */
export function headingContents(blocks: readonly Block[]): ContentsEntry[] {
  return blocks.flatMap(({ kind, text, level = 1 }, startBlock) =>
    kind === 'heading' && /\S/.test(text) ? [{ title: text.trim(), level, startBlock }] : [],
  )
}
