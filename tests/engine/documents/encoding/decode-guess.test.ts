import { decode, encode } from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { encodingChoices, encodingGroups } from '../../../../src-main/contract/encodings'
import { decodeTextAs, decodeText } from '../../../../src-main/engine/documents/encoding/decode-text'
import { looksBinary } from '../../../../src-main/engine/documents/encoding/looks-binary'
import { encodedProse } from '../../../fixtures/encodings/sentences'

/** ISO-2022-JP has no encoder here; it has a test of its own. */
const cases = encodedProse.flatMap(({ language, encodings, text }) =>
  encodings
    .filter((encoding) => encoding !== 'ISO-2022-JP')
    .map((encoding) => ({ language, encoding, text })),
)
const longChars = 1_500
const shortChars = 120

/** Right is a guess that gives back every character; which of two names for it is used does not matter. */
function shareRight(samplesOf: (text: string) => string[]): { right: number; wrong: string[] } {
  const wrong: string[] = []
  let samples = 0
  for (const { language, encoding, text } of cases) {
    for (const sample of samplesOf(text)) {
      const bytes = encode(sample, encoding, { addBOM: false })
      const guess = decodeText(bytes)
      samples += 1
      if (guess.text !== decode(bytes, encoding, { stripBOM: false }))
        wrong.push(`${language} in ${encoding} was taken for ${guess.encoding}`)
    }
  }
  return { right: 1 - wrong.length / samples, wrong }
}

describe('decodeText', () => {
  // Measured: 73 of 73 long and 190 of 191 short samples; the package chardet 2.2 gives 44 of the 73 long ones.
  test('guesses the encoding of at least 95 % of long texts and 80 % of short ones', () => {
    const long = shareRight((text) => [
      `${text} `.repeat(Math.ceil(longChars / text.length)).slice(0, longChars),
    ])
    const short = shareRight((text) =>
      [0, 100, 200]
        .filter((at) => at + shortChars / 2 < text.length)
        .map((at) => text.slice(at, at + shortChars)),
    )
    console.info(
      `Encodings guessed right: ${(long.right * 100).toFixed(1)} % long, ${(short.right * 100).toFixed(1)} % short`,
    )
    expect(long.right, long.wrong.join('\n')).toBeGreaterThanOrEqual(0.95)
    expect(short.right, short.wrong.join('\n')).toBeGreaterThanOrEqual(0.8)
  })

  test.each(['windows-1251', 'CP866'])('a title in capitals is told in %s', (encoding) => {
    const text = 'ДОГОВОР АРЕНДЫ НЕЖИЛОГО ПОМЕЩЕНИЯ, 15 от 3 мая'
    expect(decodeText(encode(text, encoding)).text).toBe(text)
  })

  test('a guess on a few bytes says that it is unsure, one on many does not', () => {
    const russian = encodedProse.find(({ language }) => language === 'Russian')?.text ?? ''
    expect(decodeText(encode(russian, 'windows-1251'))).toMatchObject({ isGuess: true, isUnsure: false })
    expect(decodeText(Buffer.from([0x49, 0x74, 0x92, 0x73]))).toMatchObject({ isGuess: true, isUnsure: true })
    expect(decodeText(Buffer.from('naïve'))).toMatchObject({ isGuess: false, isUnsure: false })
  })

  test('ISO-2022-JP is told by its escape sequences, and its half-width kana and ASCII come out', () => {
    const bytes = Buffer.from('Name: \x1b$B;3ED\x1b(B\n\x1b(I1\x1b(J!\n', 'latin1')
    expect(decodeText(bytes)).toMatchObject({ text: 'Name: 山田\nｱ!\n', encoding: 'ISO-2022-JP' })
    expect(decodeText(Buffer.from('\x1b[31mred\x1b[0m'))).toMatchObject({ encoding: 'UTF-8' })
  })

  test('UTF-16 and UTF-32 without a mark are no data, whatever the script', () => {
    for (const { language, encodings, text } of encodedProse)
      for (const encoding of language.startsWith('Unicode') ? encodings : [])
        expect(looksBinary(encode(text, encoding, { addBOM: false })), `${language} ${encoding}`).toBe(false)
  })

  test('random bytes are decoded by some encoding, in little time', () => {
    let seed = 7
    for (let run = 0; run < 20; run += 1) {
      const bytes = Uint8Array.from(
        { length: 3_000 },
        () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) >> 16,
      )
      expect(typeof decodeText(bytes).text).toBe('string')
    }
  })

  test('what is looked at ends where it may, wherever that falls in a line', () => {
    // A line of 300 bytes with its foreign byte at 201: each length of what comes before ends the sample elsewhere.
    const line = Buffer.concat([
      Buffer.alloc(200, 'a'),
      Buffer.from([0xe9]),
      Buffer.alloc(98, 'b'),
      Buffer.from('\n'),
    ])
    for (let before = 0; before < 600; before += 7) {
      const bytes = Buffer.concat([
        Buffer.alloc(before, 0xe9),
        Buffer.from('\n'),
        ...Array.from({ length: 400 }, () => line),
      ])
      expect(decodeText(bytes).isGuess).toBe(true)
    }
  })
})

describe('decodeTextAs', () => {
  test('every choice that is offered decodes ASCII or its own Unicode', () => {
    for (const { id, group } of encodingChoices) {
      expect(encodingGroups).toContain(group)
      const bytes = id.startsWith('UTF-') ? encode('A miller.', id) : Buffer.from('A miller.')
      expect(decodeTextAs(bytes, id)).toEqual({
        text: 'A miller.',
        encoding: id,
        isGuess: false,
        isUnsure: false,
      })
    }
  })

  test('what was guessed wrong can be set right, and a mark is left out', () => {
    expect(decodeTextAs(Buffer.from([0xe4, 0xf6]), 'windows-1251').text).toBe('дц')
    expect(decodeTextAs(Buffer.from('\ufeffä'), 'UTF-8').text).toBe('ä')
  })

  test.each(['', 'utf8', 'base64', 'hex', '__proto__', 'UTF-7'])('%j is no encoding', (name) => {
    expect(() => decodeTextAs(Buffer.from('a'), name)).toThrow(
      expect.objectContaining({ code: 'contract/invalid' }),
    )
  })
})
