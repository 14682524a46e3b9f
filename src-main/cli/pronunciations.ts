import type { ReadableDocument } from '@contract/document'
import { entryProblemText } from '@contract/entry-problems'
import { createTranslator } from '@contract/strings/translator'
import { createPronounce, readDocumentFile, readPronunciations, type Pronounce } from '../engine'
import type { CommandContext } from './context'

/** More lines of complaint would hide the first ones. */
const maxNotices = 5

/**
 * What `--pronunciations` names, and the lexicons that a document brings, for all commands that say or show how words
 * are said. Entries that are wrong are told of on standard error and left out.
 * @returns undefined when there is neither: what the text says about itself holds
 * @throws AppError 'document/missing' for a file that cannot be read, 'pronunciation/unreadable' for one without an
 *   entry; its sentence names the file and the line
 */
export async function loadPronounce(
  {
    line,
    terminal,
    signal,
    resolvePath,
  }: Pick<CommandContext, 'line' | 'terminal' | 'signal' | 'resolvePath'>,
  { lexicons }: Pick<ReadableDocument, 'lexicons'> = {},
): Promise<Pronounce | undefined> {
  if (line.pronunciations === undefined) return lexicons && createPronounce({ entries: [], lexicons })
  const path = resolvePath(line.pronunciations)
  const { entries, problems } = readPronunciations(await readDocumentFile(path, signal), path)
  const { t } = createTranslator('en')
  for (const problem of problems.slice(0, maxNotices)) {
    const where = problem.line === undefined ? path : `${path}, line ${problem.line}`
    terminal.notice(`${where}: ${entryProblemText(t, problem)}`)
  }
  if (problems.length > maxNotices)
    terminal.notice(`${path}: ${problems.length - maxNotices} more entries were left out`)
  return createPronounce({ entries, lexicons })
}
