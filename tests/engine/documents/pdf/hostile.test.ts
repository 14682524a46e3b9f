import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src-main/contract/errors'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import * as hostile from '../../../fixtures/pdf/hostile'
import { contentsPdf, tinyPdf } from '../../../fixtures/pdf/documents'
import { openWith } from '../../../helpers/open-with'

const open = (bytes: Uint8Array | string) => openWith(pdfFormat, bytes, 'hostile.pdf')
/** Ten times what it takes, to catch what never ends. */
const limitMilliseconds = 60_000

describe('a hostile file', () => {
  test.each([
    ['a page tree that is its own child', hostile.pageTreeLoopPdf()],
    ['bookmarks in a circle', hostile.outlineLoopPdf()],
    ['drawings in drawings in drawings', hostile.nestedFormsPdf()],
    ['a page of a million words', hostile.floodPdf(1_000_000)],
    ['a font of too many characters', hostile.characterBombPdf()],
    ['a structure three thousand elements deep', hostile.deepTreePdf()],
    ['a header and nothing else', '%PDF-1.7\n'],
    ['a header and noise', `%PDF-1.7\n${'<< [ ( '.repeat(20_000)}`],
  ])('with %s is read or refused, and ends', { timeout: limitMilliseconds }, async (_, bytes) => {
    const outcome = await open(bytes).catch((error: unknown) => error)
    if (outcome instanceof Error) expect(outcome).toBeInstanceOf(AppError)
    else expect(outcome).toMatchObject({ format: 'pdf' })
  })

  test('is read as far as a page goes, and said to be damaged', { timeout: limitMilliseconds }, async () => {
    const { warnings, blocks } = await open(hostile.crowdedPdf(100_000))
    expect(warnings).toEqual([{ code: 'damaged', count: 1 }])
    expect(blocks.length).toBeGreaterThan(0)
  })

  test('without a trailer breaks off, with one that leads nowhere is damaged', async () => {
    const whole = Buffer.from(contentsPdf()).toString('latin1')
    expect((await open(Buffer.from(whole.replace(/startxref[^]*/, ''), 'latin1'))).warnings).toEqual([
      { code: 'incomplete' },
    ])
    expect(
      (await open(Buffer.from(whole.replace(/startxref\n\d+/, 'startxref\n7'), 'latin1'))).warnings,
    ).toEqual([{ code: 'damaged' }])
    expect((await open(tinyPdf())).warnings).toEqual([])
  })
})

describe('a font without a table of its own', () => {
  test('has its characters by the tables that come with Lector', async () => {
    expect((await open(hostile.japanesePdf())).blocks).toMatchObject([{ text: '日本語' }])
  })

  test('runs down the page where it is set so, from the right', async () => {
    expect((await open(hostile.verticalPdf())).blocks).toMatchObject([{ text: '日本語日' }])
  })
})
