import { encode } from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../../src-main/engine/documents/encoding/decode-text'

const prose = 'Der Müller sagte: „Größe ist nicht alles.“ Dann ging er über die Brücke nach Hause.\n'

describe('decodeText', () => {
  test.each(['UTF-8', 'UTF-16LE', 'UTF-16BE', 'UTF-32LE', 'UTF-32BE'])(
    '%s with a mark is decoded and loses nothing but the mark',
    (encoding) => {
      const bytes = encode(`\ufeff${prose}\ufeff`, encoding, { addBOM: false })
      expect(decodeText(bytes)).toMatchObject({ text: `${prose}\ufeff`, encoding })
    },
  )

  test.each(['UTF-16LE', 'UTF-16BE'])('%s without a mark is recognised by its zero bytes', (encoding) => {
    expect(decodeText(encode(prose, encoding, { addBOM: false }))).toMatchObject({ text: prose, encoding })
  })

  test('plain UTF-8 is decoded strictly', () => {
    expect(decodeText(Buffer.from('naïve 羅生門 🙂'))).toMatchObject({
      text: 'naïve 羅生門 🙂',
      encoding: 'UTF-8',
    })
  })

  test('UTF-8 with a few bad bytes stays UTF-8 and says that it is damaged', () => {
    const bytes = Buffer.concat([Buffer.from(prose), Buffer.from([0xff, 0x20]), Buffer.from(prose)])
    expect(decodeText(bytes)).toMatchObject({ text: `${prose}\ufffd ${prose}`, encoding: 'UTF-8 (damaged)' })
  })

  test.each([
    ['windows-1252', prose],
    ['windows-1251', 'Старый мельник жил у реки и каждое утро выходил смотреть на воду. '],
    ['Shift_JIS', '或日の暮方の事である。一人の下人が、羅生門の下で雨やみを待っていた。'],
    ['EUC-KR', '옛날 옛적에 깊은 산속에 한 나무꾼이 살고 있었습니다. 그는 매일 나무를 했습니다. '],
    ['Big5', '從前有一個老人住在河邊,每天早晨他都出來看水。春天來了,花也開了。'],
  ])('%s is guessed and named', (encoding, sentence) => {
    const text = sentence.repeat(8)
    expect(decodeText(encode(text, encoding))).toMatchObject({ text, encoding })
  })

  test('a legacy encoding that begins only after a long ASCII preface is still found', () => {
    const text = 'An English preface. '.repeat(8_000) + '羅生門の下で雨やみを待っていた。'.repeat(10)
    expect(decodeText(encode(text, 'Shift_JIS'))).toMatchObject({ text, encoding: 'Shift_JIS' })
  })

  test('one curly quote alone falls back to windows-1252', () => {
    expect(decodeText(Buffer.from([0x49, 0x74, 0x92, 0x73]))).toMatchObject({ text: 'It’s' })
  })

  test('no bytes are an empty text', () => {
    expect(decodeText(new Uint8Array())).toMatchObject({ text: '', encoding: 'UTF-8' })
  })
})
