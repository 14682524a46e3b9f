import type { Worker } from 'node:worker_threads'
import { assert } from '@contract/assert'
import { AppError, fromErrorData, type ErrorData } from '@contract/errors'
import { maxOpenJobs, pipelineDepth } from '@contract/limits'
import type { Reason } from '@contract/reasons'
import type { DeviceId } from '@contract/settings'
import type { VoiceWork } from '@contract/voice-stages'
import type { Placement } from '../onnx/placement'
import type { Keeping } from '../speech-cache/kept-utterances'
import type { SpeechKeeping } from '../speech-cache/speech-keeping'
import type { SpeakableText } from '../text/speakable-text'
import type { InstalledVoice } from '../voices/family'
import type { Tempo } from '../voices/tempo'
import type { RenderedPush, RenderPlan, Utterance } from '../voices/voice'
import { featureBuffers } from './inference-server'
import type { InferenceReply, InferenceRequest, InferenceWorkerData } from './messages'
import { startThread } from './start-thread'

interface Job {
  onReply(reply: InferenceReply): void
  onDeath(error: AppError): void
}

/** What is asked of a worker, before it has a number. */
type JobRequest =
  | Omit<Extract<InferenceRequest, { kind: 'analyse' }>, 'id' | 'credit'>
  | Omit<Extract<InferenceRequest, { kind: 'render' }>, 'id' | 'credit'>

/** The sound of an utterance without features is kept no longer: it has to be made again from its text. */
export class SoundGone extends Error {}

/** The other end of an inference worker: typed calls, cancellation, death turned into errors. */
export class InferenceClient {
  /** Resolves when the worker died without being closed, after its jobs were told. */
  readonly lost: Promise<AppError>
  readonly #worker: Worker
  readonly #jobs = new Map<number, Job>()
  readonly #loaded: Promise<void>
  readonly #exited: Promise<void>
  #nextId = 1
  #death: AppError | null = null
  #isClosing = false

  /** @param workerPath the built worker script */
  constructor(
    workerPath: string,
    voice: InstalledVoice,
    work: VoiceWork,
    options: {
      /** What runs the vocoder; absent: the CPU. */
      placement?: Placement
      onPlaced?: (placement: Placement) => void
      /** Told when a device failed or could not be opened, and the CPU has taken over. */
      onFallBack?: (device: DeviceId, reason: Reason) => void
      /** What it makes is kept there; absent: nowhere. */
      keeping?: SpeechKeeping | undefined
    } = {},
  ) {
    const { placement, keeping } = options
    const speech = keeping && { directory: keeping.directory, isOn: keeping.isOn }
    const data: InferenceWorkerData = { voice, work, placement, speech }
    this.#worker = startThread(workerPath, data, work)
    let resolveLoaded: () => void
    let rejectLoaded: (error: Error) => void
    this.#loaded = new Promise((resolve, reject) => {
      resolveLoaded = resolve
      rejectLoaded = reject
    })
    this.#loaded.catch(() => undefined)
    this.#exited = new Promise((resolve) => this.#worker.once('exit', () => resolve()))
    const leave = keeping?.join((isOn) => this.#setKeeping(isOn))
    void this.#exited.then(leave)
    let resolveLost: (error: AppError) => void
    this.lost = new Promise((resolve) => (resolveLost = resolve))
    const die = (error: AppError): void => {
      rejectLoaded(error)
      this.#endJobs(error)
      resolveLost(error)
    }
    this.#worker.on('message', (reply: InferenceReply) => {
      if (reply.kind === 'loaded') resolveLoaded()
      else if (reply.kind === 'load-failed') die(fromErrorData(reply.error))
      else if (reply.kind === 'placed') options.onPlaced?.(reply.placement)
      else if (reply.kind === 'fell-back') options.onFallBack?.(reply.device, reply.reason)
      else if (reply.kind === 'kept') keeping?.kept(reply.name, reply.bytes)
      else if (reply.kind === 'keeping-failed') keeping?.failed(fromErrorData(reply.error))
      else this.#jobs.get(reply.id)?.onReply(reply)
    })
    this.#worker.on('error', (cause) =>
      die(new AppError('engine/crashed', `The ${work} worker failed`, { retry: 'now', cause })),
    )
    this.#worker.on('exit', (code) => {
      if (!this.#isClosing)
        die(new AppError('engine/crashed', `The ${work} worker ended with ${code}`, { retry: 'now' }))
    })
  }

  /** Resolves when the sessions are loaded. @throws AppError of the loading */
  loaded(): Promise<void> {
    return this.#loaded
  }

  /**
   * @see Voice.analyse; at most `pipelineDepth` utterances are under way or waiting here, or all of them
   * @param keeping 'renewed' and 'none': with their features, whatever is kept of them
   */
  analyse(
    text: SpeakableText,
    tempo: Tempo,
    signal: AbortSignal,
    keeping: Keeping = 'taken',
  ): AsyncGenerator<Utterance, void, void> {
    return this.#stream(
      { kind: 'analyse', text, tempo, keeping },
      () => [],
      (reply) =>
        reply.kind === 'utterance' ? [reply.utterance] : reply.kind === 'analysed' ? reply.utterances : [],
      signal,
    )
  }

  /**
   * @see Voice.render; at most `pipelineDepth` pushes are under way or waiting here, or all of them
   * @throws SoundGone before the first push, for an utterance without features
   */
  render(
    utterance: Utterance,
    plan: RenderPlan,
    signal: AbortSignal,
  ): AsyncGenerator<RenderedPush, void, void> {
    const buffers = (): ArrayBuffer[] => {
      const transfer = featureBuffers(utterance)
      // A buffer handed over once would be lost on the way without a word, and its job never end.
      assert(
        transfer.every(({ byteLength }) => byteLength > 0),
        'an utterance is rendered once',
      )
      return transfer
    }
    return this.#stream(
      { kind: 'render', utterance, plan },
      buffers,
      (reply) => (reply.kind === 'push' ? [reply.push] : reply.kind === 'rendered' ? reply.pushes : []),
      signal,
    )
  }

  /** A job: its items in order, one granted for each that was taken. @throws AppError 'engine/busy' beyond `maxOpenJobs` */
  async *#stream<Item>(
    job: JobRequest,
    transferOf: () => readonly ArrayBuffer[],
    itemsOf: (reply: InferenceReply) => readonly Item[],
    signal: AbortSignal,
  ): AsyncGenerator<Item, void, void> {
    signal.throwIfAborted()
    const transfer = transferOf()
    if (this.#death) throw this.#death
    if (this.#jobs.size >= maxOpenJobs)
      throw new AppError('engine/busy', `A worker has ${this.#jobs.size} jobs already`, { retry: 'now' })
    const id = this.#nextId++
    const queue: Item[] = []
    let ended: { error: ErrorData | Error | null } | null = null
    let wake: (() => void) | null = null
    const onAbort = (): void => wake?.()
    this.#jobs.set(id, {
      onReply: (reply) => {
        queue.push(...itemsOf(reply))
        if (reply.kind === 'sound-gone') ended = { error: new SoundGone() }
        else if (reply.kind === 'failed') ended = { error: reply.error }
        else if (reply.kind !== 'utterance' && reply.kind !== 'push') ended = { error: null }
        wake?.()
      },
      onDeath: (error) => {
        ended = { error }
        wake?.()
      },
    })
    signal.addEventListener('abort', onAbort)
    try {
      this.#post({ ...job, id, credit: pipelineDepth }, transfer)
      for (;;) {
        signal.throwIfAborted()
        const item = queue.shift()
        if (item !== undefined) {
          if (!ended) this.#post({ kind: 'grant', id, credit: 1 })
          yield item
        } else if (ended) {
          const { error } = ended as { error: ErrorData | Error | null }
          if (error) throw error instanceof Error ? error : fromErrorData(error)
          return
        } else {
          await new Promise<void>((resolve) => (wake = resolve))
          wake = null
        }
      }
    } finally {
      signal.removeEventListener('abort', onAbort)
      this.#jobs.delete(id)
      if (!ended) this.#post({ kind: 'cancel', id })
    }
  }

  /** Resolves when nothing that it made is on its way to the disk any more. */
  #setKeeping(isOn: boolean): Promise<void> {
    if (this.#isClosing || this.#death) return this.#exited
    const id = this.#nextId++
    return new Promise((resolve) => {
      const onReply = (): void => {
        this.#jobs.delete(id)
        resolve()
      }
      this.#jobs.set(id, { onReply, onDeath: () => void this.#exited.then(resolve) })
      this.#post({ kind: 'set-keeping', id, isOn })
    })
  }

  /** Runs the vocoder elsewhere, from the next sentence on; `onPlaced` or `onFallBack` tells when. */
  place(placement: Placement): void {
    if (!this.#isClosing && !this.#death) this.#post({ kind: 'place', placement })
  }

  /** Asks the worker to end and waits for it: a run under way must not be cut off. */
  async close(): Promise<void> {
    if (!this.#isClosing) {
      this.#isClosing = true
      this.#endJobs(new AppError('engine/crashed', 'The voice was closed', { retry: 'now' }))
      this.#post({ kind: 'close' })
    }
    await this.#exited
  }

  /** Whatever is asked from here on fails alike. */
  #endJobs(error: AppError): void {
    this.#death ??= error
    for (const job of [...this.#jobs.values()]) job.onDeath(error)
    this.#jobs.clear()
  }

  #post(request: InferenceRequest, transfer: readonly ArrayBuffer[] = []): void {
    this.#worker.postMessage(request, [...transfer])
  }
}
