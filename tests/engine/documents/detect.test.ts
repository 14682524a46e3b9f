import { describe, expect, test } from 'vitest'
import { AppError } from '../../../src-main/contract/errors'
import { memorySource } from '../../../src-main/engine/documents/byte-source'
import { detectFormat } from '../../../src-main/engine/documents/detect'
import { looksBinary } from '../../../src-main/engine/documents/encoding/looks-binary'
import { documentFormats } from '../../../src-main/engine/documents/registry'

const text = Buffer.from('Some plain words.\n')

async function detect(bytes: Uint8Array, fileName: string): Promise<string> {
  return (await detectFormat(memorySource(fileName, bytes), documentFormats)).id
}

async function failure(bytes: Uint8Array, fileName: string): Promise<AppError> {
  try {
    await detect(bytes, fileName)
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('A format was found')
}

describe('detectFormat', () => {
  test.each([
    ['a.txt', 'txt'],
    ['a', 'txt'],
    ['a.unheard-of', 'txt'],
    ['notes.pdf', 'txt'],
    ['README.MD', 'markdown'],
    ['a.markdown', 'markdown'],
  ])('text named %s is %s', async (fileName, format) => {
    expect(await detect(text, fileName)).toBe(format)
  })

  test.each([
    ['%PDF-1.7\n', 'a.pdf', 'pdf'],
    ['%PDF-1.7\n', 'a.txt', 'pdf'],
    ['PK\x03\x04rest', 'a.epub', 'epub'],
    ['PK\x03\x04rest', 'a.docx', 'docx'],
    ['<!DOCTYPE html><p>words', 'a.html', 'html'],
    ['<html lang="en"><p>words', 'a.txt', 'html'],
  ])('%j named %s is taken by its content for %s', async (content, fileName, format) => {
    expect(await detect(Buffer.from(content, 'latin1'), fileName)).toBe(format)
  })

  test.each([
    ['PK\x03\x04rest', 'a', 'zip'],
    ['\x89PNG\r\n\x1a\n', 'a.png', 'png'],
    ['{\\rtf1 words}', 'a.rtf', 'rtf'],
  ])('%j named %s is unsupported and named', async (content, fileName, format) => {
    const error = await failure(Buffer.from(content, 'latin1'), fileName)
    expect(error).toMatchObject({ code: 'document/unsupported', details: { format, fileName } })
  })

  test.each(['PK\x03\x04', '\x89PNG\r\n\x1a\n'])('%j under a text ending is not text', async (content) => {
    for (const fileName of ['a.txt', 'a.md'])
      expect((await failure(Buffer.from(content, 'latin1'), fileName)).code).toBe('document/not-text')
  })

  test('unknown data is not text', async () => {
    const data = Uint8Array.from({ length: 300 }, (_, i) => (i * 37) % 256)
    expect((await failure(data, 'a.bin')).code).toBe('document/not-text')
  })

  test('unknown data under the ending of a known format is that format, damaged beyond recognition', async () => {
    expect(await failure(new Uint8Array(300), 'a.docx')).toMatchObject({
      code: 'document/unsupported',
      details: { format: 'docx' },
    })
  })
})

describe('looksBinary', () => {
  test('a few stray controls are still text', () => {
    expect(
      looksBinary(Buffer.from('Line with \0, \x07 and \x1b[0m.\n'.repeat(3) + 'Words. '.repeat(60))),
    ).toBe(false)
  })

  test('UTF-16 is not binary, with or without a mark', () => {
    expect(looksBinary(Buffer.from('Plain words.', 'utf16le'))).toBe(false)
    expect(looksBinary(Buffer.from('\ufeffこんにちは', 'utf16le'))).toBe(false)
  })

  test('sixteen-bit samples are binary', () => {
    const samples = Int16Array.from({ length: 4_000 }, (_, i) => Math.round(9_000 * Math.sin(i / 5)))
    expect(looksBinary(new Uint8Array(samples.buffer))).toBe(true)
  })
})
