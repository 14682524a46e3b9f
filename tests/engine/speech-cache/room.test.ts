import { existsSync } from 'node:fs'
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
    await cache.settled()
    await utimes(pathOf(address), 1_000 + index, 1_000 + index)
  }
})
afterEach(() => rm(directory, { recursive: true, force: true }))
const kept = () => addresses.filter((address) => existsSync(pathOf(address)))

describe('makeRoom', () => {
  test('removes what was used longest ago, and no more than it must', async () => {
    const now = new Date()
    await utimes(pathOf(addresses[0]), now, now)
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
    await writeFile(`${pathOf(addresses[0])}.0123456789ab`, 'half')
    await clearSpeech(directory)
    expect(await readdir(directory)).toEqual(['mine'])
    expect(await readdir(join(directory, 'mine'))).toHaveLength(1)
  })
})

describe('SpeechRoom', () => {
  test('makes room while more is made, and goes on when it cannot', async () => {
    const room = new SpeechRoom(directory, 200_000, () => undefined)
    room.grown(4_000)
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(kept()).toHaveLength(10)
    room.grown(40_000)
    await expect.poll(() => kept().length).toBeLessThanOrEqual(4)
    const errors: unknown[] = []
    const file = join(directory, 'file')
    await writeFile(file, '')
    await new SpeechRoom(file, 0, (error) => errors.push(error)).keep()
    expect(errors).toHaveLength(1)
  })

  test('looks again only where more is kept than at the last look', async () => {
    let looks = 0
    const room = new SpeechRoom(directory, 200_000, () => undefined, { onMade: () => looks++ })
    await room.keepGrown()
    expect(looks).toBe(0)
    room.grown(1)
    await room.keepGrown()
    await room.keepGrown()
    expect(looks).toBe(1)
    expect(kept().length).toBeLessThanOrEqual(4)
  })

  test('waits until there is time, and then looks once for all who asked, with the bounds of then', async () => {
    let open = (): void => undefined
    const opened = new Promise<void>((resolve) => (open = resolve))
    const room = new SpeechRoom(directory, 50_000, () => undefined, { ready: () => opened })
    const looks = [room.keep(), room.keep()]
    expect(looks[0]).toBe(looks[1])
    room.maxBytes = 150_000
    open()
    await Promise.all(looks)
    expect(kept()).toEqual(addresses.slice(-3))
  })
})
