import { existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  canSpeak,
  copyVoice,
  makeDesk,
  onlyObject,
  runCommandLine,
  speakingNeeds,
  startCommandLine,
  type RunningCommandLine,
} from '../helpers/command-line'

/** Catches a hang; a chunk takes milliseconds. */
const longestStopMilliseconds = 10_000
const words = 'The fox walked 29.83 miles to “Dr. Smith” and said, it’s $19.50 at 7:30, '

describe.skipIf(!canSpeak || process.platform === 'win32')(
  `Ctrl+C ${speakingNeeds} (not on Windows, where a test cannot press it)`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeEach(async () => {
      desk = await makeDesk()
      // Two megabytes on one line: longer than any of these tests.
      await writeFile(join(desk.path, 'long.txt'), words.repeat(Math.ceil(2e6 / words.length)))
    })
    afterEach(() => desk.remove())

    const until = async (running: RunningCommandLine, isReached: () => boolean): Promise<void> => {
      while (!isReached()) {
        expect(running.child.exitCode, running.stderr()).toBeNull()
        await wait(10)
      }
    }
    const startNarration = async (): Promise<RunningCommandLine> => {
      const running = startCommandLine(['narrate', 'long.txt', '--out', 'new/books'], {
        directory: desk.path,
      })
      await until(running, () => existsSync(join(desk.path, 'new/books/long.wav.part')))
      expect(await readdir(join(desk.path, 'new/books'))).toEqual(['long.lector-export', 'long.wav.part'])
      return running
    }

    test('ends a narration of two megabytes on one line within a chunk and leaves nothing', async () => {
      const running = await startNarration()
      const pressedAt = performance.now()
      running.child.kill('SIGINT')
      const { exitCode, stdout, stderr } = await running.ended
      expect(performance.now() - pressedAt).toBeLessThan(longestStopMilliseconds)
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' })
      expect(stderr).toMatch(/^(\d+ % of measuring how loud it is: long\n|0 %, [^\n]+: long\n)+$/)
      expect(await readdir(desk.path)).toEqual(['long.txt'])
    })

    test('twice ends it at once and leaves no half file', async () => {
      const running = await startNarration()
      running.child.kill('SIGINT')
      await wait(5)
      running.child.kill('SIGINT')
      const { exitCode, signal } = await running.ended
      // The first may have been enough before the second was seen.
      expect(signal ?? exitCode).toBeOneOf(['SIGKILL', 130])
      const left = await readdir(desk.path, { recursive: true })
      expect(left.filter((name) => name.includes('.wav'))).toEqual([])
    })

    test('while the voice is being prepared leaves nothing that the next run minds', async () => {
      const environment = { LECTOR_VOICES: await copyVoice(desk.path) }
      const prepared = join(environment.LECTOR_VOICES, 'heart', 'prepared')
      const options = { directory: desk.path, environment }
      const running = startCommandLine(['speak', 'Good morning.', '--out', 'x.wav'], options)
      await until(running, () => existsSync(prepared))
      const pressedAt = performance.now()
      running.child.kill('SIGINT')
      expect(await running.ended).toMatchObject({ exitCode: 130, stdout: '', stderr: '' })
      expect(performance.now() - pressedAt).toBeLessThan(longestStopMilliseconds)
      expect(await readdir(desk.path)).toEqual(['long.txt', 'voices'])
      expect(onlyObject(await runCommandLine(['speak', 'Hi.', '--json'], options))).toHaveProperty(
        'voice',
        'heart',
      )
    })
  },
)
