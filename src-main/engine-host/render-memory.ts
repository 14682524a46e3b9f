import type { RenderedPush, RenderPlan, Utterance, Voice } from '../engine'

/** Sound of one stream that is kept for being said again, beyond what may wait to be heard. */
const spareSeconds = 20
/** Texts whose utterances are kept: as many sentences as the longest buffer and that sound can be made of. */
const keptTexts = 256

/** The sound of an utterance as far as it has been made: it is made on when more of it is asked for. */
interface Rendering {
  readonly pushes: RenderedPush[]
  readonly source: AsyncIterator<RenderedPush>
  isWhole: boolean
  samples: number
}

interface KnownUtterance {
  /** What it was made of, and which part of that it is. */
  readonly key: string
  /** As the voice made it; null once its features were given away. */
  fresh: Utterance | null
  /** Whoever makes it again does so for itself: the leg of reading that first asked for it may be long over. */
  readonly again: (signal: AbortSignal) => AsyncIterable<Utterance>
  readonly part: number
}

/**
 * What a stream's voices have said of it that is not long heard. A text that is changed while it is read is said again
 * from a sentence that is not: what stands there as before is neither looked at nor rendered twice.
 */
export class RenderMemory {
  readonly #voices = new WeakMap<Voice, Voice>()
  readonly #utterances = new WeakMap<Utterance, KnownUtterance>()
  /** In these two, the one used last comes last. */
  readonly #analysed = new Map<string, readonly Utterance[]>()
  readonly #renderings = new Map<string, Rendering>()
  readonly #closing = new AbortController()
  #lastVoice = 0

  /** @param aheadSamples as much as may wait to be heard */
  constructor(
    private readonly aheadSamples: () => number,
    private readonly sampleRateHz: () => number,
  ) {}

  /** A voice that remembers what it said. The same for the same voice. */
  of(voice: Voice): Voice {
    const known = this.#voices.get(voice)
    if (known) return known
    const number = ++this.#lastVoice
    const { id, name, language, sampleRateHz, loudnessLufs, pace, can } = voice
    const remembering: Voice = {
      ...{ id, name, language, sampleRateHz, pace, can },
      ...(loudnessLufs === undefined ? {} : { loudnessLufs }),
      get address() {
        return voice.address
      },
      get device() {
        return voice.device
      },
      analyse: (text, tempo, signal) => {
        const key = JSON.stringify([number, tempo, text])
        return this.#analyse(key, (until) => voice.analyse(text, tempo, until), signal)
      },
      render: (utterance, plan, signal) => this.#render(voice, utterance, plan, signal),
      dispose: () => voice.dispose(),
    }
    this.#voices.set(voice, remembering)
    return remembering
  }

  /** Forgets everything; what is still being made ends. May be called twice. */
  close(): void {
    this.#closing.abort(new Error('The stream has ended'))
    for (const key of [...this.#renderings.keys()]) this.#forget(key)
    this.#analysed.clear()
  }

  async *#analyse(
    key: string,
    analyse: (signal: AbortSignal) => AsyncIterable<Utterance>,
    signal: AbortSignal,
  ): AsyncGenerator<Utterance, void, void> {
    const known = this.#analysed.get(key)
    if (known) {
      this.#keepUtterances(key, known)
      return yield* known
    }
    const made: Utterance[] = []
    for await (const utterance of analyse(signal)) {
      this.#utterances.set(utterance, { key, fresh: utterance, again: analyse, part: made.length })
      made.push(utterance)
      yield utterance
    }
    this.#keepUtterances(key, made)
  }

  #keepUtterances(key: string, made: readonly Utterance[]): void {
    this.#analysed.delete(key)
    this.#analysed.set(key, made)
    for (const oldest of [...this.#analysed.keys()].slice(0, -keptTexts)) this.#analysed.delete(oldest)
  }

  async *#render(
    voice: Voice,
    utterance: Utterance,
    plan: RenderPlan,
    signal: AbortSignal,
  ): AsyncGenerator<RenderedPush, void, void> {
    const known = this.#utterances.get(utterance)
    if (!known) return yield* voice.render(utterance, plan, signal)
    const key = JSON.stringify([known.key, known.part, plan])
    const rendering = this.#renderings.get(key) ?? this.#begin(voice, known, plan)
    this.#renderings.delete(key)
    this.#renderings.set(key, rendering)
    for (let at = 0; ; at++) {
      // Two may wait for the same push: what one of them got is there for both.
      while (at >= rendering.pushes.length && !rendering.isWhole) await this.#renderOn(key, rendering)
      if (at >= rendering.pushes.length) return
      signal.throwIfAborted()
      const push = rendering.pushes[at]
      // The receiver owns what it gets.
      yield { ...push, samples: push.samples.slice() }
      this.#makeRoom(key)
    }
  }

  #begin(voice: Voice, known: KnownUtterance, plan: RenderPlan): Rendering {
    const { signal } = this.#closing
    const takeFresh = async (): Promise<Utterance | null> => {
      const { fresh } = known
      known.fresh = null
      if (fresh) return fresh
      // Its features were given away: it is made once more.
      let part = 0
      for await (const utterance of known.again(signal)) if (part++ === known.part) return utterance
      return null
    }
    async function* make(): AsyncGenerator<RenderedPush, void, void> {
      const utterance = await takeFresh()
      if (utterance) yield* voice.render(utterance, plan, signal)
    }
    return { pushes: [], source: make(), isWhole: false, samples: 0 }
  }

  async #renderOn(key: string, rendering: Rendering): Promise<void> {
    try {
      const { done, value } = await rendering.source.next()
      if (done) rendering.isWhole = true
      else {
        rendering.pushes.push(value)
        rendering.samples += value.samples.length
      }
    } catch (error) {
      this.#forget(key)
      throw error
    }
  }

  #makeRoom(current: string): void {
    const most = this.aheadSamples() + spareSeconds * this.sampleRateHz()
    let samples = 0
    for (const rendering of this.#renderings.values()) samples += rendering.samples
    for (const [key, rendering] of this.#renderings) {
      if (samples <= most) return
      if (key === current) continue
      samples -= rendering.samples
      this.#forget(key)
    }
  }

  #forget(key: string): void {
    const rendering = this.#renderings.get(key)
    this.#renderings.delete(key)
    if (rendering && !rendering.isWhole) void rendering.source.return?.().catch(() => undefined)
  }
}
