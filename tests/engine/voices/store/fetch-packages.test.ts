import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fetchVoice, type CommandRunner, type VoiceManifest } from '../../../../src-main/engine/voices/store'
import { manifestOf } from './fake-package-source'
import { tarArchive } from './tar-archive'

const { signal } = new AbortController()
const first = 'the first half of the weights, '
const second = 'and the second'
const packages = {
  'tiny-part-1': { 'part.bin': first },
  'tiny-part-2': { 'part.bin': second },
  '@tiny/styles': { 'a_style.bin': 'one style', 'b_style.bin': 'another', 'unwanted.bin': 'x' },
} as const

const python = (name: string, part = true) => ({
  kind: 'python-package' as const,
  name,
  version: '1.0',
  folder: 'tiny/assets',
  bytes: 100,
  ...(part ? { part: { name: 'part.bin', of: 'model.onnx' } } : {}),
})
const styles = {
  kind: 'npm-package' as const,
  name: '@tiny/styles',
  version: '2.0.0-beta.1',
  folder: 'voices',
  bytes: 50,
}
const manifest: VoiceManifest = {
  ...manifestOf({ 'model.onnx': first + second, 'a_style.bin': 'one style', 'b_style.bin': 'another' }),
  sources: [{ kind: 'packages', packages: [styles, python('tiny-part-1'), python('tiny-part-2')] }],
}

/** Stands in for pip and npm. */
function registries(behaviour: { npm?: { exitCode: number | null; output: string }; damaged?: string } = {}) {
  const asked: string[] = []
  let last = ''
  const contentOf = (name: string) =>
    Object.entries(packages).find(([known]) => known === name)?.[1] as Record<string, string> | undefined
  const run: CommandRunner = async (command, args, options) => {
    options.signal.throwIfAborted()
    const words = command === 'cmd.exe' ? args.slice(2) : [command, ...args]
    if (words[0] === 'npm') {
      if (behaviour.npm) return behaviour.npm
      const [name] = String(words[2]).split(/(?<=.)@/)
      asked.push(String(words[2]))
      const target = String(words[words.indexOf('--pack-destination') + 1])
      const entries = Object.entries(contentOf(name) ?? {})
      await writeFile(
        join(target, 'tiny.tgz'),
        tarArchive(entries.map(([file, content]) => ({ path: `package/voices/${file}`, content }))),
      )
    } else if (args[1] === 'pip') {
      last = String(args.at(-1)).split('==')[0]
      asked.push(String(args.at(-1)))
      await writeFile(join(String(args[args.indexOf('-d') + 1]), 'tiny.whl'), '')
    } else if (args[1] === 'zipfile') {
      const unpacked = join(String(args.at(-1)), 'tiny', 'assets')
      await mkdir(unpacked, { recursive: true })
      for (const [file, content] of Object.entries(contentOf(last) ?? {}))
        await writeFile(join(unpacked, file), last === behaviour.damaged ? content.toUpperCase() : content)
    }
    return { exitCode: 0, output: '' }
  }
  return { run, asked }
}

let root = ''
let directory = ''
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lector-packages-'))
  directory = join(root, 'files')
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('fetchVoice from several packages', () => {
  test('puts a file together from parts and takes others as they are', async () => {
    const { run, asked } = registries()
    const fractions: number[] = []
    await fetchVoice({
      manifest,
      directory,
      run,
      signal,
      onProgress: ({ fraction }) => fractions.push(fraction),
    })
    expect((await readdir(directory)).sort()).toEqual(['a_style.bin', 'b_style.bin', 'model.onnx'])
    expect(await readFile(join(directory, 'model.onnx'), 'utf8')).toBe(first + second)
    expect(asked).toEqual(['@tiny/styles@2.0.0-beta.1', 'tiny-part-1==1.0', 'tiny-part-2==1.0'])
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b))
    expect(fractions.at(-1)).toBe(1)
  })

  test('fetches only the packages that a damaged file can come from', async () => {
    await fetchVoice({ manifest, directory, run: registries().run, signal })
    await writeFile(join(directory, 'b_style.bin'), 'damaged')
    const small = registries()
    await fetchVoice({ manifest, directory, run: small.run, signal })
    expect(small.asked).toEqual(['@tiny/styles@2.0.0-beta.1'])
    await rm(join(directory, 'model.onnx'))
    const large = registries()
    await fetchVoice({ manifest, directory, run: large.run, signal })
    expect(large.asked).toEqual(['tiny-part-1==1.0', 'tiny-part-2==1.0'])
  })

  test('refuses a file of which a part is not what it should be, and leaves none', async () => {
    const { run } = registries({ damaged: 'tiny-part-2' })
    await expect(fetchVoice({ manifest, directory, run, signal })).rejects.toMatchObject({
      code: 'voice/checksum',
    })
    await expect(readdir(directory)).rejects.toThrow()
  })

  test.each([
    [null, 'npm', 'after-user-action', /npm was not found/],
    [1, 'network', 'now', /@tiny\/styles@2.0.0-beta.1 could not be downloaded/],
  ])('says what to do when npm ends with %s', async (exitCode, reason, retry, message) => {
    const { run } = registries({ npm: { exitCode, output: 'npm error' } })
    const fetching = fetchVoice({ manifest, directory, run, signal })
    await expect(fetching).rejects.toThrow(message)
    await expect(fetching).rejects.toMatchObject({ code: 'voice/fetch-failed', retry, details: { reason } })
  })

  test('one npm package can be the source of a whole voice', async () => {
    const files = { 'a_style.bin': 'one style' }
    await fetchVoice({
      manifest: { ...manifestOf(files), sources: [styles] },
      directory,
      run: registries().run,
      signal,
    })
    const content = await readFile(join(directory, 'a_style.bin'))
    expect(createHash('sha256').update(content).digest('hex')).toBe(manifest.files[1].sha256)
  })
})
