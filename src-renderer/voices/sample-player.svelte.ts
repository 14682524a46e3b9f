import { AppError } from '@contract/errors'
import type { OutputChoice } from '../audio/output-devices.svelte'

/** Plays one published sample of a voice at a time, where the window's other sound is heard. */
export class SamplePlayer {
  #heard: string | null = $state(null)
  #context: AudioContext | null = null
  #end: (() => void) | null = null

  /** @param volume 0..1, asked for whenever one begins */
  constructor(
    private readonly choice: Pick<OutputChoice, 'sinkId'>,
    private readonly volume: () => number,
  ) {}

  /** Whose sample is on its way to the ear, or heard; null: nobody's. */
  get heard(): string | null {
    return this.#heard
  }

  /**
   * Plays in the place of what is played. Resolves when it is over or was stopped.
   * @param fetch gives compressed sound; null: there is none, which somebody else tells
   * @throws AppError 'audio/unavailable'
   */
  async play(id: string, fetch: () => Promise<Uint8Array | null>): Promise<void> {
    this.stop()
    this.#heard = id
    try {
      const bytes = await fetch()
      if (bytes === null || this.#heard !== id) return
      await this.#sound(bytes, () => this.#heard === id)
    } finally {
      if (this.#heard === id) this.#heard = null
    }
  }

  stop(): void {
    this.#heard = null
    this.#end?.()
  }

  /** Gives the sound output back. */
  async close(): Promise<void> {
    this.stop()
    const context = this.#context
    this.#context = null
    await context?.close()
  }

  async #sound(bytes: Uint8Array, isWanted: () => boolean): Promise<void> {
    const context = (this.#context ??= new AudioContext())
    const sound = await context.decodeAudioData(bytes.slice().buffer).catch((cause: unknown) => {
      throw new AppError('audio/unavailable', 'The sample is no sound', { cause })
    })
    // Where the chosen output takes no sound, the system's does.
    await context.setSinkId(this.choice.sinkId).catch(() => undefined)
    if (!isWanted()) return
    const source = new AudioBufferSourceNode(context, { buffer: sound })
    source.connect(new GainNode(context, { gain: this.volume() })).connect(context.destination)
    await new Promise<void>((resolve) => {
      this.#end = resolve
      source.onended = () => resolve()
      source.start()
    })
    source.disconnect()
  }
}
