import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { assemblyScript } from '../../scripts/vite-plugin-assemblyscript.mjs'

let directory = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-assemblyscript-'))
  await mkdir(join(directory, 'program'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

const cacheDirectory = () => join(directory, 'cache')
const source = (name: string, text: string) => writeFile(join(directory, 'program', name), text)

/** Builds a module that re-exports the program's bytes, and loads it. */
async function bytesOf(entryName: string): Promise<Uint8Array> {
  const input = join(directory, 'entry.ts')
  await writeFile(input, `export { default } from './program/${entryName}?wasm'\n`)
  const result = (await build({
    configFile: false,
    root: directory,
    logLevel: 'silent',
    plugins: [assemblyScript({ cacheDirectory: cacheDirectory() })],
    build: { write: false, minify: false, lib: { entry: input, formats: ['es'], fileName: 'entry' } },
  })) as Rolldown.RolldownOutput[]
  const code = result[0]?.output[0].code ?? ''
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as { default: Uint8Array }
  return module.default
}

async function exportsOf(entryName: string): Promise<WebAssembly.Exports> {
  const bytes = new Uint8Array(await bytesOf(entryName))
  return (await WebAssembly.instantiate(bytes)).instance.exports
}

describe('assemblyScript', () => {
  test('compiles a program of several files to bytes that need no imports', async () => {
    await source(
      'index.as.ts',
      `import { half } from './half.as'\nexport function add(a: f32, b: f32): f32 { return half(a + b) }\n`,
    )
    await source('half.as.ts', `export function half(a: f32): f32 { return a / 2 }\n`)
    const { add, memory } = await exportsOf('index.as.ts')
    expect((add as (a: number, b: number) => number)(1, 2)).toBe(1.5)
    expect(memory).toBeInstanceOf(WebAssembly.Memory)
  })

  test('compiles SIMD', async () => {
    await source(
      'index.as.ts',
      `export function sum(a: f32): f32 { const v = f32x4.mul(f32x4.splat(a), f32x4(1, 2, 3, 4)); return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 3) }\n`,
    )
    const { sum } = await exportsOf('index.as.ts')
    expect((sum as (a: number) => number)(2)).toBe(10)
  })

  test('fails the build with the message of the compiler', async () => {
    await source('index.as.ts', `export function broken(): i32 { return missing }\n`)
    await expect(bytesOf('index.as.ts')).rejects.toThrow(/Cannot find name 'missing'/)
    await expect(readdir(cacheDirectory())).rejects.toThrow('ENOENT')
  })

  test('keeps a result until a source changes, and leaves nothing half written', async () => {
    await source(
      'index.as.ts',
      `import { one } from './one.as'\nexport function get(): i32 { return one() }\n`,
    )
    await source('one.as.ts', `export function one(): i32 { return 1 }\n`)
    const first = await bytesOf('index.as.ts')
    const kept = await readdir(cacheDirectory())
    expect(kept).toEqual([expect.stringMatching(/^[0-9a-f]{64}\.wasm$/)])
    await writeFile(join(cacheDirectory(), kept[0] ?? ''), Uint8Array.of(7))
    expect([...(await bytesOf('index.as.ts'))]).toEqual([7])
    await source('one.as.ts', `export function one(): i32 { return 2 }\n`)
    expect(await bytesOf('index.as.ts')).not.toEqual(first)
    expect(await readdir(cacheDirectory())).toHaveLength(2)
  })
})
