import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { noteUse, removeDisused } from '../../../src-main/engine/onnx/disuse'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-disuse-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('of what belongs together the newest part counts, and what belongs to nothing stays', async () => {
  const then = new Date(Date.now() - 31 * 24 * 3_600_000)
  for (const name of ['a.1', 'a.2', 'b.1', 'b.2', 'c']) {
    await writeFile(join(folder, name), '')
    await utimes(join(folder, name), then, then)
  }
  await noteUse(join(folder, 'b.2'))
  await removeDisused(folder, (name) => (name.includes('.') ? name.slice(0, 1) : null))
  expect((await readdir(folder)).sort()).toEqual(['b.1', 'b.2', 'c'])
})

test('what cannot be touched or looked through is left as it is', async () => {
  await noteUse(join(folder, 'none'))
  await removeDisused(join(folder, 'none'), (name) => name)
  expect(await readdir(folder)).toEqual([])
})
