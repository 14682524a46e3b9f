import type { Block, InlineMark } from '@contract/document'
import { pronunciationEntrySchema, type PronunciationEntry } from '@contract/pronunciation'
import type { Pronounce, Pronunciation } from '../../../../src-main/engine/text/speakable-text'

/** A paragraph as an importer makes it. */
export function paragraph(text: string, marks: InlineMark[] = []): Block {
  return {
    kind: 'paragraph',
    text,
    marks,
    source: { part: 0, startChar: 0, endChar: text.length, exact: true },
  }
}

/** An entry that says words, or what `rest` says. */
export function entry(
  text: string,
  words: string,
  rest: Partial<PronunciationEntry> = {},
): PronunciationEntry {
  return pronunciationEntrySchema.parse({ text, say: { kind: 'words', words }, ...rest })
}

/** What is said of a text as one sentence: 'printed=said'; nothing is '-', phonemes stand between slashes. */
export function said(pronounce: Pronounce, text: string, marks: InlineMark[] = []): string[] {
  const block = paragraph(text, marks)
  return pronounce(block, { startChar: 0, endChar: text.length }).map((found) => describe(text, found))
}

function describe(text: string, { startChar, endChar, say }: Pronunciation): string {
  const spoken = say.kind === 'nothing' ? '-' : say.kind === 'words' ? say.words : `/${say.phonemes}/`
  return `${text.slice(startChar, endChar)}=${spoken}`
}
