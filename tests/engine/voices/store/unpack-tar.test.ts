import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { unpackFolder } from '../../../../src-main/engine/voices/store/unpack-tar'
import { tarArchive } from './tar-archive'

let root = ''
let target = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lector-tar-'))
  target = join(root, 'target')
  await mkdir(target)
})
afterEach(() => rm(root, { recursive: true, force: true }))

const unpack = async (bytes: Uint8Array, folder = 'package/voices') => {
  const archive = join(root, 'archive.tgz')
  await writeFile(archive, bytes)
  await unpackFolder(archive, folder, target)
}

describe('unpackFolder', () => {
  test('takes the files of one folder, byte for byte', async () => {
    const long = Uint8Array.from({ length: 1_500 }, (_, index) => index % 251)
    await unpack(
      tarArchive([
        { path: 'package/package.json', content: '{}' },
        { path: 'package/voices/af_heart.bin', content: long },
        { path: 'package/voices/empty.bin' },
        { path: 'package/voices/deeper/other.bin', content: 'x' },
        { path: 'package/voices', kind: '5' },
        { path: 'package/voices-more/other.bin', content: 'x' },
      ]),
    )
    expect((await readdir(target)).sort()).toEqual(['af_heart.bin', 'empty.bin'])
    expect(new Uint8Array(await readFile(join(target, 'af_heart.bin')))).toEqual(long)
  })

  test('reads paths that are kept in two fields', async () => {
    const folder = `package/${'long-'.repeat(18)}name`
    await unpack(tarArchive([{ path: `${folder}/file.bin`, content: 'here' }]), folder)
    expect(await readFile(join(target, 'file.bin'), 'utf8')).toBe('here')
  })

  test('writes nothing outside its target, and no links', async () => {
    await unpack(
      tarArchive([
        { path: 'package/voices/../../../escaped', content: 'x' },
        { path: 'package/voices/..', content: 'x' },
        { path: 'package/voices/a\\b', content: 'x' },
        { path: '/package/voices/absolute', content: 'x' },
        { path: 'package/voices/link', kind: '2' },
        { path: 'package/voices/hard', kind: '1' },
      ]),
    )
    expect(await readdir(target)).toEqual([])
    expect((await readdir(root)).sort()).toEqual(['archive.tgz', 'target'])
  })

  test.each([
    ['no archive', Buffer.from('not zipped')],
    ['cut off', tarArchive([{ path: 'package/voices/a', content: 'x' }]).subarray(0, 60)],
    ['without its end', gzipSync(Buffer.alloc(512, 'package/voices/a'))],
    ['with a file longer than itself', tarArchive([{ path: 'package/voices/a', claimedBytes: 10_000 }])],
    ['empty', Buffer.alloc(0)],
  ])('refuses what is %s', async (_, bytes) => {
    await expect(unpack(bytes)).rejects.toMatchObject({ code: 'voice/fetch-failed', retry: 'now' })
  })

  test('whatever the bytes, it ends or fails as a fetch fails', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        const error: unknown = await unpack(gzipSync(bytes)).then(
          () => null,
          (reason: unknown) => reason,
        )
        expect(error === null || error instanceof AppError).toBe(true)
      }),
      { seed: 11, numRuns: 60 },
    )
  })
})
