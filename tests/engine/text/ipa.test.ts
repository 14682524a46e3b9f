import { describe, expect, test } from 'vitest'
import { fromIpa } from '../../../src-main/engine/text/en/ipa'
import { addS, toIpa } from '../../../src-main/engine/text/espeak/ipa'
import { hasSound, withoutVoiceSymbols } from '../../../src-main/engine/text/ipa'

describe('fromIpa', () => {
  /** Pronunciations as dictionaries print them, and as the voices' lexicons have the same words. */
  test.each([
    ['mɪˈsɑːki', 'mɪsˈɑki', 'mɪsˈɑːki'],
    ['mɪsˈɑki', 'mɪsˈɑki', 'mɪsˈɑki'],
    ['ˈstreɪn.dʒɚ', 'stɹˈAnʤəɹ', 'stɹˈAnʤə'],
    ['ˌɪntəˈnæʃnəl', 'ˌɪntənˈæʃnəl', 'ˌɪntənˈæʃnəl'],
    ['t͡ʃiːz', 'ʧiz', 'ʧiːz'],
    ['ˈd͜ʒʌd͡ʒ', 'ʤˈʌʤ', 'ʤˈʌʤ'],
    ['ˈbɒtl̩', 'bˈɑtᵊl', 'bˈɒtᵊl'],
    ['ˈbʌtn̩', 'bˈʌtᵊn', 'bˈʌtᵊn'],
    ['nɜːs', 'nɜɹs', 'nɜːs'],
    ['nɝs', 'nɜɹs', 'nɜːs'],
    ['ɡəʊt goʊt', 'ɡOt ɡOt', 'ɡQt ɡQt'],
    ['heə', 'hɛɹ', 'hɛː'],
    ['heər ɜɹ', 'hɛɹ ɜɹ', 'hɛː ɜː'],
    ['kʁwasɑ̃', 'kɹwæsɑ', 'kɹwasɑ'],
    ['ˈʃɛː', 'ʃˈɛ', 'ʃˈɛː'],
    ["k'As", 'kˈAs', 'kˈAs'],
    ['bi:t', 'bit', 'biːt'],
    ['ˈ', 'ˈ', 'ˈ'],
    ['ˈstr', 'ˈstɹ', 'ˈstɹ'],
    ['  ˈwʌn   tʰuː ', 'wˈʌn tu', 'wˈʌn tuː'],
    ['jɔɹk O', 'jɔɹk O', 'jɔɹk Q'],
  ])('%s', (ipa, us, gb) => {
    expect(fromIpa(ipa, 'us')).toBe(us)
    expect(fromIpa(ipa, 'gb')).toBe(gb)
  })
})

describe('toIpa', () => {
  test.each([
    ['mɪˈsɑːki', 'mɪsˈɑːki'],
    ['mˈAk', 'mˈeɪk'],
    ['ˈt͡ʃɪz', 'tʃˈɪz'],
    ["k'As", 'kˈeɪs'],
    ['ʁɔ̃', 'ʁɔ̃'],
    ['bʌˈtn̩', 'bʌtˈn̩'],
    ['ˈstr', 'ˈstr'],
    ['ˌɛks.ˈplɛɪn  naʊ', 'ˌɛksplˈɛɪn naʊ'],
    ['ˈː.', ''],
  ])('%s', (phonemes, ipa) => {
    expect(toIpa(phonemes)).toBe(ipa.normalize('NFD'))
  })
})

test('an English ending follows its last sound', () => {
  expect(['dʒæk', 'bɔs', 'bʌb', 'mɪsˈɑːkiː', 'ɹoʊz'].map(addS)).toEqual([
    'dʒæks',
    'bɔsᵻz',
    'bʌbz',
    'mɪsˈɑːkiːz',
    'ɹoʊzᵻz',
  ])
})

test('stress and length alone are no sound', () => {
  expect(['ˈː', 'ˌ .', '', '12'].map(hasSound)).toEqual([false, false, false, false])
  expect(['ˈa', 'ʤ', 'A'].map(hasSound)).toEqual([true, true, true])
})

test('symbols of the English voices become IPA, IPA stays', () => {
  expect(withoutVoiceSymbols('mˈAk ʤ ˈtʃiːz')).toBe('mˈeɪk dʒ ˈtʃiːz')
})

test('a hundred thousand marks end in time', () => {
  const startMilliseconds = performance.now()
  for (const flood of [
    'ˈ'.repeat(100_000),
    'ˈb'.repeat(50_000),
    'ˈ' + 'b'.repeat(100_000),
    'a\u0303'.repeat(50_000),
  ]) {
    fromIpa(flood, 'us')
    toIpa(flood)
  }
  expect(performance.now() - startMilliseconds).toBeLessThan(2_000)
})
