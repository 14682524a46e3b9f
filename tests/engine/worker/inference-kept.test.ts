import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { blockingSpeechDisk } from '../../../src-main/engine/speech-cache/speech-disk'
import { SpeechCache } from '../../../src-main/engine/speech-cache/speech-cache'
import { asWritten } from '../../../src-main/engine/text/speakable-text'
import type { InstalledVoice, VoiceFamily } from '../../../src-main/engine/voices/family'
import { ownTempo } from '../../../src-main/engine/voices/tempo'
import type { RenderPlan, Utterance } from '../../../src-main/engine/voices/voice'
import { startInferenceServer, type InferenceServer } from '../../../src-main/engine/worker/inference-server'
import type { InferenceReply } from '../../../src-main/engine/worker/messages'
import { createSineVocoder, sineHopSamples, sineRateHz, sineUtterance } from '../../helpers/sine-vocoder'

const voice = { manifest: { hopSamples: sineHopSamples } } as InstalledVoice
const planOf = ({ samples }: Utterance): RenderPlan => ({
  seed: 1,
  stream: speechSettingsSchema.parse({}).stream,
  keep: { startSample: 0, endSample: samples },
  stretch: 1,
  output: { sampleRateHz: sineRateHz, gainDecibels: 0 },
  skipSamples: 0,
})

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-speech-'))
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** All of a voice in one thread, which keeps what it makes. */
async function serve(failing: readonly ('acoustic' | 'vocoder')[] = []) {
  const loaded: string[] = []
  const load = <Half>(name: 'acoustic' | 'vocoder', half: Half): Promise<Half> => {
    loaded.push(name)
    return failing.includes(name)
      ? Promise.reject(new AppError('voice/incompatible', `No ${name}`))
      : Promise.resolve(half)
  }
  const family: VoiceFamily = {
    precisions: ['float32'],
    describe: () => expect.fail('not asked for'),
    prepare: () => Promise.resolve(),
    loadFrontEnd: () => expect.fail('not asked for'),
    loadAcousticModel: () =>
      load('acoustic', {
        async *analyse({ text }) {
          await Promise.resolve()
          yield sineUtterance(50 * text.length, text)
        },
        dispose: () => Promise.resolve(),
      }),
    loadVocoder: () => load('vocoder', createSineVocoder()),
  }
  const replies: InferenceReply[] = []
  const cache = new SpeechCache(directory, undefined, { disk: blockingSpeechDisk })
  const server = await startInferenceServer({
    ...{ family, voice, work: 'whole', sampleRateHz: sineRateHz },
    speech: { cache, voiceAddress: 'a voice' },
    reply: (reply) => void replies.push(reply),
  })
  expect(replies).toEqual([{ kind: 'loaded' }])
  return { server: server as InferenceServer, replies, loaded, cache }
}

type Served = Awaited<ReturnType<typeof serve>>

/** What answers a job, one reply. */
async function jobOf(
  { server, replies }: Served,
  job: Parameters<InferenceServer['handle']>[0] & { id: number },
) {
  const ofJob = () => replies.filter((reply) => 'id' in reply && reply.id === job.id)
  server.handle(job)
  await vi.waitFor(() => expect(ofJob()).toHaveLength(1))
  return ofJob()
}

async function said(served: Served, text: string, id: number): Promise<InferenceReply[]> {
  const analysed = await jobOf(served, {
    ...{ kind: 'analyse', id, text: asWritten(text), tempo: ownTempo, keeping: 'taken', credit: 9 },
  })
  const [first] = analysed
  if (first.kind !== 'analysed') return analysed
  const [utterance] = first.utterances
  return jobOf(served, { kind: 'render', id: id + 1, utterance, plan: planOf(utterance), credit: 99 })
}

const samplesOf = (replies: readonly InferenceReply[]) =>
  replies.flatMap((reply) =>
    reply.kind === 'rendered' ? reply.pushes.flatMap(({ samples }) => [...samples]) : [],
  )

test('a thread that makes whole sentences loads a network when it is first needed, and none for what is kept', async () => {
  const first = await serve()
  expect(first.loaded).toEqual([])
  const made = samplesOf(await said(first, 'one', 1))
  expect(made).toHaveLength(150 * sineHopSamples)
  expect(first.loaded).toEqual(['acoustic', 'vocoder'])
  await said(first, 'two', 3)
  expect(first.loaded).toEqual(['acoustic', 'vocoder'])
  first.server.handle({ kind: 'close' })
  await first.server.closed

  const second = await serve()
  for (const id of [1, 3, 5]) expect(samplesOf(await said(second, 'one', id))).toEqual(made)
  expect(second.loaded).toEqual([])
  second.server.handle({ kind: 'close' })
  await second.server.closed
})

test('where a network cannot be loaded, each job that needs it says so, and what is kept is said', async () => {
  const first = await serve()
  const made = samplesOf(await said(first, 'one', 1))
  await first.cache.settled()
  const failure = (what: string) => [
    { kind: 'failed', error: { code: 'voice/incompatible', message: `No ${what}` } },
  ]
  const without = await serve(['acoustic', 'vocoder'])
  for (const id of [1, 3]) expect(await said(without, 'two', id)).toMatchObject(failure('acoustic'))
  expect(samplesOf(await said(without, 'one', 5))).toEqual(made)
  expect(without.loaded).toEqual(['acoustic'])
  const silent = await serve(['vocoder'])
  for (const [id, text] of ['two', 'three'].entries())
    expect(await said(silent, text, 2 * id)).toMatchObject(failure('vocoder'))
  for (const { server } of [first, without, silent]) {
    server.handle({ kind: 'close' })
    await server.closed
  }
})

test('sounds that are rendered side by side are each their own, whatever memory is used again', async () => {
  const first = await serve()
  const texts = ['one', 'four', 'three', 'sixteen']
  const made = []
  for (const [index, text] of texts.entries()) made.push(samplesOf(await said(first, text, 10 * index)))
  await first.cache.settled()
  const second = await serve()
  const utterances: Utterance[] = []
  for (const [index, text] of texts.entries()) {
    const [reply] = await jobOf(second, {
      ...{ kind: 'analyse', id: index, text: asWritten(text), tempo: ownTempo, keeping: 'taken', credit: 9 },
    })
    if (reply.kind === 'analysed') utterances.push(...reply.utterances)
  }
  for (const round of [1, 2, 3]) {
    const jobs = utterances.map((utterance, index) =>
      jobOf(second, {
        ...{ kind: 'render', id: 100 * round + index, utterance, plan: planOf(utterance), credit: 99 },
      }),
    )
    expect((await Promise.all(jobs)).map(samplesOf)).toEqual(made)
  }
  expect(second.loaded).toEqual([])
})
