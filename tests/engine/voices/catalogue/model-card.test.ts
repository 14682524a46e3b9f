import { describe, expect, test } from 'vitest'
import { licenceOfCard } from '../../../../src-main/engine/voices/catalogue/model-card'

describe('licenceOfCard', () => {
  test.each([
    ['* License: CC0', 'CC0-1.0'],
    ['* Licence:  CC BY-NC-SA 4.0 ', 'CC-BY-NC-SA-4.0'],
    ['License: cc-by-sa-3.0', 'CC-BY-SA-3.0'],
    ['* License: https://creativecommons.org/licenses/by/4.0/', 'CC-BY-4.0'],
    ['* License: https://creativecommons.org/publicdomain/zero/1.0/', 'CC0-1.0'],
    ['* License: Apache 2.0', 'Apache-2.0'],
    ['* License: MIT', 'MIT'],
    ['* License: CC BY 4.0\n* License: CC BY 4.0', 'CC-BY-4.0'],
    ['* License: CC BY 4.0\n* License: MIT', null],
    ['* License: CC BY', null],
    ['* License: See URL', null],
    ['* License: not MIT', null],
    ['* License: Public domain', null],
    ['', null],
    ['The licence is MIT', null],
  ])('%j: %s', (card, spdx) => {
    expect(licenceOfCard(card)).toBe(spdx)
  })
})
