import type { OutputDevice } from '@contract/settings'
import type { SettingsStore } from '../settings/settings-store.svelte'
import { isDevice, isOutputLost, type ListedOutput } from './lost-output'

/** What of a page's media devices is needed to know its sound outputs. */
export type SoundDevices = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>

/** Where a context is to sound. */
export interface OutputChoice {
  /** '': where the system sends it. */
  readonly sinkId: string
  /** Whether it stays open while nothing sounds; false: it may rest. */
  readonly keepsOpen: boolean
  /** Runs `listener` when that is elsewhere. @returns ends it */
  onChange(listener: () => void): () => void
  /** A context sounds there now, or could not be made to and sounds where it did. */
  tried(sinkId: string, isTaken: boolean): void
}

/** The sound outputs there are, and the one that is chosen: while it is gone, the system's choice stands in for it. */
export class OutputDevices implements OutputChoice {
  #known: readonly OutputDevice[] = $state.raw([])
  #hasLooked = $state(false)
  #refusedId: string | null = $state(null)
  /** As they were listed last; null while they cannot be. */
  #listed: readonly ListedOutput[] | null = null
  #sinkId = ''
  /** The one that sound went to last. */
  #takenId = ''
  #listeners: readonly (() => void)[] = []
  #lossListeners: readonly (() => void)[] = []
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
  /** The one that is chosen is there and takes no sound. */
  get isRefused(): boolean {
    return this.chosen !== null && this.#refusedId === this.chosen.id && !this.isGone
  }
  get sinkId(): string {
    return this.#present()?.id ?? ''
  }

  get keepsOpen(): boolean {
    return this.settings.current.audio.keepsOutputOpen
  }

  choose(id: string): void {
    this.#refusedId = null
    this.settings.changeAudio({ device: this.#known.find((device) => device.id === id) ?? null })
  }

  onChange(listener: () => void): () => void {
    this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
    }
  }

  /** Runs `listener` when the device has gone that was sounded on. @returns ends it */
  onLost(listener: () => void): () => void {
    this.#lossListeners = [...this.#lossListeners, listener]
    return () => {
      this.#lossListeners = this.#lossListeners.filter((other) => other !== listener)
    }
  }

  tried(sinkId: string, isTaken: boolean): void {
    if (!isTaken) this.#refusedId = sinkId
    else {
      this.#takenId = sinkId
      if (this.#refusedId === sinkId) this.#refusedId = null
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
    // Devices that cannot be listed are none that can be chosen, or missed.
    const all = await this.devices.enumerateDevices().catch(() => null)
    const listed = all?.filter(({ kind }) => kind === 'audiooutput') ?? null
    const before = this.#listed
    // The engine has the way to the system's sound, and knows of no other device.
    const inWindow = this.#refusedId === this.sinkId ? this.#takenId : this.sinkId
    const used = this.settings.current.audio.output === 'system' ? '' : inWindow
    this.#listed = listed
    this.#known = (listed ?? [])
      .filter((output) => isDevice(output) && output.label !== '')
      .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
    this.#hasLooked = true
    if (before && listed && isOutputLost(used, before, listed))
      for (const listener of this.#lossListeners) listener()
    this.#tell()
  }

  #tell(): void {
    const { sinkId } = this
    if (sinkId === this.#sinkId) return
    this.#sinkId = sinkId
    for (const listener of this.#listeners) listener()
  }
}
