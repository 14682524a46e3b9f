import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBundle, type Bundle } from '../helpers/build-bundle'
import { readWalkThrough, take } from './walk-through'

const run = promisify(execFile)
const { steps, blocks } = readWalkThrough('docs/new-format.md')
const [sample, read] = blocks.filter(({ language }) => language === 'text').map(({ code }) => code)

describe('docs/new-format.md', () => {
  let root: string
  let bundle: Bundle | undefined
  beforeAll(async () => {
    // Under node_modules, so that the packages are found.
    await mkdir('node_modules/.cache', { recursive: true })
    root = await mkdtemp(resolve('node_modules/.cache/new-format-'))
    await cp(resolve('src-main'), join(root, 'src-main'), { recursive: true })
    await take(steps, root)
    bundle = await buildBundle(
      {
        cli: 'src-main/cli/index.ts',
        'document-host': 'src-main/document-host/index.ts',
        'document-guard': 'src-main/document-host/guard/thread.ts',
      },
      root,
    )
    await writeFile(join(root, 'talk.srt'), `${sample}\n`)
  }, 120_000)
  afterAll(async () => {
    bundle?.remove()
    await rm(root, { recursive: true, force: true })
  })
  const lector = async (...words: string[]): Promise<string> => {
    const environment = { ...process.env, INIT_CWD: root, LECTOR_VOICES: resolve('models') }
    const { stdout } = await run(process.execPath, [join(bundle?.folder ?? '', 'cli.js'), ...words], {
      env: environment,
    })
    return stdout
  }

  test('makes a folder, a name and a line of the registry', () => {
    expect(steps.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
      'replace src-main/contract/document.ts',
      'make src-main/engine/documents/srt/index.ts',
      'replace src-main/engine/documents/registry.ts',
      'replace src-main/engine/documents/registry.ts',
    ])
  })

  test('ends in a format that reads its sample as the page says', async () => {
    expect((await lector('text', 'talk.srt')).trim()).toContain(read)
    const { format } = JSON.parse(await lector('text', 'talk.srt', '--json')) as { format: string }
    expect(format).toBe('srt')
  })

  test('accounts for every character of it', async () => {
    expect(JSON.parse(await lector('coverage', 'talk.srt', '--json'))).toMatchObject({ unaccounted: 0 })
  })
})
