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
    return Promise.resolve().then(() => answer(declared.channel, input))
  }) as Bridge['call']
  const blocks: unknown[] = []
  return { asked, blocks, files: new PageFiles({ call }, 'book', blocks) }
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
    const { files, asked, blocks } = filesOf(() => blocks.map(() => encodePlaces([line])))
    blocks.push(0, 1, 2)
    expect(await files.places(1)).toEqual([line])
    expect(await files.places(9)).toEqual([])
    // All of them, in a document that is short.
    expect(asked).toHaveLength(1)
    while (blocks.length < 70) blocks.push(blocks.length)
    expect(await files.places(9)).toEqual([line])
    expect(await files.places(69)).toEqual([line])
    await files.places(10)
    await files.places(68)
    expect(asked).toHaveLength(3)
  })

  test('asks again for what failed to come', async () => {
    let isGone = true
    const { files, asked } = filesOf(() => {
      if (isGone) throw new Error('gone')
      return [encodePlaces([line])]
    })
    await expect(files.places(0)).rejects.toThrow('gone')
    isGone = false
    expect(await files.places(0)).toEqual([line])
    expect(asked).toHaveLength(2)
  })
})
