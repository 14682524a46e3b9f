import { execFile } from 'node:child_process'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readFile,
  readlink,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { isOnPath } from '../../../scripts/bootstrap/children.mjs'
import { writeArchive } from '../../../scripts/packaging/write-archive'

const run = promisify(execFile)
let desk: string
let folder: string
beforeEach(async () => {
  desk = await mkdtemp(join(tmpdir(), 'lector-archive-'))
  folder = join(desk, 'linux-unpacked')
  await mkdir(join(folder, 'resources', 'empty'), { recursive: true })
  await writeFile(join(folder, 'lector'), 'a program')
  await chmod(join(folder, 'lector'), 0o755)
  await writeFile(join(folder, 'resources', `${'long-'.repeat(30)}näme.md`), 'x'.repeat(100_000))
  await chmod(join(folder, 'resources', `${'long-'.repeat(30)}näme.md`), 0o644)
  await symlink('../lector', join(folder, 'resources', 'link'))
})
afterEach(() => rm(desk, { recursive: true, force: true }))

describe('writeArchive', () => {
  test.skipIf(!isOnPath('tar'))(
    'writes what tar unpacks, with modes, links and empty folders (needs tar)',
    async () => {
      const bytes = await writeArchive(folder, join(desk, 'lector.tar.gz'), 'lector-0.1.0')
      expect((await readFile(join(desk, 'lector.tar.gz'))).length).toBe(bytes)
      const { stderr } = await run('tar', ['-xzf', 'lector.tar.gz'], { cwd: desk })
      expect(stderr).toBe('')
      const unpacked = join(desk, 'lector-0.1.0')
      expect((await lstat(join(unpacked, 'lector'))).mode & 0o777).toBe(0o755)
      expect((await lstat(join(unpacked, 'resources/empty'))).isDirectory()).toBe(true)
      expect(await readlink(join(unpacked, 'resources/link'))).toBe('../lector')
      await run('diff', ['-r', folder, unpacked])
    },
  )

  test('writes the same bytes of the same folder at another time', async () => {
    await writeArchive(folder, join(desk, 'a.tar.gz'), 'lector')
    await utimes(join(folder, 'lector'), 1, 1)
    await writeArchive(folder, join(desk, 'b.tar.gz'), 'lector')
    expect(await readFile(join(desk, 'b.tar.gz'))).toEqual(await readFile(join(desk, 'a.tar.gz')))
  })
})
