import { readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { makeDesk, onlyObject, runCommandLine } from '../../helpers/command-line'

const resultSchema = z.strictObject({
  text: z.string(),
  mode: z.enum(['cached', 'overlap-add', 'cross-fade', 'none']),
  precision: z.enum(['float32', 'int8']),
  kind: z.enum(['law', 'played']),
  pushFrames: z.number().int().positive().nullable(),
  chunkMs: z.number().positive().nullable(),
  file: z.string(),
  referenceFile: z.string(),
  peakDifference: z.number().nonnegative(),
  residualDbfs: z.number().min(-200),
  worstJoinDb: z.number().min(-200),
  firstAudioMs: z.number().positive(),
  computeRatio: z.number().positive(),
})
const reportSchema = z.strictObject({
  voices: z.array(z.strictObject({ voice: z.string(), results: z.array(resultSchema) })),
})
type Result = z.infer<typeof resultSchema>

/** Catches a hang: half a minute on a quiet machine. */
const longestTestMilliseconds = 600_000
const phrase = 'Hello my big long beautiful world'

/** Samples of a float WAV, found by its chunks. */
async function readFloatWav(path: string): Promise<Float32Array> {
  const bytes = await readFile(path)
  let at = 12
  while (bytes.toString('latin1', at, at + 4) !== 'data') at += 8 + bytes.readUInt32LE(at + 4)
  const samples = new Float32Array(bytes.readUInt32LE(at + 4) / 4)
  return samples.map((_, i) => bytes.readFloatLE(at + 8 + i * 4))
}

const energy = (samples: Float32Array) => samples.reduce((sum, sample) => sum + sample * sample, 0)
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

/**
 * Runs the command once on a voice with one phrase, and asserts what every voice must keep.
 * @param precisions how many its vocoder comes in
 * @param isSkipped when something it needs is not there
 */
export function describeVoice(
  voice: string,
  precisions: number,
  { isSkipped, reason }: { isSkipped: boolean; reason: string },
) {
  describe.skipIf(isSkipped)(`seam-test --voice ${voice} ${reason}`, () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    let results: Result[] = []
    let stderr = ''
    beforeAll(async () => {
      desk = await makeDesk()
      const end = await runCommandLine(
        ['seam-test', phrase, '--voice', voice, '--out', 'new/seams', '--json'],
        { directory: desk.path },
      )
      stderr = end.stderr
      const { voices } = reportSchema.parse(onlyObject(end))
      expect(voices.map((each) => each.voice)).toEqual([voice])
      results = voices[0].results
    }, longestTestMilliseconds)
    afterAll(() => desk.remove())

    const law = (mode: Result['mode'], precision: Result['precision'] = 'float32') =>
      results.filter(
        (result) => result.kind === 'law' && result.mode === mode && result.precision === precision,
      )
    /** Pushes with joins far enough apart to be told from each other. */
    const apart = (mode: Result['mode']) =>
      law(mode).filter(({ pushFrames }) => pushFrames === 7 || pushFrames === 25 || pushFrames === 100)

    test('measures every mode at every push and chunk length', () => {
      expect(results).toHaveLength(4 * (6 * precisions + 4))
      for (const mode of ['cached', 'overlap-add', 'cross-fade', 'none'] as const) {
        const pushes = law(mode).map(({ pushFrames }) => pushFrames)
        expect(pushes.slice(0, 5)).toEqual([1, 2, 7, 25, 100])
        expect(pushes[5]).toBeGreaterThan(100)
        const played = results.filter((result) => result.kind === 'played' && result.mode === mode)
        expect(played.map(({ chunkMs }) => chunkMs)).toEqual([20, 50, 200, 1_000])
      }
      expect(stderr).toMatch(/ of \d+, /)
    })

    test('the law: chunk by chunk equals one piece within 1e-4 at all six pushes, in float32', () => {
      expect(law('cached')).toHaveLength(6)
      for (const result of law('cached')) expect(result.peakDifference).toBeLessThanOrEqual(1e-4)
    })

    test('what is played is the same bits at every chunk length', () => {
      const played = results.filter(({ kind, mode }) => kind === 'played' && mode === 'cached')
      for (const result of played) expect(result.peakDifference).toBe(0)
    })

    test('side by side is far worse than carried state, and worse than overlap-add', () => {
      law('none')
        .slice(0, 5)
        .forEach((none, i) => {
          expect(none.residualDbfs).toBeGreaterThan(law('cached')[i].residualDbfs + 60)
          expect(none.worstJoinDb).toBeGreaterThan(law('cached')[i].worstJoinDb + 60)
        })
      const residual = (mode: Result['mode']) => mean(apart(mode).map(({ residualDbfs }) => residualDbfs))
      expect(residual('none')).toBeGreaterThan(residual('overlap-add') + 1)
    })

    test('side by side clicks at its joins; blends and carried state do not', async () => {
      const figures = z
        .object({
          voices: z.array(
            z.object({ results: z.array(z.object({ file: z.string(), clickDb: z.number() })) }),
          ),
        })
        .parse(JSON.parse(await readFile(join(desk.path, 'new/seams/figures.json'), 'utf8')))
      const clicks = new Map(figures.voices[0].results.map(({ file, clickDb }) => [file, clickDb]))
      const click = (mode: Result['mode']) =>
        mean(
          apart(mode)
            .slice(0, 2)
            .map(({ file }) => clicks.get(file) ?? NaN),
        )
      expect(Math.abs(click('cached'))).toBeLessThan(0.1)
      for (const blend of ['overlap-add', 'cross-fade'] as const)
        expect(click('none')).toBeGreaterThan(click(blend) + 4)
    })

    test('the files it names are there, as floats, and differ by what it says', async () => {
      const [take] = law('none')
      const [samples, reference] = [await readFloatWav(take.file), await readFloatWav(take.referenceFile)]
      expect(samples).toHaveLength(reference.length)
      const largest = samples.reduce((most, sample, i) => Math.max(most, Math.abs(sample - reference[i])), 0)
      expect(largest).toBeCloseTo(take.peakDifference, 6)
      const names = await readdir(join(desk.path, 'new/seams'))
      const named = new Set(results.flatMap(({ file, referenceFile }) => [file, referenceFile]))
      expect(names.filter((name) => name.endsWith('.wav'))).toHaveLength(named.size)
      expect(names.filter((name) => !name.endsWith('.wav')).sort()).toEqual([
        ...['figures.json', `joins-${voice}.svg`, 'listen.html'],
      ])
      for (const path of named) expect(dirname(path)).toBe(join(desk.path, 'new/seams'))
    })

    test.skipIf(precisions === 1)(
      'int8 is at least 25 dB from float32, in pushes no worse than in one piece (where a voice has both)',
      async () => {
        const [{ referenceFile }] = law('cached', 'int8')
        const signal = 10 * Math.log10(energy(await readFloatWav(referenceFile)))
        const length = (await readFloatWav(referenceFile)).length
        const snr = law('cached', 'int8').map(
          ({ residualDbfs }) => signal - 10 * Math.log10(length) - residualDbfs,
        )
        const whole = snr[5]
        expect(whole).toBeGreaterThanOrEqual(25)
        for (const pushed of snr.slice(0, 5)) expect(pushed).toBeGreaterThanOrEqual(whole - 0.1)
      },
    )
  })
}
