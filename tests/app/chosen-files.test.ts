import { mkdtemp, rm, symlink, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ChosenFiles } from '../../src-main/app/chosen-files'

let folder: string
let files: ChosenFiles
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-chosen-'))
  files = new ChosenFiles()
  for (const name of ['book.txt', 'secret.txt']) await writeFile(join(folder, name), name)
})
afterEach(() => rm(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

describe('ChosenFiles', () => {
  test('a path that nobody chose is refused, also beside one that was', async () => {
    files.add(at('book.txt'))
    await files.require([at('book.txt')])
    await files.require([])
    for (const path of [at('secret.txt'), `${folder}/./book.txt`, '../book.txt', '__proto__'])
      await expect(files.require([at('book.txt'), path])).rejects.toMatchObject({ code: 'contract/invalid' })
  })

  test('a link that leads elsewhere since it was chosen is refused, and so is a file made a link', async () => {
    await symlink(at('book.txt'), at('link.txt'))
    files.add(at('link.txt'))
    files.add(at('book.txt'))
    await files.require([at('link.txt'), at('book.txt')])
    for (const name of ['link.txt', 'book.txt']) {
      await unlink(at(name))
      await symlink(at('secret.txt'), at(name))
      await expect(files.require([at(name)])).rejects.toMatchObject({ code: 'document/missing' })
    }
    // Chosen as it is now, it may be opened.
    files.add(at('link.txt'))
    await files.require([at('link.txt')])
  })

  test('one that is not there is chosen all the same, and told missing by whoever opens it', async () => {
    files.add(at('gone.txt'))
    await files.require([at('gone.txt')])
  })

  test('the oldest are forgotten, not those chosen again', async () => {
    files.add('/first')
    files.add('/second')
    for (let index = 0; index < 998; index++) files.add(`/${index}`)
    files.add('/first')
    files.add('/last')
    await files.require(['/first', '/last'])
    await expect(files.require(['/second'])).rejects.toMatchObject({ code: 'contract/invalid' })
  })
})
