import type { OutputDevices } from '../audio/output-devices.svelte'
import type { SettingsStore } from '../settings/settings-store.svelte'
import type { ReadingSession } from './reading-session.svelte'

/** A volume on its way through 0 is not meant to stay there, in ms. */
const mutedForMilliseconds = 1_500

/** Why nothing is heard of what is read. */
export type InaudibleReason = 'muted' | 'device-gone'

/**
 * Reading that nobody can hear is paused, and said to be. Whoever goes on with it all the same is let: the words may be
 * followed in silence.
 */
export class Inaudible {
  #reason: InaudibleReason | null = $state(null)
  /** The volume before it was 0. */
  #lastVolume = 1
  /** It was gone on with while muted. */
  #isSilenceWanted = false
  readonly #stop: () => void

  constructor(
    private readonly session: ReadingSession,
    private readonly settings: SettingsStore,
    devices: Pick<OutputDevices, 'onLost'>,
  ) {
    const stopDevices = devices.onLost(() => {
      if (this.#isRead()) this.#pause('device-gone')
    })
    const stopEffects = $effect.root(() => {
      $effect(() => this.#watchVolume(settings.current.audio.volume, session.isAudible))
      // Gone on with, or ended: there is nothing left to say.
      $effect(() => {
        if (session.playback === 'paused' || this.#reason === null) return
        this.#isSilenceWanted = this.#reason === 'muted'
        this.#reason = null
      })
    })
    this.#stop = () => {
      stopDevices()
      stopEffects()
    }
  }

  get reason(): InaudibleReason | null {
    return this.#reason
  }

  /** The word at which it was paused; '' in a pause of the voice's own. */
  get word(): string {
    const { heard, document } = this.session
    const text = heard && document?.blocks[heard.block]?.text
    return heard?.word && text ? text.slice(heard.word.startChar, heard.word.endChar) : ''
  }

  /** Makes it heard again: as loud as before, and from the word where it was paused. */
  resolve(): void {
    if (this.#reason === 'muted') this.settings.changeAudio({ volume: this.#lastVolume })
    this.#reason = null
    if (this.session.playback === 'paused') void this.session.togglePlay()
  }

  dismiss(): void {
    this.#reason = null
  }

  dispose(): void {
    this.#stop()
  }

  #watchVolume(volume: number, isAudible: boolean): (() => void) | undefined {
    if (volume > 0) {
      this.#lastVolume = volume
      this.#isSilenceWanted = false
      if (this.#reason === 'muted') this.#reason = null
      return
    }
    if (!isAudible || this.#isSilenceWanted) return
    const timer = setTimeout(() => {
      if (this.#isRead() && !this.#isSilenceWanted) this.#pause('muted')
    }, mutedForMilliseconds)
    return () => clearTimeout(timer)
  }

  #isRead(): boolean {
    return this.session.playback === 'playing' || this.session.playback === 'starving'
  }

  #pause(reason: InaudibleReason): void {
    void this.session.togglePlay()
    this.#reason = reason
  }
}
