import { toErrorData } from '@contract/errors'
import type { VoiceWork } from '@contract/voice-stages'
import { assert, assertNever } from '@contract/assert'
import { freeBuffers } from '../free-buffers'
import { loadPostProcess, type PostProcess } from '../audio/post/post-process'
import { renderUtterance, type SoundSource } from '../streaming/render'
import { Turns } from '../streaming/turns'
import type { Placement } from '../onnx/placement'
import { soundAddress, textAddress } from '../speech-cache/addresses'
import { isWithoutFeatures, utterancesOf } from '../speech-cache/kept-utterances'
import type { SpeechCache } from '../speech-cache/speech-cache'
import type { InstalledVoice, VoiceFamily } from '../voices/family'
import type { Utterance } from '../voices/voice'
import type { InferenceReply, InferenceRequest } from './messages'
import { VoiceHalves } from './voice-halves'

type Analyse = Extract<InferenceRequest, { kind: 'analyse' }>
type Render = Extract<InferenceRequest, { kind: 'render' }>

/** Runs one half of a voice, or all of it, and answers requests. Transport-free: the worker's entry joins it to its port. */
export interface InferenceServer {
  handle(request: InferenceRequest): void
  /** Resolves when a 'close' was carried out. */
  readonly closed: Promise<void>
}

type Reply = (reply: InferenceReply, transfer?: readonly ArrayBuffer[]) => void

/** 'loaded' or 'load-failed' is the first reply. */
export async function startInferenceServer(options: {
  family: VoiceFamily
  voice: InstalledVoice
  work: VoiceWork
  /** What runs the vocoder; absent: the CPU. */
  placement?: Placement | undefined
  sampleRateHz: number
  /** What was made before, and by whom; absent: nothing is kept. */
  speech?: { readonly cache: SpeechCache; readonly voiceAddress: string } | undefined
  reply: Reply
}): Promise<InferenceServer | null> {
  const { work, speech, reply } = options
  const halves = new VoiceHalves({
    ...options,
    onFallBack: (device, reason) => reply({ kind: 'fell-back', device, reason }),
  })
  try {
    // All of a voice in one thread makes whole sentences, for later. If all of them are kept, it needs no network.
    if (work !== 'whole' || !speech) await halves.load()
    const postProcess = work === 'acoustic' ? null : await loadPostProcess()
    const server = createServer({ halves, postProcess, ...options })
    reply({ kind: 'loaded' })
    return server
  } catch (error) {
    await halves.dispose()
    reply({ kind: 'load-failed', error: toErrorData(error) })
    return null
  }
}

function createServer(parts: {
  halves: VoiceHalves
  postProcess: PostProcess | null
  voice: InstalledVoice
  work: VoiceWork
  sampleRateHz: number
  speech?: { readonly cache: SpeechCache; readonly voiceAddress: string } | undefined
  reply: Reply
}): InferenceServer {
  const { halves, postProcess, voice, work, sampleRateHz, speech, reply } = parts
  /** Jobs under way, with the items each may still send and who waits for more. */
  const open = new Map<number, { credit: number; isCancelled: boolean; wake: () => void }>()
  const running = new Set<Promise<void>>()
  /** One run at a time; a job that waits for credit holds up nobody. */
  const turns = new Turns()
  let resolveClosed: () => void = () => undefined
  const closed = new Promise<void>((resolve) => (resolveClosed = resolve))

  const begin = ({ id, credit }: Analyse | Render, job: () => Promise<void>): void => {
    open.set(id, { credit, isCancelled: false, wake: () => undefined })
    const ended = job()
      .catch((error: unknown) => reply({ kind: 'failed', id, error: toErrorData(error) }))
      .then(() => void open.delete(id))
    running.add(ended)
    void ended.then(() => running.delete(ended))
  }

  /** @returns false when the job was cancelled meanwhile */
  const nextCredit = async (id: number): Promise<boolean> => {
    const job = open.get(id)
    assert(job, 'a running job is open')
    while (job.credit <= 0 && !job.isCancelled) await new Promise<void>((resolve) => (job.wake = resolve))
    job.credit--
    return !job.isCancelled
  }

  /** @returns null when the job was cancelled meanwhile */
  const nextOf = <T>(id: number, items: AsyncGenerator<T, void, void>) =>
    turns.take(async () => (open.get(id)?.isCancelled ? null : items.next()))

  /** Makes one item for every credit, until there are no more or nobody wants them. */
  const stream = async <T>(
    id: number,
    items: AsyncGenerator<T, void, void>,
    send: (item: T) => void,
  ): Promise<void> => {
    try {
      for (;;) {
        if (!(await nextCredit(id))) return reply({ kind: 'cancelled', id })
        const next = await nextOf(id, items)
        if (!next) return reply({ kind: 'cancelled', id })
        if (next.done) return reply({ kind: 'done', id })
        send(next.value)
      }
    } finally {
      await items.return()
    }
  }

  /** Makes all items, unless nobody wants them any more. */
  const gather = async <T>(
    id: number,
    items: AsyncGenerator<T, void, void>,
    send: (items: readonly T[]) => void,
  ): Promise<void> => {
    const made: T[] = []
    try {
      for (;;) {
        const next = await nextOf(id, items)
        if (!next) return reply({ kind: 'cancelled', id })
        if (next.done) return send(made)
        made.push(next.value)
      }
    } finally {
      await items.return()
    }
  }

  const analyse = ({ id, text, tempo, keeping }: Analyse): Promise<void> => {
    const make = async function* (): AsyncGenerator<Utterance, void, void> {
      const acoustic = await halves.acoustic()
      yield* acoustic.analyse(text, tempo)
    }
    // What has no address is not kept by who renders it either.
    const utterances =
      speech && keeping !== 'none'
        ? utterancesOf(
            speech.cache,
            textAddress(speech.voiceAddress, text, tempo),
            make,
            keeping === 'renewed',
          )
        : make()
    return work === 'whole'
      ? gather(id, utterances, (all) =>
          reply({ kind: 'analysed', id, utterances: all }, all.flatMap(featureBuffers)),
        )
      : stream(id, utterances, (utterance) =>
          reply({ kind: 'utterance', id, utterance }, featureBuffers(utterance)),
        )
  }

  const render = async ({ id, utterance, plan }: Render): Promise<void> => {
    assert(postProcess, 'this worker makes sound')
    const { device } = halves
    const address =
      speech && utterance.address !== undefined ? soundAddress(utterance.address, plan, device) : null
    const decoded = address === null ? null : ((await speech?.cache.sound(address)) ?? null)
    if (!decoded && isWithoutFeatures(utterance)) {
      reply({ kind: 'sound-gone', id })
      return
    }
    const onDecoded = (samples: Float32Array): void => {
      // Of two devices none would make it again.
      if (address !== null && halves.device === device) speech?.cache.keepSound(address, samples)
    }
    const sound: SoundSource = decoded
      ? { decoded, hopSamples: voice.manifest.hopSamples, isHeard: work !== 'whole' }
      : { vocoder: await halves.vocoder(), onDecoded: address === null ? undefined : onDecoded }
    const pushes = renderUtterance({ utterance, plan, sampleRateHz, postProcess, ...sound })
    await (work === 'whole'
      ? gather(id, pushes, (all) =>
          reply(
            { kind: 'rendered', id, pushes: all },
            all.map(({ samples }) => samples.buffer),
          ),
        )
      : stream(id, pushes, (push) => reply({ kind: 'push', id, push }, [push.samples.buffer])))
    if (decoded) speech?.cache.done(decoded)
    // An utterance is rendered once.
    freeBuffers(...featureBuffers(utterance))
  }

  const handle = (request: InferenceRequest): void => {
    switch (request.kind) {
      case 'analyse':
        begin(request, () => analyse(request))
        return
      case 'render':
        begin(request, () => render(request))
        return
      case 'grant': {
        const job = open.get(request.id)
        if (!job) return
        job.credit += request.credit
        job.wake()
        return
      }
      case 'cancel': {
        const job = open.get(request.id)
        if (!job) return
        job.isCancelled = true
        job.wake()
        return
      }
      case 'place':
        void turns.take(async () => {
          const vocoder = await halves.vocoder()
          if (await vocoder.place(request.placement)) reply({ kind: 'placed', placement: request.placement })
        })
        return
      case 'set-keeping':
        void (speech?.cache.setOn(request.isOn) ?? Promise.resolve()).then(() =>
          reply({ kind: 'keeping-set', id: request.id }),
        )
        return
      case 'close':
        for (const id of open.keys()) handle({ kind: 'cancel', id })
        void Promise.all(running)
          .then(() =>
            turns.take(async () => {
              await halves.dispose()
              await speech?.cache.settled()
            }),
          )
          .then(resolveClosed)
        return
      default:
        assertNever(request)
    }
  }
  return { handle, closed }
}

/** Every buffer that can be handed over instead of copied. */
export function featureBuffers({ features }: Pick<Utterance, 'features'>): ArrayBuffer[] {
  return Object.values(features.arrays).map((array) => array.buffer)
}
