import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
    let lector: LectorWindow | null = null
    const at = (...names: string[]) => join(directory, ...names)
    beforeAll(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lector-left-job-'))
      await writeFile(at('log.md'), chapters.join('\n\n'))
    })
    afterAll(async () => {
      await lector?.close()
      await rm(directory, { recursive: true })
    })

    test('is offered where documents are saved, and ends with the files of an unbroken run', async () => {
      const narrate = (out: string) => [
        'narrate',
        'log.md',
        '--per',
        'both',
        '--words',
        '--no-cache',
        '--out',
        out,
      ]
      expect(await runCommandLine(narrate('whole'), { directory })).toMatchObject({ exitCode: 0 })
      await mkdir(at('saved'))
      const hasSentence = async (): Promise<boolean> => {
        const job = (await readdir(at('saved'))).find((name) => name.endsWith('.lector-export'))
        const journal = await readFile(at('saved', job ?? '', 'journal'), 'utf8').catch(() => '')
        return journal.includes('"sentence"')
      }
      expect(await endCommandLine('SIGKILL', narrate('saved'), { directory }, hasSentence)).toMatchObject({
        signal: 'SIGKILL',
      })
      const userData = at('user-data')
      await mkdir(userData)
      await writeFile(join(userData, 'window.json'), JSON.stringify({ version: 1, saveFolder: at('saved') }))
      lector = await openLector({ userData })
      await lector.page
        .getByTestId('unfinished')
        .getByRole('button', { name: /^Resume/ })
        .click()
      const panel = lector.page.getByTestId('export-panel')
      await panel.getByRole('button', { name: 'Show in folder', exact: true }).waitFor({ timeout: 60_000 })
      expect(await filesIn(at('saved'))).toEqual(await filesIn(at('whole')))
    })
  },
)
