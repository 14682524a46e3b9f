import { AppError } from '@contract/errors'
import { maxPronunciationEntries, type PronunciationEntry } from '@contract/pronunciation'
import { readPronunciations } from '../../text/pronunciation'
import { decodeXml } from '../xml'
import type { BookFiles } from './book-files'
import type { PackageDocument } from './package-document'

const lexiconType = 'application/pls+xml'
/** As much as the reader of lexicons takes. */
const maxLexiconBytes = 32 * 2 ** 20
const rootLanguage = /<(?:\w+:)?lexicon\s[^>]{0,2000}?\bxml:lang\s*=\s*["']([^"']{1,40})["']/

/**
 * What a book's own lexicons say. Entries hold for the whole book, so that a lexicon in another language than the
 * book's is left out: its words would be changed wherever they are spelt alike.
 * @param language the book's
 * @returns the entries, and how many lexicons could not be read
 */
export async function readLexicons(
  book: PackageDocument,
  files: BookFiles,
  language: string | undefined,
): Promise<{ entries: PronunciationEntry[]; damaged: number }> {
  const entries: PronunciationEntry[] = []
  let damaged = 0
  for (const { name, mediaType } of book.manifest.values()) {
    if (name === null || (mediaType !== lexiconType && !/\.pls$/i.test(name))) continue
    try {
      const bytes = await files.read(name, maxLexiconBytes)
      if (isOfLanguage(bytes, language)) entries.push(...readPronunciations(bytes, name).entries)
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'document/missing') throw error
      damaged++
    }
  }
  return { entries: entries.slice(0, maxPronunciationEntries), damaged }
}

/** Only the main language counts: words of American English are said in a British book as well. */
function isOfLanguage(lexicon: Uint8Array, language: string | undefined): boolean {
  const written = rootLanguage.exec(decodeXml(lexicon.subarray(0, 8192)))?.[1]
  const main = (tag: string): string => tag.trim().toLowerCase().split(/[-_]/)[0]
  return (
    written === undefined ||
    language === undefined ||
    main(written) === 'und' ||
    main(written) === main(language)
  )
}
