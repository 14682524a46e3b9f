import { z } from 'zod'
import { pronunciationEntriesSchema } from './pronunciation'

export const blockKinds = [
  'heading',
  'paragraph',
  'list-item',
  'quote',
  'verse',
  'code',
  'table',
  'caption',
  'footnote',
  'image-alternative',
  'formula',
  'furniture',
] as const
export type BlockKind = (typeof blockKinds)[number]

/** Marks that are seen. */
export const shownMarkKinds = ['emphasis', 'strong', 'code', 'link'] as const
export type ShownMarkKind = (typeof shownMarkKinds)[number]

const markRange = {
  startChar: z.number().int().nonnegative(),
  endChar: z.number().int().nonnegative(),
}

/** Emphasis, links and the like, and how a stretch is to be said, as ranges of a block's text. */
export const inlineMarkSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(shownMarkKinds), ...markRange }),
  /** In IPA, or in the symbols of the English voices; what a document gives in X-SAMPA is translated when it is read. */
  z.object({ kind: z.literal('phonemes'), ...markRange, phonemes: z.string().min(1) }),
  /** `language` is a tag, for example "fr" or "en-GB". */
  z.object({ kind: z.literal('language'), ...markRange, language: z.string().min(1) }),
])
export type InlineMark = z.infer<typeof inlineMarkSchema>

/**
 * One piece of a document, in reading order. `text` is what is shown and what is spoken; every range in Lector
 * (word, sentence, mark, position) counts UTF-16 units in it. A hard line break inside a paragraph stays a "\n" in
 * `text`, so that ranges stay exact; the page shows it as white space.
 */
export const blockSchema = z.object({
  kind: z.enum(blockKinds),
  /** Heading level 1-6; nesting depth of a list item, from 1; else absent. */
  level: z.number().int().min(1).max(9).optional(),
  /** What a list item is marked with, for example "1." or "•". */
  marker: z.string().optional(),
  text: z.string(),
  marks: z.array(inlineMarkSchema),
  /** A language tag where the document gives one for the block alone. */
  language: z.string().optional(),
  /** Where `text` came from in the source, in UTF-16 units of the decoded file; `exact` when it is that very slice. */
  source: z.object({ startChar: z.number().int(), endChar: z.number().int(), exact: z.boolean() }),
})
export type Block = z.infer<typeof blockSchema>

/** How many characters of a file, in UTF-16 units, are not in any block's text, by the rule that says why. */
export const characterCountSchema = z.object({ rule: z.string(), chars: z.number().int().nonnegative() })
export type CharacterCount = z.infer<typeof characterCountSchema>

export const documentFormats = ['txt', 'markdown'] as const
export type FormatId = (typeof documentFormats)[number]

/** A parsed document: plain data, no nodes, no paths. */
export const readableDocumentSchema = z.object({
  id: z.string(),
  title: z.string(),
  format: z.enum(documentFormats),
  /** The encoding that was recognised ("UTF-8", "windows-1252" …). */
  encoding: z.string(),
  language: z.string().optional(),
  /** What the document's own pronunciation lexicons say; a reader's dictionary comes before them. */
  lexicons: pronunciationEntriesSchema.optional(),
  blocks: z.array(blockSchema),
  /** Characters of the decoded file that are in no block. */
  outside: z.array(characterCountSchema),
})
export type ReadableDocument = z.infer<typeof readableDocumentSchema>

/** A place in a document: a character of one block. */
export const textPositionSchema = z.object({
  block: z.number().int().nonnegative(),
  char: z.number().int().nonnegative(),
})
export type TextPosition = z.infer<typeof textPositionSchema>
