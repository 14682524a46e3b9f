import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RecordedSentence } from '../../../../src-main/contract/recording-words'
import { openDocument } from '../../../../src-main/engine/documents'
import { exportNarratedBook } from '../../../../src-main/engine/export/epub-overlay'
import { bookBytes, chapterXml } from '../../../fixtures/epub/books'
import { tellBlocks } from '../../../helpers/told-document'

const isWanted = process.env.LECTOR_SOAK === '1'
const megabyte = 2 ** 20
const sentence = 'The <i>quick</i> brown fox &amp; the lazy dog went on, and on, until it was dark. '
const paragraph = `<p>${sentence.repeat(6)}</p>\n`

describe.skipIf(!isWanted)('exportNarratedBook, of long books (needs LECTOR_SOAK=1)', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-overlay-long-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each([
    ['in fifty files', 50],
    ['in one file', 1],
  ])(
    'five megabytes %s, with all sentences, in the time of opening them a few times',
    async (_, count) => {
      const chapter = paragraph.repeat(Math.ceil((5 * megabyte) / count / paragraph.length))
      const files = Array.from({ length: count }, (__, index) => ({
        href: `c${index}.xhtml`,
        data: chapterXml(chapter),
      }))
      const sourcePath = join(folder, 'long.epub')
      const audioPath = join(folder, 'sound.mp3')
      const path = join(folder, 'narrated.epub')
      await writeFile(sourcePath, bookBytes({ files }))
      await writeFile(audioPath, 'sound')
      const startOfOpening = performance.now()
      const document = await openDocument({ source: { kind: 'file', path: sourcePath } })
      const openingMilliseconds = performance.now() - startOfOpening
      let said = 0
      let seconds = 0
      // One block at a time, as a narration comes.
      function* sentences(): Generator<RecordedSentence> {
        for (const [block, one] of document.blocks.entries()) {
          const told = tellBlocks([one], { startSeconds: seconds, secondsPerWord: 0.01, pauseSeconds: 0.02 })
          seconds = told.seconds
          for (const spoken of told.sentences) {
            said += 1
            yield { ...spoken, block }
          }
        }
      }
      let peakBytes = 0
      const watch = setInterval(() => {
        peakBytes = Math.max(peakBytes, process.memoryUsage().rss)
      }, 20)
      const beforeBytes = process.memoryUsage().rss
      const start = performance.now()
      await exportNarratedBook(
        path,
        {
          ...{
            sourcePath,
            documentId: document.id,
            title: 'Long',
            language: 'en',
            narrator: 'Nobody',
            modified: new Date(0),
          },
          audio: [{ path: audioPath, mediaType: 'audio/mpeg', seconds: 1e6, sentences: sentences() }],
        },
        new AbortController().signal,
      )
      clearInterval(watch)
      const milliseconds = performance.now() - start
      const grownBytes = peakBytes - beforeBytes
      console.log({ openingMilliseconds, milliseconds, grownMegabytes: grownBytes / megabyte, said })
      expect(said).toBeGreaterThan(60_000)
      expect(milliseconds).toBeLessThan(20 * openingMilliseconds)
      expect(grownBytes).toBeLessThan(1_500 * megabyte)
      const again = await openDocument({ source: { kind: 'file', path } })
      expect(again.blocks.length).toBe(document.blocks.length)
      const recorded = new Set(again.overlays.map(({ block }) => block))
      expect(recorded.size).toBe(document.blocks.length)
    },
    600_000,
  )
})
