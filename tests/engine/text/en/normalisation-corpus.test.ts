import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writtenToSpoken } from '../../../../src-main/engine/text/en/normalise'
import { isAccepted } from './normalisation-score'

const corpus = join(__dirname, '../../../../../shared/corpus/normalisation/dev.tsv')
/** A little below what the rules reach (0.96). */
const floor = 0.94

test.skipIf(!existsSync(corpus))(
  'the rules read nearly all core lines of the normalisation corpus (skipped where ../shared/corpus is absent)',
  () => {
    const lines = readFileSync(corpus, 'utf8')
      .split('\n')
      .filter((line) => /^d\d/.test(line))
      .map((line) => line.split('\t'))
    const core = lines.filter(([, , , , status]) => status === 'core')
    const missed = core.filter(([, , written, accepted]) => {
      const spoken = writtenToSpoken(written).map((form) => form.spoken)
      return !isAccepted(spoken.join(' '), accepted.split(' | '))
    })
    const share = 1 - missed.length / core.length
    console.log(
      `normalisation: ${core.length - missed.length} of ${core.length} core lines; missed ${missed.map(([id]) => id).join(' ')}`,
    )
    expect(share).toBeGreaterThanOrEqual(floor)
  },
)
