import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readableDocumentSchema } from '../../../../src-main/contract/document'
import { AppError } from '../../../../src-main/contract/errors'
import { pdfFormat } from '../../../../src-main/engine/documents/pdf'
import * as fixtures from '../../../fixtures/pdf/documents'
import { openWith } from '../../../helpers/open-with'

const whole = [
  fixtures.tinyPdf(),
  fixtures.twoColumnPdf(),
  fixtures.taggedPdf(),
  fixtures.contentsPdf(),
  fixtures.footnotePdf(),
]
/** What breaks more than a changed byte does. */
const words = [
  'endobj',
  'stream',
  '-1',
  '99999999',
  '<<',
  '[',
  '(',
  '/Kids [2 0 R]',
  '1e400',
  '/Length 5',
  '0 0 R',
]

/** A changed byte, a cut, a stretch said twice, or a word where none belongs. */
const change = fc.oneof(
  fc.record({
    kind: fc.constant('byte' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    byte: fc.nat(255),
  }),
  fc.record({
    kind: fc.constant('cut' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(200),
  }),
  fc.record({
    kind: fc.constant('again' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(200),
  }),
  fc.record({
    kind: fc.constant('word' as const),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    word: fc.constantFrom(...words),
  }),
)
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never

function changed(bytes: Buffer, by: Change): Buffer {
  const at = Math.floor(by.at * (bytes.length - 1))
  if (by.kind === 'byte')
    return Buffer.concat([bytes.subarray(0, at), Buffer.of(by.byte), bytes.subarray(at + 1)])
  if (by.kind === 'cut') return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + by.length)])
  const added = by.kind === 'word' ? Buffer.from(by.word) : bytes.subarray(at, at + by.length)
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)])
}

describe('a damaged file', () => {
  test(
    'is a document or a failure with a code, whatever was changed in it',
    { timeout: 240_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...whole),
          fc.array(change, { minLength: 1, maxLength: 6 }),
          async (bytes, changes) => {
            const broken = changes.reduce(changed, Buffer.from(bytes))
            const outcome = await openWith(pdfFormat, broken, 'broken.pdf').catch((error: unknown) => error)
            if (outcome instanceof AppError) return
            if (outcome instanceof Error) throw outcome
            expect(readableDocumentSchema.safeParse(outcome).error).toBeUndefined()
          },
        ),
        { numRuns: 300, seed: 20_260_722 },
      )
    },
  )
})
