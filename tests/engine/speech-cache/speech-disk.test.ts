import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { blockingSpeechDisk, speechDisk } from '../../../src-main/engine/speech-cache/speech-disk'

const parts = [Buffer.from('head'), Buffer.alloc(100_000, 7)]

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-speech-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const memory = (bytes: number) => new ArrayBuffer(bytes)
const files = () => readdir(directory, { recursive: true })

describe.each([
  ['speechDisk', speechDisk],
  ['blockingSpeechDisk', blockingSpeechDisk],
])('%s', (_name, disk) => {
  test('has back what was put there, in the memory it was given, and when it was used', async () => {
    expect(await disk.read(directory, 'abcd', memory)).toBeNull()
    expect(await disk.write(directory, 'abcd', 'new', parts)).toBe(true)
    expect((await files()).sort()).toEqual(['ab', join('ab', 'cd')])
    await utimes(join(directory, 'ab', 'cd'), 1_000, 1_000)
    const larger = new ArrayBuffer(200_000)
    const read = await disk.read(directory, 'abcd', (bytes) => {
      expect(bytes).toBe(100_004)
      return larger
    })
    expect(read?.bytes.equals(Buffer.concat(parts))).toBe(true)
    expect(read?.bytes.buffer).toBe(larger)
    expect(read?.bytes.byteOffset).toBe(0)
    expect(read?.usedAt).toBe(1_000_000)
    await disk.touch(directory, 'abcd')
    expect((await disk.read(directory, 'abcd', memory))?.usedAt).toBeGreaterThan(1_000_000)
  })

  test('puts a whole file in the place of another, for its owner alone', async () => {
    await disk.write(directory, 'abcd', 'one', [Buffer.from('before')])
    await disk.write(directory, 'abcd', 'two', parts)
    expect((await disk.read(directory, 'abcd', memory))?.bytes.length).toBe(100_004)
    if (process.platform !== 'win32') expect((await stat(join(directory, 'ab'))).mode & 0o777).toBe(0o700)
    await disk.remove(directory, 'abcd')
    await disk.remove(directory, 'abcd')
    expect(await disk.read(directory, 'abcd', memory)).toBeNull()
  })

  test('leaves nothing where it fails', async () => {
    await writeFile(join(directory, 'ab'), 'no folder')
    await expect(disk.write(directory, 'abcd', 'new', parts)).rejects.toThrow()
    await expect(disk.read(directory, 'abcd', memory)).rejects.toThrow()
    expect(await files()).toEqual(['ab'])
    await disk.write(directory, 'efgh', 'new', parts)
    // In its place lies what no file can replace.
    await rm(join(directory, 'ef', 'gh'))
    await disk.write(join(directory, 'ef', 'gh'), 'ijkl', 'new', parts)
    await expect(disk.write(directory, 'efgh', 'new', parts)).rejects.toThrow()
    expect((await files()).filter((name) => name.endsWith('.new'))).toEqual([])
  })
})

test('blockingSpeechDisk is done before anything else has its turn', async () => {
  let turns = 0
  const counting = setInterval(() => turns++, 0)
  const later = setImmediate(() => turns++)
  for (let i = 0; i < 20; i++) {
    await blockingSpeechDisk.write(directory, `ab${i}`, 'new', parts)
    await blockingSpeechDisk.read(directory, `ab${i}`, memory)
    await blockingSpeechDisk.read(directory, `cd${i}`, memory)
  }
  clearInterval(counting)
  clearImmediate(later)
  expect(turns).toBe(0)
})
