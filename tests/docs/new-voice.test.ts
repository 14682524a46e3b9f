import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseVoiceManifest } from '../../src-main/engine/voices/store'
import { isBuilt, runCommandLine } from '../helpers/command-line'
import { wavParts } from '../helpers/wav-parts'
import { readWalkThrough, take } from './walk-through'

const joe = resolve('models/joe')
const canTake = isBuilt && existsSync(join(joe, 'files/en_US-joe-medium.onnx'))
const { steps, blocks } = readWalkThrough('docs/new-voice.md')
/** What stands behind `npm start --` in the page's commands, as words. */
const commands = blocks
  .filter(({ language }) => language === 'sh')
  .map(({ code }) =>
    [...code.replace('npm start -- ', '').matchAll(/"([^"]*)"|(\S+)/g)].map(
      ([, quoted, plain]) => quoted ?? plain,
    ),
  )

describe.skipIf(!canTake)('docs/new-voice.md (needs out/main/cli.js and models/joe/files)', () => {
  let directory: string
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'lector-new-voice-'))
    await take(steps, directory)
    const folder = join(directory, 'models/quay')
    await cp(join(joe, 'LICENSE'), join(folder, 'LICENSE'))
    await mkdir(join(folder, 'files'))
    // What fetching brings.
    await cp(join(joe, 'files'), join(folder, 'files'), { recursive: true })
  })
  afterAll(() => rm(directory, { recursive: true, force: true }))
  const lector = (...words: string[]) =>
    runCommandLine(words, { directory, environment: { LECTOR_VOICES: join(directory, 'models') } })

  test('makes a manifest that is one', async () => {
    expect(steps.map(({ path }) => path)).toEqual(['models/quay/manifest.json'])
    const manifest: unknown = JSON.parse(await readFile(join(directory, 'models/quay/manifest.json'), 'utf8'))
    expect(parseVoiceManifest(manifest, 'docs/new-voice.md').id).toBe('quay')
  })

  test('lists the voice', async () => {
    const { stdout } = await lector('voices')
    expect(stdout).toContain('quay')
  })

  test('has it speak, and holds it to the law, by the very commands of the page', async () => {
    const [speak, seams] = commands
    expect((await lector(...speak)).exitCode).toBe(0)
    const { sampleRateHz, data } = wavParts(await readFile(join(directory, 'quay.wav')))
    expect(sampleRateHz).toBe(22_050)
    expect(data.length / 2).toBeGreaterThan(sampleRateHz / 2)
    const { exitCode, stdout } = await lector(...seams)
    expect(exitCode, stdout).toBe(0)
  }, 120_000)
})
