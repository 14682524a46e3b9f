import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesOf } from '../../src-main/cli/lines'
import { collect } from '../helpers/collect'

async function* chunks<T>(parts: readonly T[]): AsyncGenerator<T> {
  await Promise.resolve()
  yield* parts
}
const read = (parts: readonly (Uint8Array | string)[], maxChars = 1_000) =>
  collect(linesOf(chunks(parts), maxChars))

describe('linesOf', () => {
  test('gives the same lines wherever the bytes are parted', async () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'é', '語', '👩‍🚀', ' ', '"') })
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 7 }), async (lines, size) => {
        const bytes = Buffer.from(lines.join('\n'))
        const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
          bytes.subarray(i * size, (i + 1) * size),
        )
        expect(await read(parts)).toEqual(lines.at(-1) === '' ? lines.slice(0, -1) : lines)
      }),
      { seed: 5, numRuns: 300 },
    )
  })

  test('ends of lines may be of either kind, and the last needs none', async () => {
    expect(await read(['one\r\ntwo\n\n\r\nthree'])).toEqual(['one', 'two', '', '', 'three'])
  })

  test('a line that is too long is dropped and reported, and the next one is read', async () => {
    expect(await read(['a'.repeat(8), 'a'.repeat(8), '\nshort\n', 'b'.repeat(11)], 10)).toEqual([
      null,
      'short',
      null,
    ])
  })

  test('an empty stream has no lines', async () => {
    expect(await read([])).toEqual([])
  })
})
