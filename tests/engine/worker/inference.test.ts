import { describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import type { VoiceWork } from '@contract/voice-stages'
import { featureBuffers, startInferenceServer } from '../../../src-main/engine/worker/inference-server'
import type { InferenceReply } from '../../../src-main/engine/worker/messages'
import type { InstalledVoice, VoiceFamily } from '../../../src-main/engine/voices/family'
import type { RenderPlan } from '../../../src-main/engine/voices/voice'
import { createSineVocoder, sineHopSamples, sineRateHz, sineUtterance } from '../../helpers/sine-vocoder'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../src-main/engine/voices/tempo'

const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))
const voice = {} as InstalledVoice
const frames = 200
const plan: RenderPlan = {
  seed: 1,
  stream: speechSettingsSchema.parse({}).stream,
  keep: { startSample: 0, endSample: frames * sineHopSamples },
  stretch: 1,
  output: { sampleRateHz: 24_000, gainDecibels: 0 },
  skipSamples: 0,
}

function family(onStep: () => void = () => undefined, onWarm: () => void = () => undefined): VoiceFamily {
  const vocoder = createSineVocoder()
  return {
    precisions: ['float32'],
    describe: () => {
      throw new Error('not asked for')
    },
    prepare: () => Promise.resolve(),
    loadFrontEnd: () => Promise.reject(new Error('not asked for')),
    loadAcousticModel: () =>
      Promise.resolve({
        async *analyse({ text }) {
          await Promise.resolve()
          if (text === 'fail') throw new Error('broken')
          for (const part of text.split('|')) {
            onStep()
            yield sineUtterance(10, part)
          }
        },
        warmUp: () => Promise.resolve(onWarm()),
        dispose: () => Promise.resolve(),
      }),
    loadVocoder: () =>
      Promise.resolve({
        ...vocoder,
        step: (...args: Parameters<typeof vocoder.step>) => {
          onStep()
          return vocoder.step(...args)
        },
      }),
  }
}

async function serve(work: VoiceWork, onStep?: () => void, onWarm?: () => void) {
  const replies: InferenceReply[] = []
  const server = await startInferenceServer({
    family: family(onStep, onWarm),
    voice,
    work,
    sampleRateHz: sineRateHz,
    reply: (reply) => void replies.push(reply),
  })
  return { server: server!, replies, ofJob: (id: number) => replies.filter((r) => 'id' in r && r.id === id) }
}

describe('startInferenceServer', () => {
  test('says once that it is loaded, or why not', async () => {
    const { replies } = await serve('acoustic')
    expect(replies).toEqual([{ kind: 'loaded' }])
    const failed: InferenceReply[] = []
    const server = await startInferenceServer({
      family: { ...family(), loadVocoder: () => Promise.reject(new Error('no model')) },
      voice,
      work: 'vocoder',
      sampleRateHz: sineRateHz,
      reply: (reply) => void failed.push(reply),
    })
    expect(server).toBeNull()
    expect(failed).toMatchObject([{ kind: 'load-failed', error: { message: 'Error: no model' } }])
  })

  test('renders no further than its credit, and on when more is granted', async () => {
    let steps = 0
    const { server, ofJob } = await serve('vocoder', () => steps++)
    server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 2 })
    await tick()
    expect(steps).toBe(2)
    server.handle({ kind: 'grant', id: 1, credit: 1 })
    await tick()
    expect(steps).toBe(3)
    server.handle({ kind: 'grant', id: 1, credit: 100 })
    await tick()
    expect(ofJob(1).at(-1)).toEqual({ kind: 'done', id: 1 })
  })

  test('a render that waits for credit holds up no other', async () => {
    const { server, ofJob } = await serve('vocoder')
    server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 0 })
    server.handle({ kind: 'render', id: 2, utterance: sineUtterance(frames), plan, credit: 100 })
    await tick()
    expect(ofJob(1)).toEqual([])
    expect(ofJob(2).at(-1)).toEqual({ kind: 'done', id: 2 })
  })

  test('two interleaved renders give the samples each gives alone', async () => {
    const pushes = (replies: InferenceReply[]) =>
      replies.flatMap((r) => (r.kind === 'push' ? [...r.push.samples] : []))
    const alone = await serve('vocoder')
    alone.server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 100 })
    const both = await serve('vocoder')
    for (const id of [1, 2])
      both.server.handle({ kind: 'render', id, utterance: sineUtterance(frames), plan, credit: 100 })
    await tick()
    expect(pushes(both.ofJob(2))).toEqual(pushes(alone.ofJob(1)))
    expect(pushes(both.ofJob(1))).toEqual(pushes(alone.ofJob(1)))
  })

  test('what makes whole sentences sends all of a job at once, whatever its credit', async () => {
    const alone = await serve('vocoder')
    alone.server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 100 })
    const { server, ofJob } = await serve('whole')
    const text = asWritten('a|b|c')
    server.handle({ kind: 'analyse', keeping: 'taken', id: 1, text, tempo: ownTempo, credit: 1 })
    server.handle({ kind: 'render', id: 2, utterance: sineUtterance(frames), plan, credit: 1 })
    await tick()
    expect(ofJob(1)).toMatchObject([{ kind: 'analysed', utterances: [{}, {}, {}] }])
    const pushes = alone.ofJob(1).flatMap((reply) => (reply.kind === 'push' ? [reply.push] : []))
    expect(pushes.length).toBeGreaterThan(1)
    expect(ofJob(2)).toMatchObject([
      { kind: 'rendered', pushes: pushes.map(({ samples, frames }) => ({ samples, frames })) },
    ])
  })

  test('cancelling ends a job of it within one push, and nothing of it is sent', async () => {
    let steps = 0
    const { server, ofJob } = await serve('whole', () => {
      if (++steps === 2) server.handle({ kind: 'cancel', id: 1 })
    })
    server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 100 })
    await tick()
    expect(steps).toBe(2)
    expect(ofJob(1)).toEqual([{ kind: 'cancelled', id: 1 }])
  })

  test('only a voice that is waited for is warmed', async () => {
    for (const [work, times] of [
      ['acoustic', 1],
      ['vocoder', 0],
      ['whole', 0],
    ] as const) {
      let warmed = 0
      await serve(work, undefined, () => warmed++)
      expect([work, warmed]).toEqual([work, times])
    }
  })

  test('the features of an utterance are freed with its render, ended or cancelled', async () => {
    const { server } = await serve('vocoder')
    const utterances = [sineUtterance(frames), sineUtterance(frames)]
    const buffers = utterances.flatMap(featureBuffers)
    expect(buffers.every(({ byteLength }) => byteLength > 0)).toBe(true)
    for (const [id, utterance] of utterances.entries())
      server.handle({ kind: 'render', id, utterance, plan, credit: id === 0 ? 100 : 1 })
    await tick()
    server.handle({ kind: 'cancel', id: 1 })
    await tick()
    expect(buffers.map(({ byteLength }) => byteLength)).toEqual(buffers.map(() => 0))
  })

  test('cancelling ends a job within one push and is answered once', async () => {
    let steps = 0
    const { server, ofJob } = await serve('vocoder', () => {
      if (++steps === 2) server.handle({ kind: 'cancel', id: 1 })
    })
    server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 100 })
    await tick()
    expect(steps).toBe(2)
    expect(ofJob(1).filter(({ kind }) => kind !== 'push')).toEqual([{ kind: 'cancelled', id: 1 }])
  })

  test('a failure ends its job and leaves the next one be', async () => {
    const { server, ofJob } = await serve('acoustic')
    server.handle({
      kind: 'analyse',
      keeping: 'taken',
      id: 1,
      text: asWritten('fail'),
      tempo: ownTempo,
      credit: 2,
    })
    server.handle({
      kind: 'analyse',
      keeping: 'taken',
      id: 2,
      text: asWritten('fine'),
      tempo: ownTempo,
      credit: 2,
    })
    await tick()
    expect(ofJob(1)).toMatchObject([{ kind: 'failed', error: { code: 'internal/unexpected' } }])
    expect(ofJob(2)).toMatchObject([{ kind: 'utterance' }, { kind: 'done' }])
  })

  test('cancelling a long analysis ends it within one part', async () => {
    let parts = 0
    const { server, ofJob } = await serve('acoustic', () => {
      if (++parts === 2) server.handle({ kind: 'cancel', id: 1 })
    })
    const text = asWritten('one|two|three|four|five')
    server.handle({ kind: 'analyse', keeping: 'taken', id: 1, text, tempo: ownTempo, credit: 100 })
    await tick()
    expect(ofJob(1).map(({ kind }) => kind)).toEqual(['utterance', 'utterance', 'cancelled'])
    expect(parts).toBe(2)
    server.handle({
      kind: 'analyse',
      keeping: 'taken',
      id: 2,
      text: asWritten('next'),
      tempo: ownTempo,
      credit: 100,
    })
    await tick()
    expect(ofJob(2).map(({ kind }) => kind)).toEqual(['utterance', 'done'])
  })

  test('closing cancels what waits and frees everything', async () => {
    const { server, ofJob } = await serve('vocoder')
    server.handle({ kind: 'render', id: 1, utterance: sineUtterance(frames), plan, credit: 0 })
    server.handle({ kind: 'close' })
    await server.closed
    expect(ofJob(1)).toEqual([{ kind: 'cancelled', id: 1 }])
  })
})
