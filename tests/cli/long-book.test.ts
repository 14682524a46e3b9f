import { execFile, spawnSync } from 'node:child_process'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { longestRiffBytes } from '../../src-main/engine/audio/wav'
import { canSpeak, makeDesk, onlyObject, startCommandLine, speakingNeeds } from '../helpers/command-line'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'

const isWanted = process.env.LECTOR_SOAK === '1' && process.platform === 'linux'
const hasSoxi = spawnSync('sox', ['--version']).status === 0
/** High, so that three hours of speech take 5 GB. */
const sampleRateHz = 120_000
const lookMilliseconds = 250

describe.skipIf(!isWanted || !canSpeak || !hasCorpus)(
  `a book of more than 4 GiB ${speakingNeeds} ${corpusNeeds} (needs LECTOR_SOAK=1 and Linux)`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeAll(async () => {
      desk = await makeDesk()
    })
    afterAll(() => desk.remove())

    test('takes no more memory as it grows, and is read by other programs', async () => {
      const running = startCommandLine(
        [
          ...['narrate', join(corpusFolder, 'txt-time-machine-utf8.txt'), '--out', 'out', '--no-cache'],
          ...['--rate', String(sampleRateHz), '--bits', 'float', '--workers', '2', '--json'],
        ],
        { directory: desk.path },
      )
      const folder = join(desk.path, 'out')
      const looks: { bytes: number; resident: number }[] = []
      let isOver = false
      void running.ended.finally(() => (isOver = true))
      while (!isOver) {
        const resident = await residentBytes(running.child.pid)
        const part = (await readdir(folder).catch(() => [])).find((name) => name.endsWith('.wav.part'))
        const bytes = part
          ? await stat(join(folder, part)).then(
              ({ size }) => size,
              () => 0,
            )
          : 0
        if (resident !== null && bytes > 0) looks.push({ bytes, resident })
        await wait(lookMilliseconds)
      }
      expect(onlyObject(await running.ended)).toMatchObject({ missing: 0 })

      const path = join(folder, 'txt-time-machine-utf8.wav')
      const { size } = await stat(path)
      expect(size).toBeGreaterThan(longestRiffBytes)
      expect(await beginning(path)).toBe('RF64')
      // While the first tenth is written most of what every part needs comes to be there.
      const [, second, ...later] = Array.from({ length: 10 }, (_, tenth) =>
        looks
          .filter(({ bytes }) => Math.floor((bytes / size) * 10) === tenth)
          .map(({ resident }) => resident),
      )
      const usual = second.reduce((sum, bytes) => sum + bytes, 0) / second.length
      console.log(
        `${size} bytes; ${Math.round(usual / 2 ** 20)} MiB in the second tenth, later by tenths ` +
          later.map((all) => `${toMebi(Math.min(...all))}-${toMebi(Math.max(...all))}`).join(' '),
      )
      // However fast it was, it was looked at in every tenth.
      for (const tenth of [second, ...later]) expect(tenth).not.toEqual([])
      for (const bytes of [...second, ...later.flat()]) {
        expect(bytes / usual).toBeGreaterThan(0.9)
        expect(bytes / usual).toBeLessThan(1.1)
      }
      if (!hasSoxi) return
      const { stdout } = await promisify(execFile)('soxi', ['-s', path])
      const samples = Number(stdout)
      expect(samples * Float32Array.BYTES_PER_ELEMENT).toBeGreaterThan(size - 65_536)
      expect(samples * Float32Array.BYTES_PER_ELEMENT).toBeLessThan(size)
    }, 1_800_000)
  },
)

/** Of a process; null: it is over. */
async function residentBytes(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const found = /^VmRSS:\s+(\d+) kB$/m.exec(status)
  return found ? Number(found[1]) * 1_024 : null
}

const toMebi = (bytes: number): number => Math.round(bytes / 2 ** 20)

async function beginning(path: string): Promise<string> {
  const file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
  await file.close()
  return buffer.toString('latin1')
}
