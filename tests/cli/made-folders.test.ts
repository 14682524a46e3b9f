import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { makeFolders } from '../../src-main/cli/made-folders'
import { makeDesk } from '../helpers/command-line'

describe('makeFolders', () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeEach(async () => {
    desk = await makeDesk()
  })
  afterEach(() => desk.remove())

  test('makes what is missing and takes back no more than that', async () => {
    const before = await makeFolders(join(desk.path, 'was-there'))
    const made = await makeFolders(join(desk.path, 'was-there', 'one', 'two'))
    expect(await readdir(desk.path, { recursive: true })).toEqual([
      'was-there',
      join('was-there', 'one'),
      join('was-there', 'one', 'two'),
    ])
    await made.takeBack()
    expect(await readdir(desk.path, { recursive: true })).toEqual(['was-there'])
    await before.takeBack()
    expect(await readdir(desk.path)).toEqual([])
  })

  test('leaves a folder that somebody has put something into', async () => {
    const made = await makeFolders(join(desk.path, 'one', 'two'))
    await writeFile(join(desk.path, 'one', 'note'), '')
    await made.takeBack()
    expect(await readdir(join(desk.path, 'one'))).toEqual(['note'])
  })

  test('a file in the way is a failure', async () => {
    const file = join(desk.path, 'file')
    await writeFile(file, '')
    for (const path of [file, join(file, 'below')])
      await expect(makeFolders(path)).rejects.toMatchObject({
        code: 'export/not-writable',
        details: { path },
      })
  })

  test.skipIf(!existsSync('/proc/self'))(
    'fails at once where nothing can be made (needs /proc)',
    async () => {
      await expect(makeFolders('/proc/one/two')).rejects.toMatchObject({ details: { reason: 'ENOENT' } })
    },
  )
})
