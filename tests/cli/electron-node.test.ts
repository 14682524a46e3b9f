import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canSpeak, makeDesk, onlyObject, runCommandLine, speakingNeeds } from '../helpers/command-line'

const electron = process.env.LECTOR_ELECTRON

describe.skipIf(!canSpeak || !electron)(
  `the command line on Electron’s own Node ${speakingNeeds} (needs LECTOR_ELECTRON)`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeEach(async () => {
      desk = await makeDesk()
    })
    afterEach(() => desk.remove())

    const run = async (...words: string[]) =>
      onlyObject(
        await runCommandLine(words, {
          directory: desk.path,
          executable: electron,
          environment: { ELECTRON_RUN_AS_NODE: '1' },
        }),
      )

    test('speaks', async () => {
      const report = await run('speak', 'Good morning.', '--speed', '2', '--rate', '48000', '--json')
      expect(report).toMatchObject({
        voice: 'heart',
        sampleRateHz: 48_000,
        words: [{ text: 'Good' }, { text: 'morning' }],
      })
    })

    test('narrates', async () => {
      await writeFile(join(desk.path, 'note.md'), '# Note\n\nGood morning.\n')
      expect(await run('narrate', 'note.md', '--json')).toMatchObject({ sentences: 2, missing: 0 })
    })
  },
)
