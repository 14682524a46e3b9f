import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { clearSpeech, makeRoom, SpeechRoom } from '../../../src-main/engine/speech-cache/room'
import { SpeechCache } from '../../../src-main/engine/speech-cache/speech-cache'

const sound = new Float32Array(10_000)
const addresses = Array.from({ length: 10 }, (_, index) => `${index}${'f'.repeat(63)}`)
const pathOf = (address: string) => join(directory, address.slice(0, 2), `${address.slice(2)}.f32`)

let directory: string
let cache: SpeechCache
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-room-'))
  cache = new SpeechCache(directory)
  for (const [index, address] of addresses.entries()) {
    cache.keepSound(address, sound)
    await utimes(pathOf(address), 1_000 + index, 1_000 + index)
  }
})
afterEach(() => rm(directory, { recursive: true, force: true }))
const kept = () => addresses.filter((address) => cache.sound(address) !== null)

describe('makeRoom', () => {
  test('removes what was used longest ago, and no more than it must', async () => {
    cache.sound(addresses[0])
    const { bytes, entries } = await makeRoom(directory, 150_000)
    expect(bytes).toBeLessThanOrEqual(150_000)
    expect(entries).toBe(3)
    expect(kept()).toEqual([addresses[0], ...addresses.slice(-2)])
  })

  test('what fits stays, and nowhere is nothing', async () => {
    expect(await makeRoom(directory, 10_000_000)).toMatchObject({ entries: 10 })
    expect(await makeRoom(join(directory, 'nowhere'), 0)).toEqual({ bytes: 0, entries: 0 })
  })

  test('what was left of writing goes when nobody can be at it any more; what is somebody else’s stays', async () => {
    const folder = join(directory, addresses[0].slice(0, 2))
    const old = join(folder, `${'a'.repeat(62)}.f32.0123456789ab`)
    const young = join(folder, `${'b'.repeat(62)}.f32.0123456789ab`)
    const foreign = join(folder, 'letter.txt')
    for (const path of [old, young, foreign]) await writeFile(path, 'x')
    for (const path of [old, foreign]) await utimes(path, 1_000, 1_000)
    await makeRoom(directory, 10_000_000)
    await expect(stat(old)).rejects.toMatchObject({ code: 'ENOENT' })
    for (const path of [young, foreign]) expect((await stat(path)).isFile()).toBe(true)
  })
})

describe('clearSpeech', () => {
  test('forgets everything that is kept, and nothing else', async () => {
    await mkdir(join(directory, 'mine'))
    await writeFile(join(directory, 'mine', `${'a'.repeat(62)}.f32`), 'x')
    await clearSpeech(directory)
    expect(await readdir(directory)).toEqual(['mine'])
    expect(await readdir(join(directory, 'mine'))).toHaveLength(1)
  })
})

describe('SpeechRoom', () => {
  test('makes room while more is made, and goes on when it cannot', async () => {
    const room = new SpeechRoom(directory, 200_000, () => undefined)
    room.grown(1_000)
    expect(kept()).toHaveLength(10)
    room.grown(10_000)
    await expect.poll(() => kept().length).toBeLessThanOrEqual(4)
    const errors: unknown[] = []
    const file = join(directory, 'file')
    await writeFile(file, '')
    await new SpeechRoom(file, 0, (error) => errors.push(error)).keep()
    expect(errors).toHaveLength(1)
  })
})
