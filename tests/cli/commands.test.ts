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
    expect(await run('voices')).toMatchObject({
      exitCode: 0,
      stdout:
        'heart  Heart, en-US, Apache-2.0\njoe  Joe, en-US, CC0-1.0\nkokoro-heart  Kokoro, en-US, Apache-2.0\n',
      stderr: '',
    })
    expect(onlyObject(await run('voices', '--json'))).toEqual({
      voices: [
        {
          id: 'heart',
          name: 'Heart',
          family: 'spectral',
          language: 'en-US',
          licence: 'Apache-2.0',
          sampleRateHz: 24_000,
        },
        {
          id: 'joe',
          name: 'Joe',
          family: 'vits',
          language: 'en-US',
          licence: 'CC0-1.0',
          sampleRateHz: 22_050,
        },
        {
          id: 'kokoro-heart',
          name: 'Kokoro',
          family: 'kokoro',
          language: 'en-US',
          licence: 'Apache-2.0',
          sampleRateHz: 24_000,
        },
      ],
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
