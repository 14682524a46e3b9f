import { describe, expect, test } from 'vitest'
import { fileHealth } from '../../../../src-main/engine/documents/pdf/file-health'
import { bookPdf } from '../../../fixtures/pdf/documents'

const latin1 = (text: string) => Buffer.from(text, 'latin1')

describe('fileHealth', () => {
  const whole = Buffer.from(bookPdf(3)).toString('latin1')

  test('a file that was written well is whole, also behind and before other bytes', () => {
    expect(fileHealth(latin1(whole))).toBe('whole')
    expect(fileHealth(latin1(`junk\n${whole}`))).toBe('whole')
    expect(fileHealth(latin1(`${whole}\n\n`))).toBe('whole')
  })

  test('one that breaks off is incomplete, wherever it does', () => {
    for (const share of [0.1, 0.5, 0.9])
      expect(fileHealth(latin1(whole.slice(0, share * whole.length)))).toBe('incomplete')
    expect(fileHealth(new Uint8Array())).toBe('incomplete')
  })

  test('one made for the web that is shorter than it says is incomplete', () => {
    expect(
      fileHealth(
        latin1(whole.replace('%PDF-1.7', '%PDF-1.7\n1 0 obj << /Linearized 1 /L 99999999 >> endobj')),
      ),
    ).toBe('incomplete')
  })

  test('one whose table is not where it says is damaged', () => {
    expect(fileHealth(latin1(whole.replace(/startxref\n\d+/, 'startxref\n12')))).toBe('damaged')
    expect(fileHealth(latin1(whole.replace(/startxref\n\d+/, 'startxref\nxyz')))).toBe('damaged')
  })
})
