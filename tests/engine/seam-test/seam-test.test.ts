import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import {
  brokenPromise,
  countTakes,
  testSeams,
  type SeamReference,
  type SeamSubject,
  type SeamTake,
} from '../../../src-main/engine/seam-test'
import { firstDifference } from '../../helpers/first-difference'
import { createForgetfulVocoder, sineSubject } from './sine-subject'

const texts = [{ label: 'short', text: 'one two three four five six seven eight nine ten' }]
const stream = streamSettingsSchema.parse({})

async function run(subject: SeamSubject, signal = new AbortController().signal) {
  const references: SeamReference[] = []
  const takes: SeamTake[] = []
  for await (const sound of testSeams({ subject, texts, stream, signal }))
    if (sound.type === 'reference') references.push(sound)
    else takes.push(sound)
  return { references, takes }
}

describe('testSeams', () => {
  test('gives every mode at every push and chunk length, each under a name of its own', async () => {
    const subject = await sineSubject()
    const { references, takes } = await run(subject)
    expect(takes).toHaveLength(4 * (6 + 4))
    expect(takes).toHaveLength(countTakes(subject, texts))
    expect(new Set([...references, ...takes].map(({ name }) => name)).size).toBe(2 + takes.length)
    const frames = texts[0].text.length * 3
    const law = takes.filter(({ kind }) => kind === 'law')
    expect(law.filter(({ mode }) => mode === 'cached').map(({ pushFrames }) => pushFrames)).toEqual([
      ...[1, 2, 7, 25, 100],
      frames,
    ])
    for (const { name } of takes) expect(name).toMatch(/^[a-z0-9-]+$/)
  })

  test('an exact vocoder holds the law and plays the same bits', async () => {
    const { takes } = await run(await sineSubject())
    for (const take of takes.filter(({ mode }) => mode === 'cached')) {
      expect(brokenPromise(take)).toBeNull()
      expect(firstDifference(take.samples, take.reference.samples)).toBe(-1)
      expect(take.computeRatio).toBeGreaterThan(0)
      expect(take.firstAudioMilliseconds).toBeGreaterThan(0)
    }
  })

  test('joins lie where pushes end', async () => {
    const { takes } = await run(await sineSubject())
    const joins = (mode: string, pushFrames: number) =>
      takes.find((take) => take.mode === mode && take.pushFrames === pushFrames)?.joins ?? []
    expect(joins('none', 25).slice(0, 2)).toEqual([750, 1_500])
    expect(joins('cached', 25).slice(0, 2)).toEqual([750, 1_500])
    expect(joins('overlap-add', 25).slice(0, 2)).toEqual([660, 1_410])
    expect(joins('none', texts[0].text.length * 3)).toEqual([])
  })

  test('a vocoder that forgets a little at every push is caught at every push but the one of all', async () => {
    const { takes } = await run(await sineSubject({ vocoder: createForgetfulVocoder() }))
    const law = takes.filter(({ kind, mode }) => kind === 'law' && mode === 'cached')
    expect(law.map((take) => brokenPromise(take) !== null)).toEqual([true, true, true, true, true, false])
    expect(law[0].deviation.peakDifference).toBeCloseTo(0.001, 5)
  })

  test('what a voice cannot do is left out, and its one piece is one window', async () => {
    const subject = await sineSubject({
      seams: { cached: 'it hears the whole clause', 'overlap-add': true, 'cross-fade': true, none: true },
    })
    const { takes } = await run(subject)
    expect(takes).toHaveLength(countTakes(subject, texts))
    expect(new Set(takes.map(({ mode }) => mode))).toEqual(new Set(['overlap-add', 'cross-fade', 'none']))
    const [all] = takes.filter(({ name }) => name.endsWith('-all'))
    expect(all.deviation.peakDifference).toBe(0)
  })

  test('ends between two pushes when it is told to', async () => {
    const controller = new AbortController()
    const subject = await sineSubject()
    const sounds = testSeams({ subject, texts, stream, signal: controller.signal })
    await sounds.next()
    controller.abort(new Error('enough'))
    await expect(sounds.next()).rejects.toThrow('enough')
  })
})
