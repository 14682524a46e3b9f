import type { ReadableDocument } from '@contract/document'
import type { PronunciationEntry } from '@contract/pronunciation'
import { entryProblemText } from '@contract/entry-problems'
import { createTranslator } from '@contract/strings/translator'
import { createPronounce, readDocumentFile, readPronunciations, type Pronounce } from '../engine'
import type { CommandContext } from './context'

/** More lines of complaint would hide the first ones. */
const maxNotices = 5

type PronunciationContext = Pick<CommandContext, 'line' | 'terminal' | 'signal' | 'resolvePath'>

/**
 * What `--pronunciations` names, and the lexicons that a document brings, for all commands that say or show how words
 * are said.
 * @returns undefined when there is neither: what the text says about itself holds
 * @throws as `loadPronunciations`
 */
export async function loadPronounce(
  context: PronunciationContext,
  { lexicons }: Pick<ReadableDocument, 'lexicons'> = {},
): Promise<Pronounce | undefined> {
  const entries = await loadPronunciations(context)
  return entries.length > 0 || lexicons ? createPronounce({ entries, lexicons }) : undefined
}

/**
 * What `--pronunciations` names; nothing where it is not there. Entries that are wrong are told of on standard error and
 * left out.
 * @throws AppError 'document/missing' for a file that cannot be read, 'pronunciation/unreadable' for one without an
 *   entry; its sentence names the file and the line
 */
export async function loadPronunciations({
  line,
  terminal,
  signal,
  resolvePath,
}: PronunciationContext): Promise<readonly PronunciationEntry[]> {
  if (line.pronunciations === undefined) return []
  const path = resolvePath(line.pronunciations)
  const { entries, problems } = readPronunciations(await readDocumentFile(path, signal), path)
  const { t } = createTranslator('en')
  for (const problem of problems.slice(0, maxNotices)) {
    const where = problem.line === undefined ? path : `${path}, line ${problem.line}`
    terminal.notice(`${where}: ${entryProblemText(t, problem)}`)
  }
  if (problems.length > maxNotices)
    terminal.notice(`${path}: ${problems.length - maxNotices} more entries were left out`)
  return entries
}
