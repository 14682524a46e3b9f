import { expect, test } from 'vitest'
import { hasSomethingToSay } from '@contract/something-to-say'

test.each(['a', '“7”', 'ж', '字', '…é'])('%s can be said', (text) => {
  expect(hasSomethingToSay(text)).toBe(true)
})

test.each(['', ' \n', '* * *', '—?!', '☙'])('"%s" cannot', (text) => {
  expect(hasSomethingToSay(text)).toBe(false)
})
