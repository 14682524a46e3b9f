import { AppError } from '@contract/errors'
import { coverDocument, openDocumentInHost, SpokenDocument } from '../../engine'
import type { CommandContext } from '../context'
import { withFrontEnd } from '../front-end'
import { loadPronounce } from '../pronunciations'
import { table } from '../terminal'

/** `coverage FILE`: what becomes of every character of a document. */
export async function coverage(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  if (line.operands.length !== 1)
    throw new AppError('usage/invalid', 'coverage needs one file: coverage FILE')
  const path = context.resolvePath(line.operands[0])
  const document = await openDocumentInHost(
    context.documentHostPath,
    { source: { kind: 'file', path }, options: line.open },
    signal,
  )
  const pronounce = await loadPronounce(context, document)
  const covered = await withFrontEnd(context, (frontEnd) =>
    coverDocument({
      document: new SpokenDocument(document.blocks, { pronounce, language: document.language }),
      outside: document.outside,
      frontEnd,
      signal,
      onProgress: (fraction) => terminal.progress(`${Math.floor(fraction * 100)} %: ${document.title}`),
    }),
  )
  terminal.progressDone()
  const { title, format } = document
  terminal.json({ path, title, format, ...covered })
  const { characters, spoken, silent, unaccounted, examples } = covered
  terminal.line(
    table([
      ['characters', String(characters)],
      ['spoken', String(spoken)],
      ...Object.entries(silent).map(([rule, count]): [string, string] => [`silent: ${rule}`, String(count)]),
      ['unaccounted', String(unaccounted)],
    ]),
  )
  for (const { block, startChar, text } of examples)
    terminal.line(`  unaccounted in block ${block} at ${startChar}: ${JSON.stringify(text)}`)
}
