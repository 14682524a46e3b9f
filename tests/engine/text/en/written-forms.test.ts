import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writtenToSpoken } from '../../../../src-main/engine/text/en/normalise'
import { isAccepted } from './normalisation-score'

const rows = readFileSync(join(__dirname, 'written-forms.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('# '))
  .map((line) => line.split('\t'))
const categories = [...new Set(rows.map(([category]) => category))]

describe('writtenToSpoken', () => {
  test('has forms to read in every category', () => {
    expect(rows.length).toBeGreaterThanOrEqual(400)
    expect(categories.length).toBeGreaterThanOrEqual(19)
  })

  test.each(categories)('reads every form of the kind "%s" as people do', (category) => {
    const misread = rows
      .filter(([kind]) => kind === category)
      .map(([, written, accepted]) => {
        const spoken = writtenToSpoken(written)
          .map((form) => form.spoken)
          .join(' ')
        return { written, spoken, isRight: isAccepted(spoken, accepted.split(' | ')) }
      })
      .filter(({ isRight }) => !isRight)
    expect(misread).toEqual([])
  })
})
