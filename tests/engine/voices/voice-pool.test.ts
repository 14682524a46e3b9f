import { describe, expect, test } from 'vitest'
import { ownTempo } from '../../../src-main/engine/voices/tempo'
import { createVoicePool } from '../../../src-main/engine/voices/voice-pool'
import type { RenderPlan, Utterance, Voice } from '../../../src-main/engine/voices/voice'
import { collect } from '../../helpers/collect'
import { loadSineVoice } from '../../helpers/sine-voice'

const { signal } = new AbortController()
const text = (words: string) => ({ text: words, pronunciations: [] })

/** Voices that note what each of them was asked for. */
async function singers(count: number): Promise<{ voices: [Voice, ...Voice[]]; log: string[] }> {
  const log: string[] = []
  const plain = await loadSineVoice()
  const made = Array.from({ length: count }, (_, index): Voice => ({
    ...plain,
    analyse(said, tempo, stop) {
      log.push(`${index} plans ${said.text}`)
      return plain.analyse(said, tempo, stop)
    },
    render(utterance, plan, stop) {
      log.push(`${index} renders`)
      return plain.render(utterance, plan, stop)
    },
    dispose: () => Promise.resolve(void log.push(`${index} goes`)),
  }))
  const [first, ...others] = made
  return { voices: [first, ...others], log }
}

async function utteranceOf(voice: Voice, words: string): Promise<Utterance> {
  for await (const utterance of voice.analyse(text(words), ownTempo, signal)) return utterance
  throw new Error('nothing can be said')
}
const planFor = ({ samples }: Utterance): RenderPlan => ({
  seed: 1,
  stream: {
    chunkPolicy: 'adaptive',
    chunkMilliseconds: 200,
    seam: 'cached',
    overlapFrames: 3,
    overlapCurve: 'raised-cosine',
    crossFadeMilliseconds: 10,
    bufferAheadSeconds: 20,
  },
  keep: { startSample: 0, endSample: samples },
  stretch: 1,
  output: { sampleRateHz: 24_000, gainDecibels: 0 },
  skipSamples: 0,
})

describe('createVoicePool', () => {
  test('who has planned a text renders it, and the next text goes to who has the least to do', async () => {
    const { voices, log } = await singers(2)
    const pool = createVoicePool(voices)
    const one = await utteranceOf(pool, 'One.')
    const pushes = pool.render(one, planFor(one), signal)[Symbol.asyncIterator]()
    await pushes.next()
    const two = await utteranceOf(pool, 'Two.')
    await collect(pool.render(two, planFor(two), signal))
    await pushes.return?.()
    expect(log).toEqual(['0 plans One.', '0 renders', '1 plans Two.', '1 renders'])
    await pool.dispose()
    expect(log.slice(-2)).toEqual(['0 goes', '1 goes'])
  })

  test('one that was left early has nothing to do any more', async () => {
    const { voices, log } = await singers(2)
    const pool = createVoicePool(voices)
    for (let round = 0; round < 3; round++) {
      const one = await utteranceOf(pool, 'One.')
      const pushes = pool.render(one, planFor(one), signal)[Symbol.asyncIterator]()
      await pushes.next()
      await pushes.return?.()
    }
    expect(log.every((line) => line.startsWith('0'))).toBe(true)
  })

  test('each renders two at a time, and a third when the first has ended', async () => {
    const { voices, log } = await singers(1)
    const pool = createVoicePool(voices)
    const utterances = await Promise.all(['One.', 'Two.', 'Three.'].map((words) => utteranceOf(pool, words)))
    const [one, two, three] = utterances.map((utterance) =>
      pool.render(utterance, planFor(utterance), signal)[Symbol.asyncIterator](),
    )
    const renders = () => log.filter((line) => line === '0 renders').length
    await Promise.all([one.next(), two.next()])
    const third = three.next()
    await two.return?.()
    await new Promise((resolve) => setImmediate(resolve))
    expect(renders()).toBe(2)
    await one.return?.()
    expect((await third).done).toBe(false)
    expect(renders()).toBe(3)
    await three.return?.()
  })

  test('is lost when one of them is', async () => {
    const { voices } = await singers(3)
    const error = new Error('gone') as never
    const pool = createVoicePool([
      { ...voices[0], lost: new Promise(() => undefined) },
      { ...voices[1], lost: Promise.resolve(error) },
      voices[2],
    ])
    expect(await pool.lost).toBe(error)
  })
})
