import type { SpeechSettings } from '@contract/settings'
import { following, type Voice } from '../../../engine'
import type { CommandContext } from '../../context'

/** Most jobs of a queue are read by the same voice, which stays loaded until another one is asked for. */
export class OneVoiceAtATime {
  readonly #ending: AbortController
  #loading: { readonly key: string; readonly voice: Promise<Voice> } | null = null

  constructor(
    private readonly context: Pick<CommandContext, 'line' | 'loadVoice' | 'signal'>,
    private readonly atOnce: number,
  ) {
    this.#ending = following(context.signal)
  }

  /** Begins to load the voice that will probably be asked for. */
  expect(speech: SpeechSettings): void {
    // Whoever asks for it is told.
    this.of(speech).catch(() => undefined)
  }

  /** @throws as `loadVoice`; a voice that could not be loaded is tried again when it is next asked for */
  async of(speech: SpeechSettings): Promise<Voice> {
    const key = JSON.stringify([speech.voice, speech.speaker, speech.device])
    if (this.#loading?.key === key) return this.#loading.voice
    const before = this.#loading?.voice
    const voice = this.#load(speech, before)
    const loading = { key, voice }
    this.#loading = loading
    voice.catch(() => {
      if (this.#loading === loading) this.#loading = null
    })
    return voice
  }

  /** What is still being loaded is wanted no more. */
  async end(): Promise<void> {
    this.#ending.abort()
    await this.#loading?.voice.catch(() => undefined)
  }

  async #load(speech: SpeechSettings, before: Promise<Voice> | undefined): Promise<Voice> {
    // It is disposed when the next is loaded.
    await before?.catch(() => undefined)
    const { line, loadVoice } = this.context
    const { atOnce } = this
    return loadVoice({ speech, atOnce, keepsSpeech: line.keepsSpeech, until: this.#ending.signal })
  }
}
