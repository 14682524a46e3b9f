import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openDocument } from '../../../../src-main/engine/documents'
import { int64, openSession } from '../../../../src-main/engine/onnx/session'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { loadEnglishFrontEnd } from '../../../../src-main/engine/text/en'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { corpusFolder, hasCorpus } from '../../../helpers/corpus-folder'

const assetsDirectory = join(__dirname, '../../../../models/heart/files')
const golden = join(__dirname, '../../../golden/reference-phonemes.tsv')
const canCompare = existsSync(join(assetsDirectory, 'lexicon_us_gold.json.gz')) && hasCorpus

/** Plain prose: what a comparison of pronunciations, and not of rules for signs, is about. */
const plain = /^[A-Z][A-Za-z,;'.!? ]*$/
const documents = ['txt-time-machine-utf8.txt', 'txt-wodehouse-utf16le-bom-wrapped.txt']
/** So many are asked for; the golden file holds some more, in case a sentence is cut otherwise one day. */
const wanted = 300

async function plainSentences(): Promise<string[]> {
  const found: string[] = []
  for (const name of documents) {
    const { blocks } = await openDocument({ source: { kind: 'file', path: join(corpusFolder, name) } })
    const document = new SpokenDocument(blocks)
    for (const { block, startChar, endChar } of document.sentences({ block: 0, char: 0 })) {
      const text = blocks[block].text.slice(startChar, endChar).replace(/\s+/g, ' ').replaceAll('’', "'")
      if (text.length >= 40 && text.length <= 220 && plain.test(text)) found.push(text)
    }
  }
  return found
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16)

test.skipIf(!canCompare)(
  'plain prose sounds as the reference says it (skipped where ../shared/corpus or the voice "heart" is absent)',
  async () => {
    const lines = readFileSync(golden, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    const expected = new Map(lines.map((line) => line.split('\t') as [hash: string, phonemes: string]))
    const sentences = (await plainSentences()).filter((text) => expected.has(hashOf(text))).slice(0, wanted)
    expect(sentences.length).toBe(wanted)
    const frontEnd = await loadEnglishFrontEnd({
      assetsDirectory,
      variant: 'us',
      network: { open: openSession, int64 },
    })
    const differences: string[] = []
    for (const text of sentences) {
      const spoken = await frontEnd.speak(asWritten(text))
      const phonemes = spoken.sentences.map((part) => part.phonemes).join(' ')
      const reference = expected.get(hashOf(text))
      if (phonemes !== reference)
        differences.push(`${text}\n  ours      ${phonemes}\n  reference ${reference}`)
    }
    await frontEnd.dispose()
    console.log(
      `reference: ${wanted - differences.length} of ${wanted} sentences identical\n${differences.join('\n')}`,
    )
    expect(1 - differences.length / wanted).toBeGreaterThanOrEqual(0.95)
  },
)
