import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { coverDocument } from '../../src-main/engine/coverage'
import { openDocument } from '../../src-main/engine/documents'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import { loadFrontEnd } from '../../src-main/engine/voices/load-voice'
import { hasVoice } from '../helpers/installed-voice'

describe.skipIf(!hasVoice)('the welcome text (skipped where the voice is not installed)', () => {
  test('is said whole: no sign of it is left unread without a rule that says why', async () => {
    const { signal } = new AbortController()
    const frontEnd = await loadFrontEnd({
      voicesDirectory: resolve('models'),
      id: 'heart',
      cacheDirectory: undefined,
      signal,
      onProgress: () => undefined,
    })
    try {
      const opened = await openDocument({
        source: { kind: 'file', path: resolve('resources/welcome.md') },
        signal,
      })
      const document = new SpokenDocument(opened.blocks, { language: opened.language })
      const covered = await coverDocument({ document, outside: opened.outside, frontEnd, signal })
      expect(covered.examples).toEqual([])
      expect(covered.unaccounted).toBe(0)
      // What is silent is white space and signs; of words only the number that leads to a note.
      expect(Object.keys(covered.silent).sort()).toEqual([
        'markup',
        'note-reference',
        'punctuation',
        'white space',
      ])
    } finally {
      await frontEnd.dispose()
    }
  })
})
