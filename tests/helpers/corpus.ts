import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ReadableDocument } from '../../src-main/contract/document'
import { reportText } from '../../src-main/cli/commands/text/report'
import { documentFormats } from '../../src-main/engine/documents/registry'
import { corpusFolder, hasCorpus } from './corpus-folder'

const texts = z.array(z.string())
/** What the manifest says of a document: the keys a machine can check. Others are named where they are left to people. */
const expectedSchema = z.looseObject({
  outcome: z.enum([
    ...(['open', 'refuse', 'open-or-refuse', 'open-with-clear-message'] as const),
    ...(['open-with-clear-message-or-refuse', 'ask-password-or-refuse'] as const),
  ]),
  title: z.string().optional(),
  title_shown_literally: z.string().optional(),
  author: z.string().optional(),
  language: z.string().optional(),
  story_chapters: z.number().optional(),
  chapter_titles_sample: texts.default([]),
  toc_entries: z.number().optional(),
  spine_items: z.number().optional(),
  pages: z.number().optional(),
  words_in_all_spine_text: z.number().optional(),
  words: z.number().optional(),
  words_article: z.number().optional(),
  words_article_tolerance: z.number().default(0.08),
  characters: z.number().optional(),
  headings: z.number().optional(),
  paragraphs: z.number().optional(),
  encoding: z.string().optional(),
  body_first_words: z.string().optional(),
  first_sentence_end: z.string().optional(),
  must_contain: texts.default([]),
  must_contain_in_order: texts.default([]),
  if_opened_must_contain: texts.default([]),
  must_contain_with_password: texts.default([]),
  inserted_words_read: texts.default([]),
  joins_expected: texts.default([]),
  after_nfkc: z.string().optional(),
  must_not_read: texts.default([]),
  must_not_read_in_body: texts.default([]),
  must_not_be_spoken: texts.default([]),
  must_never_appear: texts.default([]),
  forbidden_readings: texts.default([]),
  forbidden_characters: texts.default([]),
  joined_words_forbidden: texts.default([]),
  skippable_matter: texts.default([]),
  allowed_link_schemes: texts.optional(),
  footnote_text: z.string().optional(),
  page_footer_occurrences: z.number().optional(),
  ruby: z.object({ base: z.string(), reading: z.string() }).optional(),
  code_blocks: z.string().optional(),
  toc_rule: z.string().optional(),
  if_opened_must: z.string().optional(),
  message_should_say: z.string().optional(),
  error_should_mention: texts.default([]),
  error_match: z.string().optional(),
  password: z.string().optional(),
  max_seconds: z.number().optional(),
  max_seconds_to_first_text: z.number().optional(),
  max_extra_rss_mb: z.number().optional(),
  files_that_must_not_exist: texts.default([]),
})
export type Expected = z.infer<typeof expectedSchema>

const manifestSchema = z.object({
  files: z.array(z.object({ file: z.string(), format: z.string(), expected: expectedSchema })),
})
export type ManifestEntry = z.infer<typeof manifestSchema>['files'][number]

/** The keys that are known to this project. */
export const expectedKeys: readonly string[] = Object.keys(expectedSchema.shape)

/** Every document of the manifest; none where the corpus is absent. */
export function manifestEntries(): ManifestEntry[] {
  if (!hasCorpus) return []
  return manifestSchema.parse(JSON.parse(readFileSync(join(corpusFolder, 'manifest.json'), 'utf8'))).files
}

/** Whether a format of the manifest is one that Lector reads. */
export function isFormatThere(format: string): boolean {
  const id = format === 'md' ? 'markdown' : format
  return documentFormats.some((known) => known.id === id)
}

/** The manifest's own rule for comparing text. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
}

/** What reaches the speech engine by the rules that hold for everybody, block by block. */
export function spokenTexts(document: ReadableDocument): string[] {
  return reportText(document)
    .blocks.filter(({ skipped }) => skipped === null)
    .map(({ text }) => text)
}

export function countWords(text: string): number {
  return text.match(/\S+/g)?.length ?? 0
}
