import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import {
  canSpeak,
  onlyObject,
  runCommandLine,
  speakingNeeds,
  startCommandLine,
} from '../helpers/command-line'

const run = (...words: string[]) => runCommandLine(words, { directory: tmpdir() })

describe.skipIf(!canSpeak)(`the command line ${speakingNeeds}`, () => {
  test('voices lists them, for people and for programs', async () => {
    const { exitCode, stdout, stderr } = await run('voices')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const lines = stdout.trimEnd().split('\n')
    const others = ['emma  Emma, en-GB', 'fable  Fable, en-GB', 'fenrir  Fenrir, en-US']
    expect(lines.map((line) => line.replace(/, [^,]*to fetch$/, ''))).toEqual([
      ...others.map((line) => `${line}, Apache-2.0`),
      'heart  Heart, en-US, Apache-2.0',
      'joe  Joe, en-US, CC0-1.0',
      'kokoro-heart  Kokoro, en-US, Apache-2.0',
      'kore  Kore, en-US, Apache-2.0',
    ])
    // The default voice is here.
    expect(lines[3]).toBe('heart  Heart, en-US, Apache-2.0')
    const told = onlyObject(await run('voices', '--json')) as { voices: { id: string }[] }
    const named = (id: string) => told.voices.find((voice) => voice.id === id)
    expect(told.voices.map(({ id }) => id)).toEqual(lines.map((line) => line.split(' ')[0]))
    expect(named('heart')).toMatchObject({
      id: 'heart',
      name: 'Heart',
      family: 'spectral',
      language: 'en-US',
      licence: 'Apache-2.0',
      sampleRateHz: 24_000,
      place: 'carried',
      missingBytes: 0,
    })
    expect(named('joe')).toMatchObject({
      id: 'joe',
      name: 'Joe',
      family: 'vits',
      language: 'en-US',
      licence: 'CC0-1.0',
      sampleRateHz: 22_050,
    })
    expect(named('kokoro-heart')).toMatchObject({
      id: 'kokoro-heart',
      name: 'Kokoro',
      family: 'kokoro',
      language: 'en-US',
      licence: 'Apache-2.0',
      sampleRateHz: 24_000,
      speakers: 54,
    })
  })

  test('voices --fetch finds a whole voice in its place', async () => {
    expect(onlyObject(await run('voices', '--fetch', 'heart', '--json'))).toMatchObject({ voice: 'heart' })
    expect(await run('voices', '--fetch')).toMatchObject({
      exitCode: 0,
      stdout: 'The voice Heart is ready.\n',
    })
  })

  test.each([[['help']], [['--help']], [['-h']], [['speak', '--help']], [[]]])(
    '%j explains itself',
    async (words) => {
      const { exitCode, stdout, stderr } = await run(...words)
      expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
      expect(stdout).toMatch(/^Usage: npm start -- COMMAND/)
    },
  )

  test('version says which Lector this is', async () => {
    expect((await run('--version')).stdout).toMatch(/^Lector \d+\.\d+\.\d+\n$/)
    expect(onlyObject(await run('version', '--json'))).toHaveProperty('version')
  })

  test('a mistake in the words is told on one line, with exit code 2', async () => {
    const { exitCode, stdout, stderr } = await run('sing', 'a song')
    expect({ exitCode, stdout, stderr }).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'There is no command "sing" (npm start -- help lists what there is)\n',
    })
  })

  test('a reader that leaves early is no failure', async () => {
    const { child, ended } = startCommandLine(['voices', '--json'], { directory: tmpdir() })
    child.stdout?.destroy()
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' })
  })
})
