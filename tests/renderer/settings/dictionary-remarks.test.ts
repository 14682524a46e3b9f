import { describe, expect, test } from 'vitest'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { createTranslator } from '@contract/strings/translator'
import type { Imported } from '../../../src-renderer/pronunciation/pronunciations.svelte'
import { exportedText, importedText } from '../../../src-renderer/settings/dictionary-remarks'

const { t } = createTranslator('en')
const entry = pronunciationEntrySchema.parse({ text: 'Nguyễn', say: { kind: 'words', words: 'win' } })

describe('importedText', () => {
  test.each([
    [{ added: 1, changed: 0, problems: [] }, 'remark', '1 entry added.'],
    [{ added: 2_000, changed: 3, problems: [] }, 'remark', '2,000 entries added, 3 entries replaced.'],
    [{ added: 0, changed: 1, problems: [] }, 'remark', '1 entry replaced.'],
    [{ added: 0, changed: 0, problems: [] }, 'remark', 'There are no pronunciations in the file.'],
    [
      {
        added: 1,
        changed: 0,
        problems: [{ line: 4, code: 'no-entry' }, { code: 'no-text' }, { code: 'no-sound' }],
      },
      'remark',
      '1 entry added. Left out: line 4: This is no entry and 2 others.',
    ],
    [
      { added: 0, changed: 0, problems: [{ code: 'other-document', values: { text: 'b' } }] },
      'failure',
      'Nothing was added. Left out: “b” holds for one document, and none is open.',
    ],
  ] satisfies [Omit<Imported, 'entries'>, string, string][])('%j', (imported, tone, sentence) => {
    expect(importedText(t, { entries: [], ...imported })).toEqual({ tone, sentence })
  })
})

describe('exportedText', () => {
  test('what the file cannot hold is said', () => {
    expect(exportedText(t, { fileName: 'a.pls', written: 2, leftOut: [entry] }).sentence).toBe(
      '2 entries written to a.pls. 1 entry cannot be kept in such a file.',
    )
  })
})
