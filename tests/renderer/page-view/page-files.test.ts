import { describe, expect, test } from 'vitest'
import { maxPageFileBytes } from '@contract/limits'
import { encodePlaces, type PlacedStretch } from '@contract/page-places'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { PageFiles } from '../../../src-renderer/page-view/page-files'

const line: PlacedStretch = { startChar: 0, page: 1, turn: 0, baseline: 10, size: 10, borders: [1, 5] }

function filesOf(answer: (channel: string, input: Record<string, number>) => unknown) {
  const asked: string[] = []
  const call = ((declared: { channel: string }, input: Record<string, number>) => {
    asked.push(declared.channel)
    return Promise.resolve(answer(declared.channel, input))
  }) as Bridge['call']
  return { asked, files: new PageFiles({ call }, 'book') }
}

describe('PageFiles', () => {
  test('reads a long stretch in pieces that main hands over, and puts them together', async () => {
    const length = 2 * maxPageFileBytes + 5
    const { files, asked } = filesOf((_, { startByte, endByte }) =>
      Uint8Array.from({ length: endByte - startByte }, (_, at) => (startByte + at) % 251),
    )
    const bytes = await files.read(0, length)
    expect(asked).toHaveLength(3)
    expect(bytes).toHaveLength(length)
    expect(bytes[length - 1]).toBe((length - 1) % 251)
  })

  test('asks once for the places of neighbouring blocks, and again for those that had not come', async () => {
    let known = 3
    const { files, asked } = filesOf(() => Array.from({ length: known }, () => encodePlaces([line])))
    expect(await files.places(1)).toEqual([line])
    expect(await files.places(9)).toEqual([])
    known = 64
    expect(await files.places(9)).toEqual([line])
    const before = asked.length
    await files.places(10)
    expect(asked).toHaveLength(before)
  })
})
