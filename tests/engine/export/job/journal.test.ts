import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { createJournal, readJournal, resumeJournal } from '../../../../src-main/engine/export/job/journal'
import { collect } from '../../../helpers/collect'

const schema = z.object({ number: z.number(), text: z.string() })
type Entry = z.infer<typeof schema>

let directory: string
let path: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-journal-'))
  path = join(directory, 'journal')
})
afterEach(() => rm(directory, { recursive: true }))

async function write(entries: readonly Entry[]): Promise<void> {
  const journal = await createJournal<Entry>(path)
  for (const entry of entries) await journal.add(entry)
  await journal.sync()
  await journal.close()
}
const read = () => collect(readJournal(path, schema))
const entries = fc.array(fc.record({ number: fc.integer(), text: fc.string({ unit: 'binary' }) }), {
  maxLength: 8,
})

describe('a journal', () => {
  test('gives back what was added, whatever it says', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (all) => {
        const whole = all.map((entry) => JSON.parse(JSON.stringify(entry)) as Entry)
        await write(all)
        expect((await read()).map(({ record }) => record)).toEqual(whole)
      }),
      { seed: 11, numRuns: 50 },
    )
  })

  test('cut anywhere, or with any byte changed, gives the records before that place, and goes on behind them', async () => {
    const all = ['one', 'two\n', 'three', 'four'].map((text, number) => ({ number, text }))
    await write(all)
    const whole = await readFile(path)
    for (let at = 0; at < whole.length; at++) {
      await writeFile(path, whole.subarray(0, at))
      const found = await read()
      const lines = whole.subarray(0, at).toString('latin1').split('\n').length - 1
      expect(found.map(({ record }) => record)).toEqual(all.slice(0, lines))
      const journal = await resumeJournal<Entry>(path, found.at(-1)?.endByte ?? 0)
      for (const entry of all.slice(lines)) await journal.add(entry)
      await journal.close()
      expect(await readFile(path)).toEqual(whole)

      const damaged = Buffer.from(whole)
      damaged[at] ^= 1
      await writeFile(path, damaged)
      expect((await read()).map(({ record }) => record)).toEqual(
        all.slice(0, whole.subarray(0, at).toString('latin1').split('\n').length - 1),
      )
    }
  })

  test('what is no record of ours ends it', async () => {
    await write([{ number: 1, text: 'one' }])
    await appendFile(path, 'x'.repeat(5_000_000) + '\n')
    expect(await read()).toHaveLength(1)
    await write([{ number: 1, text: 'one' }])
    const other = await createJournal<unknown>(path)
    await other.add({ number: 'one' })
    await other.close()
    expect(await read()).toEqual([])
  })

  test('takes what is added at once one after the other, and is closed behind it', async () => {
    const all = Array.from({ length: 20 }, (_, number) => ({ number, text: 'x'.repeat(number % 7) }))
    const journal = await createJournal<Entry>(path)
    const added = all.map((entry) => journal.add(entry))
    await journal.close()
    await Promise.all(added)
    expect((await read()).map(({ record }) => record)).toEqual(all)
  })

  test('that cannot be made says so', async () => {
    await expect(createJournal(join(directory, 'no', 'folder'))).rejects.toMatchObject({
      code: 'export/not-writable',
    })
  })
})
