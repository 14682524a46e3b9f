import { readdir } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { canSpeak, makeDesk, speakingNeeds, startCommandLine } from '../../helpers/command-line'

describe.skipIf(!canSpeak || process.platform === 'win32')(
  `seam-test ended early ${speakingNeeds} (not on Windows, where a test cannot press Ctrl+C)`,
  () => {
    test('leaves nothing', async () => {
      const desk = await makeDesk()
      const running = startCommandLine(['seam-test', '--voice', 'heart', '--out', 'new/seams'], {
        directory: desk.path,
      })
      while (running.stderr() === '' && running.child.exitCode === null) await wait(20)
      running.child.kill('SIGINT')
      expect(await running.ended).toMatchObject({ exitCode: 130, stdout: '' })
      expect(await readdir(desk.path)).toEqual([])
      await desk.remove()
    })
  },
)
