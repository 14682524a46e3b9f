import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { writeWholeFile } from '../../../../src-main/engine/export/recording/whole-file'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-whole-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('writeWholeFile', () => {
  test('writes, and replaces what was there', async () => {
    const path = join(folder, 'a.txt')
    await writeWholeFile(path, 'one')
    await writeWholeFile(path, Uint8Array.of(50))
    expect(await readFile(path, 'utf8')).toBe('2')
    expect(await readdir(folder)).toEqual(['a.txt'])
  })

  test('a folder in the way is refused, and nothing is left beside it', async () => {
    await mkdir(join(folder, 'b', 'c'), { recursive: true })
    await expect(writeWholeFile(join(folder, 'b'), 'x')).rejects.toMatchObject({
      code: 'export/not-writable',
    })
    expect(await readdir(folder)).toEqual(['b'])
  })

  test('a folder that is not there is refused with its reason', async () => {
    await expect(writeWholeFile(join(folder, 'none', 'x'), 'x')).rejects.toMatchObject({
      code: 'export/not-writable',
      details: { reason: 'ENOENT' },
    })
  })
})
