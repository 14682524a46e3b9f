import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const main = resolve('out/main')
const chunks = join(main, 'chunks')
const preload = resolve('out/preload/index.js')
/** What stays outside the bundle; naudiodon's binding is loaded by its path, and only where it was built. */
const external = ['electron', 'onnxruntime-node']

async function required(path: string): Promise<string[]> {
  const code = await readFile(path, 'utf8')
  return (
    code
      .split('\n')
      // Examples in the comments of what was bundled.
      .filter((line) => !/^\s*(\*|\/\/)/.test(line))
      .flatMap((line) => [...line.matchAll(/\brequire\((["'])([^"'\n]+)\1\)/g)].map(([, , name]) => name))
  )
}

async function scriptsIn(directory: string): Promise<string[]> {
  const names = await readdir(directory)
  return names.filter((name) => name.endsWith('.js')).map((name) => join(directory, name))
}

describe.skipIf(!existsSync(main) || !existsSync(preload))(
  'what the build emits (needs npm run build)',
  () => {
    test('requires nothing but Node, Electron, the runtime and its own chunks', async () => {
      for (const path of [...(await scriptsIn(main)), ...(await scriptsIn(chunks))])
        for (const name of await required(path)) {
          if (name.startsWith('.')) {
            const target = resolve(dirname(path), name)
            // Never another entry: requiring one would start it.
            expect(dirname(target), `${relative(main, path)} requires ${name}`).toBe(chunks)
            expect(existsSync(target), name).toBe(true)
          } else
            expect(
              isBuiltin(name) || external.includes(name),
              `${relative(main, path)} requires ${name}`,
            ).toBe(true)
        }
    })

    test('only the app’s own entry requires electron', async () => {
      for (const path of [...(await scriptsIn(main)), ...(await scriptsIn(chunks))])
        if (path !== join(main, 'index.js')) expect(await required(path), path).not.toContain('electron')
    })

    test('the bridge of the page requires electron alone', async () => {
      expect([...new Set(await required(preload))]).toEqual(['electron'])
    })
  },
)
