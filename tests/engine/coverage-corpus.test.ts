import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coverDocument } from '../../src-main/engine/coverage'
import { openDocument } from '../../src-main/engine/documents'
import { SpokenDocument } from '../../src-main/engine/streaming/spoken-document'
import { createPronounce } from '../../src-main/engine/text/pronunciation'
import type { FrontEnd } from '../../src-main/engine/text/spoken-text'
import { loadFrontEnd } from '../../src-main/engine/voices/load-voice'
import { manifestEntries } from '../helpers/corpus'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'
import { hasVoice } from '../helpers/installed-voice'

/** Every document of the corpus that opens. */
const documents = manifestEntries()
  .filter(({ expected }) => expected.outcome === 'open')
  .map(({ file }) => file)
const { signal } = new AbortController()
/** A novel's paragraphs are of one kind: a tenth of them finds what a change of the front end breaks. */
const longBlocks = 1_000
const isWhole = process.env.LECTOR_SOAK === '1'

describe.skipIf(!hasCorpus || !hasVoice)(
  `the characters of the corpus, of novels every tenth paragraph (LECTOR_SOAK=1: all) ${corpusNeeds} (and the voice)`,
  () => {
    let frontEnd: FrontEnd
    beforeAll(async () => {
      frontEnd = await loadFrontEnd({
        voicesDirectory: resolve('models'),
        id: 'heart',
        cacheDirectory: undefined,
        signal,
        onProgress: () => undefined,
      })
    })
    afterAll(() => frontEnd.dispose())

    test.each(documents)('nothing of %s is unaccounted for', async (file) => {
      const opened = await openDocument({ source: { kind: 'file', path: join(corpusFolder, file) }, signal })
      const pronounce = createPronounce({ entries: [], lexicons: opened.lexicons })
      const blocks =
        isWhole || opened.blocks.length < longBlocks
          ? opened.blocks
          : opened.blocks.filter((_, index) => index % 10 === 0)
      const document = new SpokenDocument(blocks, { pronounce, language: opened.language })
      const covered = await coverDocument({ document, outside: opened.outside, frontEnd, signal })
      expect(covered.examples).toEqual([])
      expect(covered.unaccounted).toBe(0)
      const silent = Object.values(covered.silent).reduce((sum, chars) => sum + chars, 0)
      expect(covered.spoken + silent).toBe(covered.characters)
      const chars = blocks.reduce((sum, { text }) => sum + text.length, 0)
      expect(covered.characters).toBe(opened.outside.reduce((sum, count) => sum + count.chars, chars))
    })
  },
)
