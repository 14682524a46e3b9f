import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDocument } from '../../../src-main/engine/documents'

const corpus = join(import.meta.dirname, '../../../../shared/corpus/dev')
const isAbsent = !existsSync(join(corpus, 'manifest.json'))

interface Expected {
  outcome: string
  body_first_words?: string
  must_contain?: string[]
  must_contain_in_order?: string[]
  if_opened_must_contain?: string[]
  must_not_read?: string[]
  forbidden_characters?: string[]
  encoding?: string
  characters?: number
  headings?: number
  paragraphs?: number
  max_seconds?: number
}

/** The manifest writes encodings as Python does. */
const encodingNames: Record<string, string> = { 'utf-8': 'UTF-8', cp932: 'Shift_JIS', 'utf-16': 'UTF-16LE' }
const files = [
  ...['txt-time-machine-utf8.txt', 'txt-rashomon-shift-jis.txt', 'txt-wodehouse-utf16le-bom-wrapped.txt'],
  ...['md-mammoth-readme.md', 'md-transformersjs-readme.md', 'hostile-controls.txt', 'hostile-notes.md'],
]

/** The manifest's own rule for comparing text. */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .toLowerCase()
}

function expectationsOf(file: string): Expected {
  const manifest = JSON.parse(readFileSync(join(corpus, 'manifest.json'), 'utf8')) as {
    files: { file: string; expected: Expected }[]
  }
  const entry = manifest.files.find((candidate) => candidate.file === file)
  if (entry === undefined) throw new Error(`The manifest does not list ${file}`)
  return entry.expected
}

describe.each(files)('%s', (file) => {
  test.skipIf(isAbsent)(
    'opens as its manifest says (skipped where the corpus is not beside the project)',
    async () => {
      const expected = expectationsOf(file)
      expect(expected.outcome).toBe('open')
      const start = performance.now()
      const document = await openDocument({ source: { kind: 'file', path: join(corpus, file) } })
      expect(performance.now() - start).toBeLessThan((expected.max_seconds ?? 30) * 1_000)

      const raw = document.blocks.map((block) => block.text).join('\n\n')
      const text = normalise(raw)
      for (const words of [...(expected.must_contain ?? []), ...(expected.if_opened_must_contain ?? [])])
        expect(text).toContain(normalise(words))
      let at = 0
      for (const words of expected.must_contain_in_order ?? []) {
        at = text.indexOf(normalise(words), at)
        expect(at, words).toBeGreaterThanOrEqual(0)
      }
      for (const words of expected.must_not_read ?? []) expect(text).not.toContain(normalise(words))
      for (const character of expected.forbidden_characters ?? []) expect(raw).not.toContain(character)
      expect(raw).not.toMatch(/[\0-\x08\v-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]/)
      if (expected.encoding !== undefined)
        expect(document.encoding?.name).toBe(encodingNames[expected.encoding])
      if (expected.body_first_words !== undefined) {
        const body = document.blocks.map((block) => normalise(block.text))
        expect(body.some((block) => block.startsWith(normalise(expected.body_first_words ?? '')))).toBe(true)
      }
      if (expected.headings !== undefined)
        expect(document.blocks.filter(({ kind }) => kind === 'heading')).toHaveLength(expected.headings)
      if (expected.paragraphs !== undefined) expect(document.blocks).toHaveLength(expected.paragraphs)
    },
  )
})
