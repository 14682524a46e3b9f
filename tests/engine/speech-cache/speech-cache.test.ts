import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { SpeechCache } from '../../../src-main/engine/speech-cache/speech-cache'

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

describe('SpeechCache', () => {
  test('gives back what was kept, bit for bit, and nothing that was not', () => {
    const cache = new SpeechCache(join(directory, 'not', 'yet', 'there'))
    expect(cache.sound(address)).toBeNull()
    expect(cache.utterances(address)).toBeNull()
    cache.keepSound(address, samples)
    cache.keepUtterances(address, [utterance])
    expect(cache.sound(address)).toEqual(samples)
    expect(cache.utterances(address)).toEqual([utterance])
    expect(cache.sound('cd'.repeat(32))).toBeNull()
    cache.keepSound('cd'.repeat(32), new Float32Array(0))
    expect(cache.sound('cd'.repeat(32))).toHaveLength(0)
  })

  test('of a file in which one bit is another, or that is cut anywhere, nothing is taken, and it is removed', async () => {
    const cache = new SpeechCache(directory)
    cache.keepSound(address, samples.subarray(0, 20))
    const path = await onlyFile()
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at++) {
      const damaged = Buffer.from(whole)
      damaged[at] ^= 1 << (at % 8)
      await writeFile(path, damaged)
      expect(cache.sound(address)).toBeNull()
      await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
      await writeFile(path, whole.subarray(0, at))
      expect(cache.sound(address)).toBeNull()
    }
    await writeFile(path, whole)
    expect(cache.sound(address)).toEqual(samples.subarray(0, 20))
  })

  test('what says of itself that it is whole and is of another form is not taken', () => {
    const cache = new SpeechCache(directory)
    cache.keepUtterances(address, [{ ...utterance, frames: -1 }])
    expect(cache.utterances(address)).toBeNull()
  })

  test('what is used counts as new', async () => {
    const cache = new SpeechCache(directory)
    cache.keepSound(address, samples)
    const path = await onlyFile()
    await utimes(path, 1_000, 1_000)
    cache.sound(address)
    expect((await stat(path)).mtimeMs).toBeGreaterThan(Date.now() - 60_000)
  })

  test('a place that cannot be written to is no failure', async () => {
    const path = join(directory, 'a file')
    await writeFile(path, '')
    const cache = new SpeechCache(path)
    cache.keepSound(address, samples)
    cache.keepSound(address, samples)
    expect(cache.sound(address)).toBeNull()
  })

  test('leaves no other file behind', async () => {
    const cache = new SpeechCache(directory)
    cache.keepSound(address, samples)
    cache.keepSound(address, samples)
    const [folder] = await readdir(directory)
    expect(await readdir(join(directory, folder))).toHaveLength(1)
  })
})
