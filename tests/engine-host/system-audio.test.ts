import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildBundle, type Bundle } from '../helpers/build-bundle'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../..')
const alsaBase = '/usr/share/alsa/alsa.conf'
const canPlay =
  existsSync(join(root, 'node_modules/naudiodon/build/Release/naudiodon.node')) && existsSync(alsaBase)
const totalSamples = 48_000

interface Outcome {
  readonly last: { readonly heardSample: number; readonly playing: boolean; readonly underruns: number }
  readonly isMonotonic: boolean
  readonly failures: readonly string[]
}

describe.skipIf(!canPlay)('system audio for real (needs naudiodon built and ALSA)', () => {
  let bundle: Bundle
  const recordings = mkdtempSync(join(tmpdir(), 'lector-recorded-'))
  beforeAll(async () => {
    bundle = await buildBundle({ player: 'tests/engine-host/system-player.ts' })
  })
  afterAll(() => {
    bundle.remove()
    rmSync(recordings, { recursive: true })
  })

  /** Plays in a process of its own whose default device is a file. */
  async function play(how: string, mode = ''): Promise<{ outcome: Outcome; recorded: Float32Array }> {
    const file = join(recordings, `${how}${mode}.raw`)
    const config = join(recordings, `${how}${mode}.conf`)
    const recorder = `type file file "${file}" format raw slave { pcm { type null } }`
    writeFileSync(
      config,
      `<${alsaBase}>
       pcm.!default { type plug slave { pcm { ${recorder} } format FLOAT_LE rate 24000 channels 1 } }`,
    )
    const { stdout } = await run(process.execPath, [join(bundle.folder, 'player.js'), how, mode], {
      env: { ...process.env, ALSA_CONFIG_PATH: config },
      timeout: 30_000,
    })
    const outcome = JSON.parse(stdout.split('RESULT ')[1]) as Outcome
    const bytes = readFileSync(file)
    return { outcome, recorded: new Float32Array(new Uint8Array(bytes).buffer, 0, bytes.length >> 2) }
  }
  const sounding = (samples: Float32Array): Float32Array => samples.filter((sample) => sample !== 0)
  const line = (sample: number): number => Math.fround((sample + 1) / totalSamples)

  test('what is played reaches the device in order and whole, with a ramp at the start', async () => {
    const { outcome, recorded } = await play('whole')
    const sound = sounding(recorded)
    expect(sound).toHaveLength(totalSamples)
    const ramp = 0.005 * 24_000
    expect(sound.findIndex((sample, i) => i >= ramp && sample !== line(i))).toBe(-1)
    expect(sound[10]).toBeLessThan(line(10) / 2)
    expect(outcome).toEqual({
      last: { heardSample: totalSamples, playing: false, underruns: 0 },
      isMonotonic: true,
      failures: [],
    })
  })

  test('a pause has ramps and loses nothing', async () => {
    const { outcome, recorded } = await play('paused')
    const sound = sounding(recorded)
    expect(sound).toHaveLength(totalSamples)
    expect(outcome.last).toEqual({ heardSample: totalSamples, playing: false, underruns: 0 })
    const ramp = 0.005 * 24_000
    const changed = Array.from(sound).flatMap((sample, i) => (i >= ramp && sample !== line(i) ? [i] : []))
    // One ramp down and one up, next to each other.
    expect(changed.length).toBeGreaterThan(ramp)
    expect(changed.length).toBeLessThanOrEqual(2 * ramp)
    expect(changed[changed.length - 1] - changed[0]).toBe(changed.length - 1)
    const largestStep = sound.reduce(
      (step, sample, i) => Math.max(step, i ? Math.abs(sample - sound[i - 1]) : 0),
      0,
    )
    expect(largestStep).toBeLessThan(0.02)
  })

  test('volume applies', async () => {
    const { recorded } = await play('quiet')
    const sound = sounding(recorded)
    expect(sound[40_000]).toBeCloseTo(line(40_000) / 2, 5)
  })

  test.each(['', 'exit'])(
    'stopping in the middle ends soon and lets the process end cleanly %s',
    async (mode) => {
      const { outcome, recorded } = await play('stopped', mode)
      expect(outcome.failures).toEqual([])
      expect(sounding(recorded).length).toBeLessThan(totalSamples / 2)
    },
  )
})
