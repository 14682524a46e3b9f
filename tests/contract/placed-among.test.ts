import { expect, test } from 'vitest'
import { placedAmong } from '@contract/placed-among'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { paragraph } from '../helpers/paragraphs'

const entryAt = (block: number) =>
  pronunciationEntrySchema.parse({
    ...{ text: 'Eloi', scope: 'here', say: { kind: 'words', words: 'x' } },
    place: { block, char: 0, before: '', after: 'Eloi.' },
  })

test('an entry for one place goes with its block among others, and is left out where that is not', () => {
  const blocks = [paragraph('Eloi.'), paragraph('Eloi.'), paragraph('Eloi.')]
  const wide = pronunciationEntrySchema.parse({ text: 'a', say: { kind: 'nothing' } })
  const read = [paragraph('A title'), blocks[0], blocks[2]]
  const entries = [entryAt(0), wide, entryAt(1), entryAt(2), entryAt(9)]
  // What lies behind the end was kept of another text: it is looked for by what stands around it.
  expect(placedAmong(entries, blocks, read)).toEqual([entryAt(1), wide, entryAt(2), entryAt(9)])
})
