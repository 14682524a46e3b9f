import { AppError } from '@contract/errors'
import { openDocumentInHost } from '../../../engine'
import type { CommandContext } from '../../context'
import { failureLine } from '../../failure-line'
import { reportText, type TextReport } from './report'

/** Whether a document cannot be read, for whatever reason: what `text` exits with 3 for. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && error.code.startsWith('document/')
}

/** `text FILE`: what is read of a document, in order, and what is skipped by which rule. */
export async function text(context: CommandContext): Promise<void> {
  const { line, terminal } = context
  if (line.operands.length !== 1) throw new AppError('usage/invalid', 'text needs one file: text FILE')
  const path = context.resolvePath(line.operands[0])
  const request = { source: { kind: 'file' as const, path }, options: line.open }
  try {
    const document = await openDocumentInHost(context.documentHostPath, request, context.signal)
    const report = reportText(document)
    terminal.json(report)
    terminal.line(forPeople(report))
    for (const { message } of report.warnings) terminal.notice(message)
  } catch (error) {
    if (isRefusal(error)) terminal.json({ error: { code: error.code, message: failureLine(error) } })
    throw error
  }
}

/** The text, with an empty line between blocks but those of one list or table, and what it leaves out. */
function forPeople({ title, authors, blocks, skipped }: TextReport): string {
  let shown = [title, ...(authors.length === 0 ? [] : [authors.join(', ')])].join('\n')
  let before: TextReport['blocks'][number] | null = null
  for (const block of blocks) {
    if (block.skipped !== null) continue
    const isNext = before?.kind === block.kind && (block.kind === 'list-item' || block.kind === 'table')
    const indent = block.kind === 'list-item' ? '  '.repeat((block.level ?? 1) - 1) : ''
    shown += `${isNext ? '\n' : '\n\n'}${indent}${block.marker === undefined ? '' : `${block.marker} `}${block.text}`
    before = block
  }
  const counts = Object.entries(skipped).map(([rule, count]) => `${rule} ${count}`)
  return counts.length === 0 ? shown : `${shown}\n\nSkipped: ${counts.join(', ')}`
}
