import { cp, mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseVoiceManifest } from '../../src-main/engine/voices/store'
import {
  canSpeak,
  copyVoice,
  makeDesk,
  onlyObject,
  runCommandLine,
  speakingNeeds,
} from '../helpers/command-line'

const damagedFile = 'vocab.json'
const refusal = `heart/${damagedFile} does not match its checksum: fetching it again\n`

describe.skipIf(!canSpeak)(`a voice file with one byte changed ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  let voices: string
  let files: string
  beforeEach(async () => {
    desk = await makeDesk()
    voices = await copyVoice(desk.path)
    files = join(voices, 'heart', 'files')
    const file = await open(join(files, damagedFile), 'r+')
    const byte = Buffer.alloc(1)
    await file.read(byte, 0, 1, 100)
    await file.write(Buffer.of(byte[0] ^ 1), 0, 1, 100)
    await file.close()
  })
  afterEach(() => desk.remove())

  test('is refused by its checksum and fetched again, and the voice speaks', async () => {
    const cache = join(desk.path, 'cache')
    await mkdir(join(cache, 'voice-files'), { recursive: true })
    const whole = resolve('models/heart/files', damagedFile)
    const manifest = parseVoiceManifest(
      JSON.parse(await readFile('models/heart/manifest.json', 'utf8')),
      'heart',
    )
    const { sha256 } = manifest.files.find(({ name }) => name === damagedFile)!
    await cp(whole, join(cache, 'voice-files', sha256))
    const end = await runCommandLine(['speak', 'Good morning.', '--json'], {
      directory: desk.path,
      environment: { LECTOR_VOICES: voices, LECTOR_CACHE: cache },
    })
    expect(onlyObject(end)).toMatchObject({ voice: 'heart', words: [{ text: 'Good' }, { text: 'morning' }] })
    expect(end.stderr.startsWith(refusal)).toBe(true)
    expect(await readFile(join(files, damagedFile))).toEqual(await readFile(whole))
  })

  test('without a source it is refused all the same: exit code 1, and a line that says what to do', async () => {
    const end = await runCommandLine(['speak', 'Good morning.', '--out', 'x.wav'], {
      directory: desk.path,
      environment: { LECTOR_VOICES: voices, LECTOR_CACHE: join(desk.path, 'no-cache'), PATH: desk.path },
    })
    expect(end).toMatchObject({
      exitCode: 1,
      stdout: '',
      stderr: `${refusal}Python 3 was not found: install it, with pip, and try again\n`,
    })
    expect(await readdir(desk.path)).toEqual(['voices'])
    expect(await readdir(files)).toEqual(await readdir('models/heart/files'))
  })
})
