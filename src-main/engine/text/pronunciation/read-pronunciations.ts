import { AppError } from '@contract/errors'
import { entryProblemText } from '@contract/entry-problems'
import type { DictionaryProblem, PronunciationEntry } from '@contract/pronunciation'
import { createTranslator } from '@contract/strings/translator'
import { decodeBytes } from './decode-bytes'
import { EntryList } from './entry-list'
import { readJson } from './json-entries'
import { readPls } from './pls'
import { readTable } from './table-entries'
import { Unreadable } from './unreadable'

/** A dictionary of 20,000 entries has 2 MB. */
const maxBytes = 32 * 2 ** 20

/**
 * Reads a dictionary: Lector's own (JSON, CSV), a PLS lexicon, or a list of "word,replacement" or "word=replacement", as
 * other readers export it. The content says which it is.
 * @param fileName for what is said of it
 * @returns the good entries; what is wrong with the others
 * @throws AppError 'pronunciation/unreadable' when there is no entry to be had; its message is a sentence naming the
 *   file and, where there is one, the line
 */
export function readPronunciations(
  bytes: Uint8Array,
  fileName: string,
): { entries: PronunciationEntry[]; problems: DictionaryProblem[] } {
  try {
    if (bytes.length > maxBytes) throw new Unreadable('it is larger than any dictionary')
    const text = decodeBytes(bytes)
    if (text.trim() === '') throw new Unreadable('it is empty')
    const list = readText(text, fileName)
    const [first] = list.problems
    if (list.entries.length === 0 && first)
      throw new Unreadable(entryProblemText(createTranslator('en').t, first), first.line)
    return { entries: list.entries, problems: list.problems }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
    const { line } = error
    const where = line === undefined ? fileName : `${fileName}, line ${line}`
    throw new AppError('pronunciation/unreadable', `${where}: ${error.message}`, {
      details: { fileName, ...(line === undefined ? {} : { line }) },
      cause: error.cause,
    })
  }
}

function readText(text: string, fileName: string): EntryList {
  const list = new EntryList()
  const first = text.trimStart()[0]
  if (first === '<') readPls(text, list)
  else if (first === '{' || (first === '[' && looksLikeJson(text, fileName))) readJson(text, list)
  else readTable(text, list)
  return list
}

/** A list of words may begin with a bracket, too. */
function looksLikeJson(text: string, fileName: string): boolean {
  return /^\s*\[\s*[{\]]/.test(text) || /\.json$/i.test(fileName)
}
