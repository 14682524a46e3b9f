import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createJournal, readJournal } from '../../src-main/engine/export/job/journal'
import { progressRecordSchema, type ProgressRecord } from '../../src-main/engine/export/job/progress-record'
import { collect } from '../helpers/collect'
import {
  canSpeak,
  endCommandLine,
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
    let options: { directory: string }
    /** The files of an unbroken run, and how long this machine takes for it now. */
    let whole: Awaited<ReturnType<typeof filesIn>>
    let wholeMilliseconds: number
    beforeAll(async () => {
      desk = await makeDesk()
      options = { directory: desk.path }
      const sample = await readFile(resolve('resources/sample.md'), 'utf8')
      // Three chapters: the less it speaks, the more often it can be killed in the same time.
      await writeFile(join(desk.path, 'sample.md'), sample.split('\n').slice(0, 15).join('\n'))
      const begun = performance.now()
      const unbroken = await runCommandLine([...words('whole'), '--workers', '1'], options)
      wholeMilliseconds = performance.now() - begun
      expect(unbroken.exitCode).toBe(0)
      whole = await made('whole')
      expect(Object.keys(whole)).toHaveLength(9)
    }, 300_000)
    afterAll(() => desk.remove())

    // Without what is kept: otherwise the second run would be over before it could be killed.
    const words = (out: string) => [
      ...['narrate', 'sample.md', '--out', out, '--json', '--no-cache'],
      ...['--per', 'both', '--cues', 'sentences', '--words'],
    ]
    const made = (folder: string) => filesIn(join(desk.path, folder))

    const recordsOf = async (path: string): Promise<ProgressRecord[]> =>
      (await collect(readJournal(path, progressRecordSchema))).map(({ record }) => record)
    /** Kills one when something of it is written. @returns where its journal lies */
    async function leaveOne(out: string): Promise<string> {
      const path = join(desk.path, out, 'The Lamp on Harbour Street.lector-export', 'journal')
      const isWritten = async () => (await readFile(path, 'utf8').catch(() => '')).includes('"sentence"')
      // On a machine that looks away for so long it may be over.
      while ((await endCommandLine('SIGKILL', words(out), options, isWritten)).signal !== 'SIGKILL');
      return path
    }

    test(
      `${kills} times at any moment (LECTOR_SOAK=1: 200) ends, run again, with the files of one unbroken run`,
      async () => {
        const random = createRandom(20_261)
        let killed = 0
        let ended = 0
        while (killed < kills) {
          let last: CommandLineEnd | null = null
          while (!last) {
            const running = startCommandLine(words('broken'), options)
            const timer = new AbortController()
            // Before the voice is loaded and in the last chapters; a machine that is busy gets to the end all the same.
            void wait(random() * wholeMilliseconds, null, { signal: timer.signal }).then(
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
          expect(last.stderr).not.toContain('begun anew')
          expect(await made('broken')).toEqual(whole)
          await rm(join(desk.path, 'broken'), { recursive: true })
        }
        expect(ended).toBeGreaterThan(0)
      },
      process.env.LECTOR_SOAK === '1' ? 3_600_000 : 900_000,
    )

    test('and then gone on with by another voice than it was begun with is begun anew, which is told', async () => {
      const path = await leaveOne('other')
      const records = await recordsOf(path)
      expect(records[0]).toMatchObject({ kind: 'voice', voice: 'heart', asked: null })
      const journal = await createJournal<ProgressRecord>(path)
      for (const record of records)
        await journal.add(record.kind === 'voice' ? { ...record, address: 'another' } : record)
      await journal.close()
      const { exitCode, stderr } = await runCommandLine(words('other'), options)
      expect(exitCode).toBe(0)
      expect(stderr.split('\n').filter((line) => line.includes('begun anew'))).toHaveLength(1)
      expect(await made('other')).toEqual(whole)
    }, 300_000)
  },
)
