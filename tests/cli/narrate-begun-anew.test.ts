import { copyFile, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createJournal, readJournal } from '../../src-main/engine/export/journal'
import { progressRecordSchema, type ProgressRecord } from '../../src-main/engine/export/progress-record'
import { collect } from '../helpers/collect'
import { canSpeak, makeDesk, runCommandLine, speakingNeeds, startCommandLine } from '../helpers/command-line'
import { filesIn } from '../helpers/folder-contents'

describe.skipIf(!canSpeak || process.platform === 'win32')(
  `a narration that was left ${speakingNeeds} (not on Windows, which knows no SIGKILL)`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeEach(async () => {
      desk = await makeDesk()
      await copyFile(resolve('resources/sample.md'), join(desk.path, 'sample.md'))
    })
    afterEach(() => desk.remove())

    const words = (out: string) => ['narrate', 'sample.md', '--out', out, '--no-cache', '--workers', '1']
    const recordsOf = async (path: string): Promise<ProgressRecord[]> =>
      (await collect(readJournal(path, progressRecordSchema))).map(({ record }) => record)
    /** Kills one when something of it is written. @returns where its journal lies */
    async function leaveOne(out: string): Promise<string> {
      const path = join(desk.path, out, 'The Lamp on Harbour Street.lector-export', 'journal')
      for (;;) {
        const { child, ended } = startCommandLine(words(out), { directory: desk.path })
        const isWritten = async () => (await readFile(path, 'utf8').catch(() => '')).includes('"sentence"')
        while (child.exitCode === null && !(await isWritten())) await wait(5)
        child.kill('SIGKILL')
        // On a machine that looks away for so long it may be over.
        if ((await ended).signal === 'SIGKILL') return path
      }
    }

    test('is gone on with by what it was begun with, and begun anew by anything else, which is told', async () => {
      const options = { directory: desk.path }
      expect(await runCommandLine(words('whole'), options)).toMatchObject({ exitCode: 0 })
      const whole = await filesIn(join(desk.path, 'whole'))
      for (const isSame of [true, false]) {
        const out = isSame ? 'same' : 'other'
        const path = await leaveOne(out)
        const records = await recordsOf(path)
        expect(records[0]).toMatchObject({ kind: 'voice', voice: 'heart', asked: null })
        if (!isSame) {
          const journal = await createJournal<ProgressRecord>(path)
          for (const record of records)
            await journal.add(record.kind === 'voice' ? { ...record, address: 'another' } : record)
          await journal.close()
        }
        const end = await runCommandLine(words(out), options)
        expect(end.exitCode).toBe(0)
        const told = end.stderr.split('\n').filter((line) => line.includes('begun anew'))
        expect(told).toHaveLength(isSame ? 0 : 1)
        expect(await filesIn(join(desk.path, out))).toEqual(whole)
      }
    }, 300_000)
  },
)
