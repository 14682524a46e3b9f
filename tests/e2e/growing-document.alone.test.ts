import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentGrew, documentOpened } from '@contract/calls/document'
import { emptyPiece, type Block } from '@contract/document'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { watchLongTasks } from './long-tasks'

const pieces = 60
/** A piece is to take 50 ms at most; machines that do other things besides are given ten times as much. */
const longestTaskMilliseconds = 500
const sentence = 'The lamps of Harbour Street were lit one after the other, and nobody looked up. '
const paragraphs = (from: number): Block[] =>
  Array.from({ length: 40 }, (_, index) => ({
    kind: 'paragraph',
    text: `${from + index}. ${sentence.repeat(6)}`,
    marks: [
      { kind: 'emphasis', startChar: 4, endChar: 9 },
      { kind: 'bracket', startChar: 20, endChar: 33 },
    ],
    source: { part: 0, startChar: 0, endChar: 0, exact: false },
  }))

describe.skipIf(!hasElectron || !hasVoice)(
  'a document that grows in the window (needs Electron and the voice)',
  () => {
    let lector: LectorWindow
    beforeAll(async () => {
      lector = await openLector()
    })
    afterAll(() => lector.close())

    test('pieces of twenty thousand characters hold up nothing, and the page stays where it is', async () => {
      const page = lector.page.getByTestId('page')
      await lector.tell(documentOpened, {
        id: 'long',
        title: 'Long',
        authors: [],
        format: 'txt',
        ...emptyPiece(),
        blocks: paragraphs(0),
        isWhole: false,
      })
      await page.getByText('39. The lamps').waitFor({ state: 'attached' })
      await page.evaluate((scroller) => scroller.scrollTo({ top: 900 }))
      const longestTask = await watchLongTasks(lector.page)
      for (let piece = 1; piece <= pieces; piece++)
        await lector.tell(documentGrew, {
          documentId: 'long',
          piece: { ...emptyPiece(), blocks: paragraphs(piece * 40) },
          isWhole: piece === pieces,
        })
      // A search for words would go through all of the text and hold up the page itself.
      await lector.page.waitForFunction(
        (last) =>
          document
            .querySelector('article')
            ?.lastElementChild?.lastElementChild?.textContent?.startsWith(last),
        `${pieces * 40 + 39}.`,
      )
      const longest = await longestTask()
      console.log(`longest task while ${pieces} pieces came: ${longest} ms (0: none over 50)`)
      expect(longest).toBeLessThan(longestTaskMilliseconds)
      expect(await page.evaluate((scroller) => scroller.scrollTop)).toBe(900)
    })
  },
)
