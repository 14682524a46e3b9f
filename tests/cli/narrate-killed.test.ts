import { copyFile, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  canSpeak,
  makeDesk,
  runCommandLine,
  speakingNeeds,
  startCommandLine,
  type CommandLineEnd,
} from '../helpers/command-line'
import { filesIn } from '../helpers/folder-contents'
import { createRandom } from '../helpers/random'

const kills = process.env.LECTOR_SOAK === '1' ? 200 : 10

describe.skipIf(!canSpeak || process.platform === 'win32')(
  `a narration that is killed ${speakingNeeds} (not on Windows, which knows no SIGKILL)`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeEach(async () => {
      desk = await makeDesk()
      await copyFile(resolve('resources/sample.md'), join(desk.path, 'sample.md'))
    })
    afterEach(() => desk.remove())

    // Without what is kept: otherwise the second run would be over before it could be killed.
    const words = (out: string) => [
      ...['narrate', 'sample.md', '--out', out, '--json', '--no-cache'],
      ...['--per', 'both', '--cues', 'sentences', '--words'],
    ]
    const made = (folder: string) => filesIn(join(desk.path, folder))

    test(
      `${kills} times at any moment (LECTOR_SOAK=1: 200) ends, run again, with the files of one unbroken run`,
      async () => {
        const options = { directory: desk.path }
        const begun = performance.now()
        const unbroken = await runCommandLine([...words('whole'), '--workers', '1'], options)
        // As long as this machine takes now: kills come before the voice is loaded and in the last chapters,
        // and one that is busy gets to its end all the same.
        const longestMilliseconds = performance.now() - begun
        expect(unbroken.exitCode).toBe(0)
        const whole = await made('whole')
        expect(Object.keys(whole)).toHaveLength(11)
        const random = createRandom(20_261)
        let killed = 0
        let ended = 0
        while (killed < kills) {
          let last: CommandLineEnd | null = null
          while (!last) {
            const running = startCommandLine(words('broken'), options)
            const timer = new AbortController()
            void wait(random() * longestMilliseconds, null, { signal: timer.signal }).then(
              () => running.child.kill('SIGKILL'),
              () => undefined,
            )
            const end = await running.ended
            timer.abort()
            if (end.signal === 'SIGKILL') killed++
            else last = end
          }
          ended++
          expect(last).toMatchObject({ exitCode: 0, signal: null })
          expect(await made('broken')).toEqual(whole)
          await rm(join(desk.path, 'broken'), { recursive: true })
        }
        expect(ended).toBeGreaterThan(0)
      },
      process.env.LECTOR_SOAK === '1' ? 3_600_000 : 900_000,
    )
  },
)
