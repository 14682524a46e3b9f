import type { OutputDevice } from '@contract/settings'
import type { SettingsStore } from '../settings/settings-store.svelte'
import type { SoundDevices } from './device-watch'

/** Where a context is to sound. */
export interface OutputChoice {
  /** '': where the system sends it. */
  readonly sinkId: string
  /** Runs `listener` when that is elsewhere. @returns ends it */
  onChange(listener: () => void): () => void
}

/** Under these ids Chromium lists the system's choice once more. */
const systemIds = new Set(['', 'default', 'communications'])

/** The sound outputs there are, and the one that is chosen: while it is gone, the system's choice stands in for it. */
export class OutputDevices implements OutputChoice {
  #known: readonly OutputDevice[] = $state.raw([])
  #hasLooked = $state(false)
  #sinkId = ''
  #listeners: readonly (() => void)[] = []
  readonly #stop: () => void

  constructor(
    private readonly devices: SoundDevices,
    private readonly settings: SettingsStore,
  ) {
    const look = (): void => void this.#look()
    devices.addEventListener('devicechange', look)
    const unsubscribe = settings.subscribe(() => this.#tell())
    this.#stop = () => {
      devices.removeEventListener('devicechange', look)
      unsubscribe()
    }
    look()
  }

  get known(): readonly OutputDevice[] {
    return this.#known
  }
  /** Null: the system's choice. */
  get chosen(): OutputDevice | null {
    return this.settings.current.audio.device
  }
  /** The one that is chosen is not there. */
  get isGone(): boolean {
    return this.chosen !== null && this.#hasLooked && this.#present() === null
  }
  get sinkId(): string {
    return this.#present()?.id ?? ''
  }

  choose(id: string): void {
    this.settings.changeAudio({ device: this.#known.find((device) => device.id === id) ?? null })
  }

  onChange(listener: () => void): () => void {
    this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
    }
  }

  dispose(): void {
    this.#stop()
  }

  #present(): OutputDevice | null {
    const id = this.chosen?.id
    return this.#known.find((device) => device.id === id) ?? null
  }

  async #look(): Promise<void> {
    // Devices that cannot be listed are none that can be chosen.
    const all = await this.devices.enumerateDevices().catch(() => [])
    this.#known = all
      .filter(
        ({ kind, deviceId, label }) => kind === 'audiooutput' && !systemIds.has(deviceId) && label !== '',
      )
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
    this.#hasLooked = true
    this.#tell()
  }

  #tell(): void {
    const { sinkId } = this
    if (sinkId === this.#sinkId) return
    this.#sinkId = sinkId
    for (const listener of this.#listeners) listener()
  }
}
