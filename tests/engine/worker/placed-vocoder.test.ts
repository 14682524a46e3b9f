import { describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { startInferenceServer } from '../../../src-main/engine/worker/inference-server'
import type { InferenceReply } from '../../../src-main/engine/worker/messages'
import type { Placement } from '../../../src-main/engine/onnx/placement'
import type { InstalledVoice, VoiceFamily } from '../../../src-main/engine/voices/family'
import type { RenderPlan, Vocoder } from '../../../src-main/engine/voices/voice'
import {
  createSineVocoder,
  sineHopSamples,
  sineRateHz,
  sineSample,
  sineUtterance,
} from '../../helpers/sine-vocoder'

const onGpu: Placement = { device: 'webgpu', precision: 'float32' }
const frames = 200
const plan: RenderPlan = {
  seed: 1,
  stream: speechSettingsSchema.parse({}).stream,
  keep: { startSample: 0, endSample: frames * sineHopSamples },
  stretch: 1,
  output: { sampleRateHz: sineRateHz, gainDecibels: 0 },
  skipSamples: 0,
}

/** A family whose device fails at its n-th step, or cannot be opened at all. */
function family(device: { failsAtStep?: number; cannotOpen?: boolean }) {
  const opened: string[] = []
  const disposed: string[] = []
  const load = (where: string): Vocoder => {
    let steps = 0
    const sine = createSineVocoder() as Vocoder
    const fail = (): boolean => where === 'webgpu' && steps++ === device.failsAtStep
    return {
      ...sine,
      step: (...push) => (fail() ? Promise.reject(new Error('Device lost\nat 0x1')) : sine.step(...push)),
      dispose: () => Promise.resolve(void disposed.push(where)),
    }
  }
  const placed: VoiceFamily = {
    precisions: ['float32'],
    describe: () => {
      throw new Error('not asked for')
    },
    prepare: () => Promise.resolve(),
    loadFrontEnd: () => Promise.reject(new Error('not asked for')),
    loadAcousticModel: () => Promise.reject(new Error('not asked for')),
    loadVocoder: (_voice, placement) => {
      const where = placement?.device ?? 'cpu'
      if (where !== 'cpu' && device.cannotOpen)
        return Promise.reject(new Error('refused', { cause: new Error('No adapter') }))
      opened.push(where)
      return Promise.resolve(load(where))
    },
  }
  return { family: placed, opened, disposed }
}

async function serve(device: Parameters<typeof family>[0], placement?: Placement) {
  const made = family(device)
  const replies: InferenceReply[] = []
  const server = await startInferenceServer({
    family: made.family,
    voice: {} as InstalledVoice,
    work: 'vocoder',
    placement,
    sampleRateHz: sineRateHz,
    reply: (reply) => void replies.push(reply),
  })
  if (!server) throw new Error('it did not load')
  let lastId = 0
  const render = async (): Promise<number[]> => {
    const id = ++lastId
    server.handle({ kind: 'render', id, utterance: sineUtterance(frames), plan, credit: 100 })
    await expect.poll(() => replies.some((r) => 'id' in r && r.id === id && r.kind === 'done')).toBe(true)
    return replies.flatMap((r) => (r.kind === 'push' && r.id === id ? [...r.push.samples] : []))
  }
  const close = async (): Promise<void> => {
    server.handle({ kind: 'close' })
    await server.closed
  }
  return { ...made, server, replies, render, close }
}

const { features } = sineUtterance(frames)
/** Away from the ramps at both ends. */
const expected = Array.from({ length: 5_000 }, (_, i) => Math.fround(sineSample(features, i + 200)))

describe('createPlacedVocoder', () => {
  test('a device lost in the middle of a sentence costs no sample; later sentences stay on the CPU', async () => {
    for (const failsAtStep of [0, 1, 4, 9]) {
      const { render, replies, opened, disposed, close } = await serve({ failsAtStep }, onGpu)
      expect((await render()).slice(200, 5_200)).toEqual(expected)
      expect(replies.filter(({ kind }) => kind === 'fell-back')).toEqual([
        {
          kind: 'fell-back',
          device: 'webgpu',
          reason: { code: 'device-failed-in-use', values: { detail: 'Device lost' } },
        },
      ])
      expect((await render()).slice(200, 5_200)).toEqual(expected)
      expect(opened).toEqual(['webgpu', 'cpu'])
      await close()
      expect(disposed.sort()).toEqual(['cpu', 'webgpu'])
    }
  })

  test('a device that cannot be opened is told of with the root of its reason, and the CPU loads', async () => {
    const { replies, render, opened } = await serve({ cannotOpen: true }, onGpu)
    expect(replies).toEqual([
      {
        kind: 'fell-back',
        device: 'webgpu',
        reason: { code: 'device-failed-in-use', values: { detail: 'No adapter' } },
      },
      { kind: 'loaded' },
    ])
    expect((await render()).slice(200, 5_200)).toEqual(expected)
    expect(opened).toEqual(['cpu'])
  })

  test('a voice moves to a device between two sentences, and back when that fails', async () => {
    const { server, replies, render, opened, disposed } = await serve({ failsAtStep: 3 })
    await render()
    server.handle({ kind: 'place', placement: onGpu })
    await expect.poll(() => replies.at(-1)).toEqual({ kind: 'placed', placement: onGpu })
    expect(disposed).toEqual(['cpu'])
    expect((await render()).slice(200, 5_200)).toEqual(expected)
    expect(opened).toEqual(['cpu', 'webgpu', 'cpu'])
    expect(replies.some(({ kind }) => kind === 'fell-back')).toBe(true)
  })

  test('moving to a device that cannot be opened changes nothing', async () => {
    const { server, replies, render, disposed } = await serve({ cannotOpen: true })
    server.handle({ kind: 'place', placement: onGpu })
    await expect.poll(() => replies.at(-1)?.kind).toBe('fell-back')
    expect((await render()).slice(200, 5_200)).toEqual(expected)
    expect(disposed).toEqual([])
  })
})
