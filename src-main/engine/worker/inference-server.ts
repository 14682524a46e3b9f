import { toErrorData } from '@contract/errors'
import { assert, assertNever } from '@contract/assert'
import { loadTimeStretch, type TimeStretch } from '../audio/time-stretch'
import { renderUtterance } from '../streaming/render'
import type { InstalledVoice, VoiceFamily } from '../voices/family'
import type { AcousticModel, Vocoder } from '../voices/voice'
import type { InferenceReply, InferenceRequest } from './messages'

type Analyse = Extract<InferenceRequest, { kind: 'analyse' }>
type Render = Extract<InferenceRequest, { kind: 'render' }>

/** Runs one half of a voice and answers requests. Transport-free: the worker's entry joins it to its port. */
export interface InferenceServer {
  handle(request: InferenceRequest): void
  /** Resolves when a 'close' was carried out. */
  readonly closed: Promise<void>
}

type Reply = (reply: InferenceReply, transfer?: readonly ArrayBuffer[]) => void

/** Loads the stage's sessions; 'loaded' or 'load-failed' is the first reply. */
export async function startInferenceServer(options: {
  family: VoiceFamily
  voice: InstalledVoice
  stage: 'acoustic' | 'vocoder'
  sampleRateHz: number
  reply: Reply
}): Promise<InferenceServer | null> {
  const { family, voice, stage, reply } = options
  try {
    const acoustic = stage === 'acoustic' ? await family.loadAcousticModel(voice) : null
    const vocoder = stage === 'vocoder' ? await family.loadVocoder(voice) : null
    const createTimeStretch = stage === 'vocoder' ? await loadTimeStretch() : null
    const server = createServer({ acoustic, vocoder, createTimeStretch, ...options })
    reply({ kind: 'loaded' })
    return server
  } catch (error) {
    reply({ kind: 'load-failed', error: toErrorData(error) })
    return null
  }
}

function createServer(parts: {
  acoustic: AcousticModel | null
  vocoder: Vocoder | null
  createTimeStretch: ((sampleRateHz: number, ratio: number) => TimeStretch) | null
  sampleRateHz: number
  reply: Reply
}): InferenceServer {
  const { acoustic, vocoder, createTimeStretch, reply } = parts
  /** Jobs under way, with the pushes each may still send and who waits for more. */
  const open = new Map<number, { credit: number; isCancelled: boolean; wake: () => void }>()
  const running = new Set<Promise<void>>()
  let turns: Promise<unknown> = Promise.resolve()
  let resolveClosed: () => void = () => undefined
  const closed = new Promise<void>((resolve) => (resolveClosed = resolve))

  /** One run at a time, first come, first served; a job that waits for credit holds up nobody. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turns.then(work)
    turns = result.catch(() => undefined)
    return result
  }

  const begin = (id: number, credit: number, job: () => Promise<void>): void => {
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

  const analyse = async ({ id, text, lengthScale }: Analyse): Promise<void> => {
    assert(acoustic, 'this worker has the acoustic stage')
    const utterances = await inTurn(async () =>
      open.get(id)?.isCancelled ? null : acoustic.analyse(text, lengthScale),
    )
    if (utterances) reply({ kind: 'analysed', id, utterances }, featureBuffers(utterances))
    else reply({ kind: 'cancelled', id })
  }

  const render = async ({ id, utterance, plan }: Render): Promise<void> => {
    assert(vocoder && createTimeStretch, 'this worker has the vocoder stage')
    const { sampleRateHz } = parts
    const pushes = renderUtterance({ vocoder, utterance, plan, sampleRateHz, createTimeStretch })
    try {
      for (;;) {
        if (!(await nextCredit(id))) return reply({ kind: 'cancelled', id })
        const next = await inTurn(() => pushes.next())
        if (next.done) return reply({ kind: 'rendered', id })
        reply({ kind: 'push', id, push: next.value }, [next.value.samples.buffer])
      }
    } finally {
      await pushes.return()
    }
  }

  const handle = (request: InferenceRequest): void => {
    switch (request.kind) {
      case 'analyse':
        begin(request.id, 0, () => analyse(request))
        return
      case 'render':
        begin(request.id, request.credit, () => render(request))
        return
      case 'grant': {
        const job = open.get(request.id)
        if (!job) return
        job.credit += request.pushes
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
      case 'close':
        for (const id of open.keys()) handle({ kind: 'cancel', id })
        void Promise.all(running).then(async () => {
          await acoustic?.dispose()
          await vocoder?.dispose()
          resolveClosed()
        })
        return
      default:
        assertNever(request)
    }
  }
  return { handle, closed }
}

/** Every buffer that can be handed over instead of copied. */
export function featureBuffers(
  utterances: readonly { features: { arrays: Readonly<Record<string, Float32Array<ArrayBuffer>>> } }[],
): ArrayBuffer[] {
  return utterances.flatMap(({ features }) => Object.values(features.arrays).map((array) => array.buffer))
}
