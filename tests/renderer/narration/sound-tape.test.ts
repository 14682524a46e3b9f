import { describe, expect, test } from 'vitest'
import { SoundTape, type SpokenSound } from '../../../src-renderer/narration/sound-tape'

const rate = 24_000
const tapeOf = () => new SoundTape(rate, () => expect.unreachable())
const hum: SpokenSound = { take: (_start, samples) => new Float32Array(samples).fill(0.5) }
const said = { block: 0, startChar: 0, endChar: 3, startSample: 0, endSample: 1_000, words: [] }

describe('SoundTape', () => {
  test('lets go of what lies before a sample, however few sentences that is', async () => {
    const tape = tapeOf()
    for (let passage = 0; passage < 3; passage++) tape.addSpoken(said, { ...hum }, 0)
    tape.forgetBefore(2_000)
    expect(await tape.read(1_500, 10)).toHaveLength(0)
    expect(await tape.read(2_500, 10)).toEqual(new Float32Array(10).fill(0.5))
  })

  test('what lies behind a cut is gone, and other sound takes its place', async () => {
    const tape = tapeOf()
    tape.addSpoken(said, hum, 0)
    tape.addSpoken(said, hum, 0)
    tape.cutAt(600)
    expect(tape.end).toBe(600)
    tape.addSilence(100)
    expect(await tape.read(300, 50)).toEqual(new Float32Array(50).fill(0.5))
    expect(await tape.read(620, 50)).toEqual(new Float32Array(50))
    expect(await tape.read(700, 50)).toHaveLength(0)
  })
})
