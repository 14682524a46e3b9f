import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentGrew, documentOpened, documentRefused, type OpenedDocument } from '@contract/calls/document'
import { emptyPiece, type Block, type InlineMark } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const source = { part: 0, startChar: 0, endChar: 0, exact: false }
const block = (text: string, part: Partial<Block> = {}): Block => ({
  kind: 'paragraph',
  text,
  marks: [],
  source,
  ...part,
})
/** A mark over a phrase of a text. */
const over = (text: string, phrase: string) => ({
  startChar: text.indexOf(phrase),
  endChar: text.indexOf(phrase) + phrase.length,
})
function row(cells: string[], isHeader = false): Block {
  let startChar = 0
  const ranges = cells.map((cell) => {
    const range = { startChar, endChar: startChar + cell.length }
    startChar = range.endChar + 1
    return range
  })
  return block(cells.join('\t'), { kind: 'table', row: { table: 0, isHeader, cells: ranges } })
}

const noted =
  'The height of a hill is measured from the sea,1 and a hill of 610 metres is a mountain to some.2'
const marked =
  'Water is H2O, E is mc2, 東京 is Tokyo, and more stands at https://example.org/hills and in books.'
const marks: InlineMark[] = [
  { kind: 'subscript', startChar: 10, endChar: 11 },
  { kind: 'superscript', startChar: 21, endChar: 22 },
  { kind: 'ruby', reading: 'とうきょう', ...over(marked, '東京') },
  { kind: 'url', ...over(marked, 'https://example.org/hills') },
]
const blocks: Block[] = [
  block('Collected Walks · 41', { kind: 'furniture' }),
  block('Of hills and their heights', { kind: 'heading', level: 1 }),
  block(noted, {
    marks: [
      { kind: 'note-reference', ...over(noted, '1') },
      { kind: 'note-reference', startChar: noted.length - 1, endChar: noted.length },
    ],
  }),
  row(['Hill', 'Country', 'Height', 'First known ascent'], true),
  row(['Ben Nevis', 'Scotland', '1,345 m', '17 August 1771, by James Robertson']),
  row(['Snowdon', 'Wales', '1,085 m', '1639, by Thomas Johnson']),
  row(['Scafell Pike', 'England', '978 m', 'not known']),
  block('Table 1. Three hills of three countries.', { kind: 'caption' }),
  block(marked, { marks }),
  block('for (const hill of hills)\n  console.log(hill.height)', { kind: 'code' }),
  block('A walker looks down from a cairn into the mist.', { kind: 'image-alternative' }),
  block('From the mean level of the sea, that is.', { kind: 'footnote', marker: '1' }),
  block('42', { kind: 'page-number' }),
]
const walks: OpenedDocument = {
  id: 'walks',
  title: 'Collected Walks',
  authors: ['A. Walker'],
  format: 'epub',
  ...emptyPiece(),
  blocks,
  contents: [{ title: 'Of hills and their heights', level: 1, startBlock: 1 }],
  isWhole: true,
}

describe.skipIf(!hasElectron || !hasVoice)('pictures of documents (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, zoom, theme, inLightAndDark } = openCamera(() => lector)
  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
  })
  afterAll(() => lector.close())

  const page = () => lector.page.getByTestId('page')

  test('a document of every kind of block, and what is skipped of it', async () => {
    await lector.tell(documentOpened, walks)
    await page().getByText('Ben Nevis').waitFor()
    const above = await page().getByText('Water is').boundingBox()
    const code = await page().locator('pre').boundingBox()
    expect((code?.y ?? 0) - (above?.y ?? 0) - (above?.height ?? 0)).toBeGreaterThan(8)
    await inLightAndDark((name) => picture(`document-${name}`))
    // Text that moves from under a pointer that rests takes the offer along.
    await expect
      .poll(
        async () => {
          await page().locator('.note-reference').first().hover()
          return button('Read it').isVisible()
        },
        { interval: 600 },
      )
      .toBe(true)
    await picture('document-skipped-tip')
    await button('Read it').click()
    await expect.poll(() => page().locator('sup.skipped').count()).toBe(0)
    await resize(smallestSize)
    await page().getByText('Ben Nevis').scrollIntoViewIfNeeded()
    await picture('document-720')
    await resize(usualSize)
    await zoom(2)
    await page().getByText('Ben Nevis').scrollIntoViewIfNeeded()
    await picture('document-200')
    await zoom(1)
  })

  test('what will be read', async () => {
    await inLightAndDark(async (name) => {
      await lector.page.keyboard.press('F8')
      await button(/^Footnotes/).click()
      await picture(`reading-panel-${name}`)
      await lector.page.keyboard.press('Escape')
      await lector.page.getByTestId('reading-panel').waitFor({ state: 'detached' })
    })
    await resize(smallestSize)
    await lector.page.keyboard.press('F8')
    await picture('reading-panel-720')
    await lector.page.keyboard.press('F8')
    await resize(usualSize)
  })

  test('the settings of what is read', async () => {
    await inLightAndDark(async (name) => {
      await lector.page.keyboard.press('Control+,')
      await button('What to read').click()
      await picture(`settings-reading-${name}`)
      await lector.page.keyboard.press('Escape')
    })
  })

  test('a document of which more is to come', async () => {
    await lector.tell(documentOpened, { ...walks, id: 'more', isWhole: false })
    await button('Cancel opening').waitFor()
    await lector.page.getByTestId('status-message').getByText('Opening the rest').waitFor()
    await inLightAndDark((name) => picture(`document-loading-${name}`))
    const piece = { ...emptyPiece(), blocks: [block('What came later.')] }
    await lector.tell(documentGrew, { documentId: 'more', piece, isWhole: true })
    await page().getByText('What came later.').waitFor()
    await expect.poll(() => button('Cancel opening').count()).toBe(0)
  })

  test('a password is asked for', async () => {
    const error = toErrorData(
      new AppError('document/encrypted', 'locked', {
        details: { reason: 'password', fileName: 'annual report.pdf' },
      }),
    )
    const dialog = lector.page.getByTestId('password-dialog')
    await inLightAndDark(async (name) => {
      await lector.tell(documentRefused, { error })
      await dialog.waitFor()
      await picture(`password-${name}`)
      await lector.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
    })
  })

  test('a text file shows its encoding, and what is odd about it', async () => {
    await lector.tell(documentOpened, {
      ...walks,
      id: 'text',
      format: 'txt',
      encoding: { name: 'windows-1252', isGuess: true },
      warnings: [{ code: 'encoding-guessed' }, { code: 'damaged', count: 3 }],
    })
    await lector.page.getByText('windows-1252, guessed').waitFor()
    await inLightAndDark(async (name) => {
      await button('Text').click()
      await picture(`encoding-${name}`)
      await lector.page.keyboard.press('Escape')
    })
  })
})
