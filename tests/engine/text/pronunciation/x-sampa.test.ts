import { expect, test } from 'vitest'
import { phonemesFromXSampa } from '../../../../src-main/engine/text/pronunciation'

test.each([
  ['"tSi:z', 'ˈtʃiːz'],
  ['h@"l@U', 'həˈləʊ'],
  ['%{m@r\\Ik@', 'ˌæməɹɪkə'],
  ['t_hEn', 'tʰɛn'],
  ['bVt=n', 'bʌt̩n'],
  ['t_S', 't͡ʃ'],
  ['R\\ x G a~', 'ʀ x ɣ ã'],
  ['n_^ d`z` 3`', 'n̯ ɖʐ ɝ'],
  ['b@"nA:n@', 'bəˈnɑːnə'],
  ['', ''],
  ['世😀', '世😀'],
])('%s', (xSampa, ipa) => {
  expect(phonemesFromXSampa(xSampa)).toBe(ipa.normalize('NFC'))
})
