import { readableDocumentSchema, type ReadableDocument } from '../../src-main/contract/document'
import { AppError } from '../../src-main/contract/errors'
import { openDocument } from '../../src-main/engine/documents'
import type { FuzzAnswer, FuzzQuestion } from './fuzz-messages'

/** Entry of a process that opens one mutant after the other, as the document host opens one document. */
process.on('message', ({ index, path }: FuzzQuestion) => {
  void answer(path).then((reply) =>
    process.send?.({ ...reply, index, residentBytes: process.memoryUsage.rss() }),
  )
})

async function answer(path: string): Promise<Omit<FuzzAnswer, 'index' | 'residentBytes'>> {
  const start = process.cpuUsage()
  const cpuSeconds = (): number => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1e6
  }
  try {
    const problem = problemOf(await openDocument({ source: { kind: 'file', path } }))
    return { outcome: 'opened', problem, cpuSeconds: cpuSeconds() }
  } catch (error) {
    const isFailure = error instanceof AppError && error.code.startsWith('document/')
    const outcome = error instanceof AppError ? error.code : 'bug'
    const stack = error instanceof Error ? error.stack : String(error)
    return { outcome, problem: isFailure ? null : (stack ?? 'no stack'), cpuSeconds: cpuSeconds() }
  }
}

/** What is wrong with a document that was opened; null: nothing. */
function problemOf(document: ReadableDocument): string | null {
  const parsed = readableDocumentSchema.safeParse(document)
  if (!parsed.success) return `no document: ${parsed.error.message.slice(0, 500)}`
  for (const { startBlock } of document.contents)
    if (startBlock >= document.blocks.length) return `the contents point to block ${startBlock}`
  for (const [index, { text, marks, row, source }] of document.blocks.entries()) {
    if (/[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text))
      return `block ${index} has control characters: ${JSON.stringify(text.slice(0, 200))}`
    for (const { startChar, endChar } of [...marks, ...(row?.cells ?? [])])
      if (startChar > endChar || endChar > text.length)
        return `block ${index} of ${text.length} has a range ${startChar}-${endChar}`
    if (source.part >= document.parts.length) return `block ${index} is of part ${source.part}`
  }
  return null
}
