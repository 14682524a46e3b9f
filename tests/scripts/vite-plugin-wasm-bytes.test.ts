import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { wasmBytes } from '../../scripts/vite-plugin-wasm-bytes.mjs'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-bytes-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** Bundles an import of the file as CommonJS, and loads the bundle without the file. */
async function embed(
  name: string,
  bytes: Uint8Array,
  specifier = `./${name}`,
): Promise<{ bytes: unknown; bundleChars: number }> {
  const file = join(directory, name)
  const input = join(directory, 'entry.ts')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, bytes)
  await writeFile(input, `export { default as bytes } from '${specifier}?bytes'\n`)
  const result = (await build({
    configFile: false,
    root: directory,
    logLevel: 'silent',
    plugins: [wasmBytes()],
    build: {
      write: false,
      minify: false,
      lib: { entry: input, formats: ['cjs'], fileName: 'entry' },
      rolldownOptions: { external: /^node:/ },
    },
  })) as Rolldown.RolldownOutput[]
  await rm(file)
  const code = result[0]?.output[0].code ?? ''
  const bundle = join(directory, 'bundle.cjs')
  await writeFile(bundle, code)
  const loaded = createRequire(bundle)(bundle) as { bytes: unknown }
  return { bytes: loaded.bytes, bundleChars: code.length }
}

describe('wasmBytes', () => {
  test('a small file is in the bundle as it is', async () => {
    const source = Uint8Array.from({ length: 256 }, (_, index) => index)
    expect((await embed('small.wasm', source)).bytes).toEqual(source)
  })

  test('a large file of data is in the bundle compressed, and owns its buffer when loaded', async () => {
    const source = new Uint8Array(3 << 20).map((_, index) => index % 251)
    const { bytes, bundleChars } = await embed('large.data', source)
    expect(bytes).toBeInstanceOf(Uint8Array)
    const loaded = bytes as Uint8Array
    expect(Buffer.compare(loaded, source)).toBe(0)
    expect(loaded.buffer.byteLength).toBe(source.length)
    expect(bundleChars).toBeLessThan(source.length / 10)
  })

  test('a file of a package is found although the package names only its scripts', async () => {
    const packed = join(directory, 'node_modules', 'packed')
    await mkdir(packed, { recursive: true })
    await writeFile(join(packed, 'package.json'), '{"name":"packed","exports":{".":"./index.js"}}')
    const source = Uint8Array.of(0, 97, 115, 109)
    const { bytes } = await embed('node_modules/packed/wasm/part.wasm', source, 'packed/wasm/part.wasm')
    expect(bytes).toEqual(source)
  })
})
