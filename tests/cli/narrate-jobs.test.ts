import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  canSpeak,
  endCommandLine,
  makeDesk,
  onlyObject,
  runCommandLine,
  speakingNeeds,
  startCommandLine,
  untilDue,
  type RunningCommandLine,
} from '../helpers/command-line'
import { filesIn } from '../helpers/folder-contents'
import { isFetched } from '../helpers/installed-voice'

/** Each narrates a few times. */
const testMilliseconds = 300_000

const sentence = (number: number) => `This is sentence ${number}, and it says nothing new.`
const sample = [1, 2, 3]
  .map((chapter) => `# Part ${chapter}\n\n${[1, 2, 3, 4].map(sentence).join(' ')}`)
  .join('\n\n')
/** The voice that a job remembers where nobody says one is not the usual one; elsewhere the quicker one does. */
const begin = (voice: 'joe' | 'heart', out: string) => [
  ...['narrate', 'sample.md', '--voice', voice, '--out', out],
  ...['--speed', '1.2', '--per', 'both', '--words', '--no-cache'],
]

describe.skipIf(!canSpeak || !isFetched('joe') || process.platform === 'win32')(
  `narrate JOB ${speakingNeeds} (and models/joe/files; not on Windows, which knows no SIGKILL)`,
  { timeout: testMilliseconds },
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    /** The files of an unbroken run. */
    let whole: Awaited<ReturnType<typeof filesIn>>
    let unbrokenDesk: Awaited<ReturnType<typeof makeDesk>>
    beforeAll(async () => {
      unbrokenDesk = await makeDesk()
      await writeFile(join(unbrokenDesk.path, 'sample.md'), sample)
      await runCommandLine(begin('heart', 'whole'), { directory: unbrokenDesk.path })
      whole = await filesIn(join(unbrokenDesk.path, 'whole'))
    }, testMilliseconds)
    afterAll(() => unbrokenDesk.remove())
    beforeEach(async () => {
      desk = await makeDesk()
      await writeFile(join(desk.path, 'sample.md'), sample)
    })
    afterEach(() => desk.remove())

    const run = (...words: string[]) => runCommandLine(words, { directory: desk.path })
    const at = (...names: string[]) => join(desk.path, ...names)

    /** Begins to narrate and kills that when something of it is written. @returns the job's folder */
    async function broken(words: readonly string[], folder: string): Promise<string> {
      const isBegun = async (): Promise<boolean> => {
        const names = await readdir(folder).catch(() => [])
        if (!names.some((name) => name.endsWith('.wav.part'))) return false
        const journal = join(folder, names.find((name) => name.endsWith('.lector-export')) ?? '', 'journal')
        return (await readFile(journal, 'utf8').catch(() => '')).includes('"sentence"')
      }
      const end = await endCommandLine('SIGKILL', words, { directory: desk.path }, isBegun)
      expect(end).toMatchObject({ signal: 'SIGKILL' })
      return join(folder, (await readdir(folder)).find((name) => name.endsWith('.lector-export')) ?? '')
    }

    test('goes on with what was killed, and with what Ctrl+C ended of that, to the files of an unbroken run', async () => {
      const unbroken = await run(...begin('joe', 'whole'), '--json')
      const report = onlyObject(unbroken) as { sentences: number }
      const job = await broken(begin('joe', 'broken'), at('broken'))
      expect(job).toMatch(/\.lector-export$/)
      const goOn = ['narrate', job, '--no-cache', '--workers', '1']
      const isHeard = ({ stderr }: RunningCommandLine): boolean => stderr() !== ''
      const end = await endCommandLine('SIGINT', goOn, { directory: desk.path }, isHeard)
      expect(end).toMatchObject({ exitCode: 130, stdout: '' })
      expect(end.stderr.split('\n').at(-2)).toBe(
        `What is done is kept; to go on with it: npm start -- narrate "${job}"`,
      )
      // As a shell completes it, from beside it.
      const path = `broken/${job.slice(at('broken').length + 1)}/`
      const last = await run('narrate', path, '--no-cache', '--json')
      expect(onlyObject(last)).toMatchObject({ sentences: report.sentences, voice: 'joe', missing: 0 })
      expect(await filesIn(at('broken'))).toEqual(await filesIn(at('whole')))
    })

    test('is refused what a job says itself, by name', async () => {
      const job = await broken(begin('heart', 'out'), at('out'))
      const before = await filesIn(job)
      const end = await run('narrate', 'sample.md', job, '--voice', 'heart', '--speed', '2', '--words')
      expect(end).toMatchObject({ exitCode: 2, stdout: '' })
      expect(end.stderr).toMatch(
        /^--voice, --speed, --words: .*\.lector-export is gone on with as it was begun/,
      )
      expect(await filesIn(job)).toEqual(before)
    })

    test('documents and jobs are a queue, in which one that fails stops nobody and is kept', async () => {
      await writeFile(at('walk.txt'), 'We went out.')
      const job = await broken(begin('joe', 'out'), at('out'))
      await mkdir(at('no job.lector-export'))
      const other = await broken(begin('heart', 'other'), at('other'))
      const blocked = (await readdir(at('other'))).find((name) => name.endsWith('.part')) ?? ''
      await rm(at('other', blocked))
      await mkdir(at('other', blocked))
      const end = await run('narrate', 'no job.lector-export', other, job, 'walk.txt', '--json')
      expect(end.exitCode).toBe(1)
      expect(JSON.parse(end.stdout)).toMatchObject({
        documents: [{ voice: 'joe' }, { voice: 'heart' }],
      })
      expect(end.stderr).toContain(`There is no job in ${at('no job.lector-export')}\n`)
      expect(existsSync(job)).toBe(false)
      expect(await readdir(other)).toEqual(expect.arrayContaining(['job.json', 'journal']))
      await rm(at('other', blocked), { recursive: true })
      const anew = await run('narrate', other)
      expect(anew).toMatchObject({ exitCode: 0 })
      expect(anew.stderr).toMatch(/^.* is begun anew: files that were made of it are gone$/m)
      expect(await filesIn(at('other'))).toEqual(whole)
    })

    test('elsewhere it begins anew, with the settings of the job', async () => {
      const job = await broken(begin('heart', 'out'), at('out'))
      expect(await run('narrate', job, '--out', 'elsewhere')).toMatchObject({ exitCode: 0 })
      expect(existsSync(job)).toBe(false)
      expect(await filesIn(at('elsewhere'))).toEqual(whole)
    })

    test('of two processes at once the second is refused, and spoils nothing, by job or by document', async () => {
      const job = await broken(begin('heart', 'out'), at('out'))
      const atWork = startCommandLine(['narrate', job, '--no-cache'], { directory: desk.path })
      await untilDue(atWork, () => atWork.stderr() !== '')
      // However long the others take to come, it is not done before.
      atWork.child.kill('SIGSTOP')
      const refused = await Promise.all([
        run('narrate', job),
        run(...begin('heart', 'out')),
        run('narrate', 'sample.md', '--out', 'out'),
      ])
      for (const { exitCode, stdout, stderr } of refused) {
        expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
        expect(stderr).toBe(`Another Lector is at work on ${job} already\n`)
      }
      atWork.child.kill('SIGCONT')
      expect(await atWork.ended).toMatchObject({ exitCode: 0 })
      expect(await filesIn(at('out'))).toEqual(whole)
    })

    test('goes on with a job that has another name now, and without operands says what there is', async () => {
      const job = await broken(begin('heart', 'out'), at('out'))
      await rename(job, at('out', 'a.lector-export'))
      const end = await runCommandLine(['narrate'], { directory: at('out') })
      expect(end.exitCode).toBe(2)
      expect(end.stderr).toMatch(/^narrate needs a file: [^;]+; here can be gone on with a\.lector-export \(/)
      expect(await run('narrate', 'out/a.lector-export')).toMatchObject({ exitCode: 0 })
      expect(await readdir(at('out'))).toContain('a.lector-report.json')
    })
  },
)
