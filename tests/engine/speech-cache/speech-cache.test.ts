import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SpeechCache } from '../../../src-main/engine/speech-cache/speech-cache'
import { speechDisk, type SpeechDisk } from '../../../src-main/engine/speech-cache/speech-disk'

const address = 'ab12'.repeat(16)
const samples = Float32Array.from({ length: 1_000 }, (_, index) => Math.sin(index / 7))
const utterance = {
  startChar: 0,
  endChar: 4,
  frames: 12,
  samples: 3_600,
  quietSample: 3_000.5,
  words: [{ startChar: 0, endChar: 4, startSample: 10, endSample: 2_900 }],
  skipped: [{ symbol: 'ʘ', count: 2 }],
}

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-speech-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

async function onlyFile(): Promise<string> {
  const [folder] = await readdir(directory)
  const [name] = await readdir(join(directory, folder))
  return join(directory, folder, name)
}

/** Keeps a sound and waits until it lies there. */
async function keep(cache: SpeechCache, sound = samples, name = address): Promise<void> {
  cache.keepSound(name, sound)
  await cache.settled()
}

/** A disk of this machine on which one thing is otherwise. */
function diskWith(part: Partial<SpeechDisk>): SpeechDisk {
  return { ...speechDisk, ...part }
}

function listener() {
  const failures: unknown[] = []
  let bytes = 0
  return {
    failures,
    get bytes() {
      return bytes
    },
    kept: (_name: string, more: number) => void (bytes += more),
    failed: (error: unknown) => void failures.push(error),
  }
}

describe('SpeechCache', () => {
  test('gives back what was kept, bit for bit, and nothing that was not', async () => {
    const told = listener()
    const cache = new SpeechCache(join(directory, 'not', 'yet', 'there'), told)
    expect(await cache.sound(address)).toBeNull()
    expect(await cache.utterances(address)).toBeNull()
    cache.keepSound(address, samples)
    cache.keepUtterances(address, [utterance])
    await cache.settled()
    expect(await cache.sound(address)).toEqual(samples)
    expect(await cache.utterances(address)).toEqual([utterance])
    expect(told.bytes).toBeGreaterThan(samples.byteLength)
    expect(await cache.sound('cd'.repeat(32))).toBeNull()
    await keep(cache, new Float32Array(0), 'cd'.repeat(32))
    expect(await cache.sound('cd'.repeat(32))).toHaveLength(0)
  })

  test('of a file in which one bit is another, or that is cut anywhere, nothing is taken, and it is removed', async () => {
    const cache = new SpeechCache(directory)
    await keep(cache, samples.subarray(0, 20))
    const path = await onlyFile()
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at] ^= 1 << (at % 8)
      await writeFile(path, damaged)
      expect(await cache.sound(address)).toBeNull()
      await expect.poll(() => existsSync(path), { interval: 1 }).toBe(false)
      await writeFile(path, whole.subarray(0, at))
      expect(await cache.sound(address)).toBeNull()
      await expect.poll(() => existsSync(path), { interval: 1 }).toBe(false)
    }
    await writeFile(path, whole)
    expect(await cache.sound(address)).toEqual(samples.subarray(0, 20))
  })

  test('what says of itself that it is whole and is of another form is not taken', async () => {
    const cache = new SpeechCache(directory)
    cache.keepUtterances(address, [{ ...utterance, frames: -1 }])
    await cache.settled()
    expect(await cache.utterances(address)).toBeNull()
  })

  test('what is used counts as new', async () => {
    const cache = new SpeechCache(directory)
    await keep(cache)
    const path = await onlyFile()
    await utimes(path, 1_000, 1_000)
    await cache.sound(address)
    await expect.poll(async () => (await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - 60_000)
  })

  test('lies where nobody else on this computer looks', async () => {
    const folder = join(directory, 'own')
    await keep(new SpeechCache(folder))
    if (process.platform !== 'win32') expect((await stat(folder)).mode & 0o077).toBe(0)
  })

  test('a place that cannot be written to is told of once, and again where it is tried anew', async () => {
    const path = join(directory, 'a file')
    await writeFile(path, '')
    const told = listener()
    const cache = new SpeechCache(path, told)
    await keep(cache)
    await keep(cache)
    expect(await cache.sound(address)).toBeNull()
    expect(told.failures).toHaveLength(1)
    await cache.setOn(true)
    await keep(cache)
    expect(told.failures).toHaveLength(2)
    expect(told.bytes).toBe(0)
  })

  test('a full disk ends the keeping: nothing half is left, what was kept before is still given back', async () => {
    const told = listener()
    let room = 1
    const disk = diskWith({
      write: (...all) =>
        room-- > 0
          ? speechDisk.write(...all)
          : Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })),
    })
    const cache = new SpeechCache(directory, told, { disk })
    await keep(cache)
    await keep(cache, samples, 'cd'.repeat(32))
    await keep(cache, samples, 'ef'.repeat(32))
    expect(told.failures).toMatchObject([{ code: 'ENOSPC' }])
    expect(await readdir(directory)).toHaveLength(1)
    expect(await cache.sound(address)).toEqual(samples)
    room = 9
    await cache.setOn(true)
    await keep(cache, samples, 'cd'.repeat(32))
    expect(await readdir(directory)).toHaveLength(2)
  })

  test('a folder that is cleared while it is written into is no failure', async () => {
    const told = listener()
    const disk = diskWith({ write: () => Promise.resolve(false) })
    const cache = new SpeechCache(directory, told, { disk })
    await keep(cache)
    expect(told).toMatchObject({ failures: [], bytes: 0 })
  })

  test('a disk that sleeps is not waited for, and left alone for a while; one behind a busy thread is', async () => {
    await keep(new SpeechCache(directory))
    let reads = 0
    const read: SpeechDisk['read'] = async (...all) => {
      reads++
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      return speechDisk.read(...all)
    }
    const asleep = new SpeechCache(directory, undefined, { disk: diskWith({ read }) })
    const startedAt = performance.now()
    expect(await asleep.sound(address)).toBeNull()
    expect(await asleep.sound(address)).toBeNull()
    expect(performance.now() - startedAt).toBeLessThan(900)
    expect(reads).toBe(1)
    const found = new SpeechCache(directory).sound(address)
    const until = performance.now() + 600
    while (performance.now() < until);
    expect(await found).toEqual(samples)
  })

  test('switched off it neither keeps nor gives back, and nothing comes after it has said so', async () => {
    const cache = new SpeechCache(directory)
    await keep(cache)
    cache.keepSound('cd'.repeat(32), samples)
    await cache.setOn(false)
    const before = await readdir(directory)
    cache.keepSound('ef'.repeat(32), samples)
    expect(await cache.sound(address)).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(await readdir(directory)).toEqual(before)
    await cache.setOn(true)
    expect(await cache.sound(address)).toEqual(samples)
  })

  test('leaves no other file behind', async () => {
    const cache = new SpeechCache(directory)
    await keep(cache)
    await keep(cache)
    const [folder] = await readdir(directory)
    expect(await readdir(join(directory, folder))).toHaveLength(1)
  })
})
