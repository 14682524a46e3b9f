import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { writtenToSpoken } from '../../../../src-main/engine/text/en/normalise'
import { isAccepted } from './normalisation-score'

const corpus = join(__dirname, '../../../../../shared/corpus/normalisation/dev.tsv')
/** A category this large is judged by itself; the smaller ones are judged together. */
const largeFrom = 10
/** What must be right at least, as a share; the first is a little below what the rules reach (0.97). */
const floors = { overall: 0.95, ofLarge: 0.75, ofSmallTogether: 0.7 }

interface Score {
  right: number
  total: number
  missed: string[]
}

test.skipIf(!existsSync(corpus))(
  'the rules read nearly all core lines of the normalisation corpus (skipped where ../shared/corpus is absent)',
  () => {
    const scores = new Map<string, Score>()
    for (const line of readFileSync(corpus, 'utf8').split('\n')) {
      const [id, category, written, accepted, status] = line.split('\t')
      if (!/^d\d/.test(id) || status !== 'core') continue
      const score = scores.get(category) ?? { right: 0, total: 0, missed: [] }
      scores.set(category, score)
      score.total++
      const spoken = writtenToSpoken(written).map((form) => form.spoken)
      if (isAccepted(spoken.join(' '), accepted.split(' | '))) score.right++
      else score.missed.push(id)
    }
    console.log(tableOf(scores))
    const all = [...scores.values()]
    const large = all.filter(({ total }) => total >= largeFrom)
    expect(shareOf(all)).toBeGreaterThanOrEqual(floors.overall)
    for (const score of large) expect(shareOf([score])).toBeGreaterThanOrEqual(floors.ofLarge)
    expect(shareOf(all.filter((score) => !large.includes(score)))).toBeGreaterThanOrEqual(
      floors.ofSmallTogether,
    )
  },
)

function shareOf(scores: readonly Score[]): number {
  const sum = (key: 'right' | 'total'): number => scores.reduce((count, score) => count + score[key], 0)
  return sum('right') / sum('total')
}

function tableOf(scores: ReadonlyMap<string, Score>): string {
  const rows = [...scores].map(
    ([category, { right, total, missed }]) =>
      `${category.padEnd(16)} ${`${right}/${total}`.padStart(7)} ${missed.join(' ')}`,
  )
  const share = (100 * shareOf([...scores.values()])).toFixed(1)
  return ['normalisation, core lines by category:', ...rows, `together ${share} %`].join('\n')
}
