import { z } from 'zod'
import type { PronunciationEntry } from '@contract/pronunciation'
import type { EntryList } from './entry-list'
import { Unreadable } from './unreadable'

const version = 1
const fileSchema = z.union([
  z.array(z.unknown()),
  z.object({
    lector: z.literal('pronunciations'),
    version: z.literal(version),
    entries: z.array(z.unknown()),
  }),
])

/** Lector's own format, and the entries alone. @throws Unreadable */
export function readJson(text: string, list: EntryList): void {
  const file = fileSchema.safeParse(parse(text))
  if (!file.success) throw new Unreadable('it is JSON, but no dictionary of Lector')
  const entries = Array.isArray(file.data) ? file.data : file.data.entries
  for (const entry of entries) list.add(entry)
}

/** One entry a line: what was changed can be seen. */
export function writeJson(entries: readonly PronunciationEntry[]): string {
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`)
  const list = lines.length === 0 ? '[]' : `[\n${lines.join(',\n')}\n  ]`
  return `{\n  "lector": "pronunciations",\n  "version": ${version},\n  "entries": ${list}\n}\n`
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Unreadable('the JSON is broken', lineOf(error, text), error)
  }
}

/** Engines say "at position 42", some of them with the line as well. */
function lineOf(error: unknown, text: string): number | undefined {
  const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
  return position === undefined ? undefined : text.slice(0, Number(position)).split('\n').length
}
