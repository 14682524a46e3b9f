import { describe, expect, test } from 'vitest'
import { languagesByScript } from '../../../../src-main/engine/text/language/scripts'
import fc from 'fast-check'

describe('languagesByScript', () => {
  test.each([
    ['Привет', 'ru', false],
    ['Все смотрели в окно, и никто не знал, почему мы стоим. Это было странно, мы ждали.', 'ru', true],
    ['Потяг зупинився, і ніхто не знав, чому це сталося.', 'uk', true],
    ['Цягнік спыніўся ў полі.', 'be', true],
    ['Воз је стао усред поља и нико није знао зашто. Ђак је чекао.', 'sr', true],
    ['توقف القطار', 'ar', false],
    ['قطار ایستاد و هیچ‌کس نمی‌دانست چرا؛ پنجره‌ها باز شد', 'fa', true],
    ['列车停在田野中间，没有人知道为什么。', 'zh', false],
    ['列車は野原の真ん中で止まった。', 'ja', true],
    ['기차가 멈췄다', 'ko', true],
    ['Το τρένο σταμάτησε', 'el', true],
    ['הרכבת עצרה', 'he', true],
    ['ट्रेन रुक गई', 'hi', false],
    ['รถไฟหยุด', 'th', true],
    ['你好', 'zh', false],
  ])('%s', (text, language, isSure) => {
    expect(languagesByScript(text)).toMatchObject({ isSure })
    expect(languagesByScript(text)?.languages[0]).toBe(language)
  })

  test.each([
    'The old lighthouse keeper',
    'α + β = γ',
    'the angle Ω of the lens, and the word μῆνιν of the first line',
    'the letter ж',
    'Tokyo (東京) is the capital of Japan',
    '1984 … !?',
    '',
  ])('says nothing of %j', (text) => expect(languagesByScript(text)).toBeNull())

  test('takes any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const verdict = languagesByScript(text)
        expect(verdict === null || verdict.languages.length > 0).toBe(true)
      }),
      { seed: 1 },
    )
  })
})
