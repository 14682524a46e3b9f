import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { emojiNames } from '../../scripts/vite-plugin-emoji-names.mjs'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-emoji-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

test('of a table of emoji the bundle has the names, and nothing else', async () => {
  const packed = join(directory, 'node_modules', 'packed')
  const input = join(directory, 'entry.ts')
  await mkdir(packed, { recursive: true })
  await writeFile(join(packed, 'package.json'), '{"name":"packed"}')
  const byEmoji = {
    '😀': { name: 'grinning face', group: 'left' },
    '🎉': { name: 'party popper', group: 'out' },
  }
  await writeFile(join(packed, 'table.json'), JSON.stringify(byEmoji))
  await writeFile(input, "export { default as table } from 'packed/table.json?names'\n")
  const result = (await build({
    configFile: false,
    root: directory,
    logLevel: 'silent',
    plugins: [emojiNames()],
    build: {
      write: false,
      minify: false,
      lib: { entry: input, formats: ['cjs'], fileName: 'entry' },
    },
  })) as Rolldown.RolldownOutput[]
  const code = result[0]?.output[0].code ?? ''
  const bundle = join(directory, 'bundle.cjs')
  await writeFile(bundle, code)
  const { table } = createRequire(bundle)(bundle) as { table: unknown }
  expect(table).toBe('😀\tgrinning face\n🎉\tparty popper')
  expect(code).not.toContain('group')
})
