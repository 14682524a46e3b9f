import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { canSpeak, endCommandLine, runCommandLine, speakingNeeds } from '../helpers/command-line'
import { filesIn } from '../helpers/folder-contents'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const chapters = ['Dawn', 'Noon', 'Night'].map((title) => {
  const sentences = Array.from({ length: 12 }, (_, line) => `Line ${line + 1} of the log says nothing new.`)
  return `# ${title}\n\n${sentences.join(' ')}`
})

describe.skipIf(!hasElectron || !canSpeak || process.platform === 'win32')(
  `a job that the command line left ${speakingNeeds} (needs Electron; not on Windows, which knows no SIGKILL)`,
  () => {
    let directory: string
    /** The files of an unbroken run. */
    let whole: Awaited<ReturnType<typeof filesIn>>
    let lector: LectorWindow | null = null
    const at = (...names: string[]) => join(directory, ...names)
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lector-left-job-'))
      await writeFile(at('log.md'), chapters.join('\n\n'))
      expect(await runCommandLine(narrate('whole'), { directory })).toMatchObject({ exitCode: 0 })
      whole = await filesIn(at('whole'))
    })
    afterEach(async () => {
      await lector?.close()
      lector = null
    })
    afterAll(() => rm(directory, { recursive: true }))

    const narrate = (out: string): string[] => {
      const ways = ['--per', 'both', '--words', '--no-cache']
      return ['narrate', 'log.md', ...ways, '--out', out]
    }

    /** Has the command line killed at it, and opens a window that saves where that was. */
    async function leaveOne(out: string): Promise<void> {
      await mkdir(at(out))
      const hasSentence = async (): Promise<boolean> => {
        const job = (await readdir(at(out))).find((name) => name.endsWith('.lector-export'))
        const journal = await readFile(at(out, job ?? '', 'journal'), 'utf8').catch(() => '')
        return journal.includes('"sentence"')
      }
      const end = await endCommandLine('SIGKILL', narrate(out), { directory }, hasSentence)
      expect(end).toMatchObject({ signal: 'SIGKILL' })
    }

    async function openWhereItIs(out: string): Promise<LectorWindow> {
      const userData = at(`user-data-${out}`)
      await mkdir(userData)
      await writeFile(join(userData, 'window.json'), JSON.stringify({ version: 1, saveFolder: at(out) }))
      return openLector({ userData })
    }

    async function resumeIn({ page }: LectorWindow): Promise<void> {
      await page
        .getByTestId('unfinished')
        .getByRole('button', { name: /^Resume/ })
        .click()
    }

    async function untilDone({ page }: LectorWindow): Promise<void> {
      const panel = page.getByTestId('export-panel')
      await panel.getByRole('button', { name: 'Show in folder', exact: true }).waitFor({ timeout: 60_000 })
    }

    test('is offered where documents are saved, and ends with the files of an unbroken run', async () => {
      await leaveOne('saved')
      lector = await openWhereItIs('saved')
      await resumeIn(lector)
      await untilDone(lector)
      expect(await filesIn(at('saved'))).toEqual(whole)
    })

    test('of which files are gone is saved from the beginning, which is told', async () => {
      await leaveOne('lost')
      for (const name of await readdir(at('lost'))) if (name.endsWith('.wav.part')) await rm(at('lost', name))
      lector = await openWhereItIs('lost')
      const told = lector.page.getByText(
        'Files that were made of it are gone: it is saved from the beginning.',
      )
      await Promise.all([told.first().waitFor({ timeout: 60_000 }), resumeIn(lector)])
      await untilDone(lector)
      expect(await filesIn(at('lost'))).toEqual(whole)
    })
  },
)
