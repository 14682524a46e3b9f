import { describe, expect, test } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import { receivedRemark } from '../../../src-renderer/library/received-files'

const { t } = createTranslator('en')
const nothing = { added: 0, unkept: 0, folders: 0, unsupported: 0, isNoneOpened: false }

describe('receivedRemark', () => {
  test('several folders at once are counted beside a file, and refused in one sentence alone', () => {
    expect(receivedRemark(t, { ...nothing, folders: 3 })).toBe('3 folders were left out.')
    expect(receivedRemark(t, { ...nothing, folders: 3, isNoneOpened: true })).toBe(
      'A folder cannot be opened. Drop the files in it.',
    )
  })

  test('what became of the others is said in one remark', () => {
    expect(receivedRemark(t, { ...nothing, added: 2, folders: 1, unsupported: 1 })).toBe(
      '2 more files are under Recent. One file is of a kind that Lector does not read. A folder was left out.',
    )
  })
})
