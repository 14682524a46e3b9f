import { hotkeyIds, type HotkeyId, type SystemSettings } from '@contract/settings'

/** Who hands out keys that hold in every program: Electron's `globalShortcut`. */
export interface KeyRegistry {
  /** @returns false when another program has it */
  register(accelerator: string, run: () => void): boolean
  unregister(accelerator: string): void
}

/** Keys that hold in every program: none until a person chooses them. */
export class GlobalHotkeys {
  readonly #held = new Map<HotkeyId, string>()
  #asked: SystemSettings['hotkeys'] | null = null

  /** @param onRefused told after every change which keys could not be had */
  constructor(
    private readonly registry: KeyRegistry,
    private readonly actions: Readonly<Record<HotkeyId, () => void>>,
    private readonly onRefused: (refused: HotkeyId[]) => void,
  ) {}

  /** Holds these keys, and no others. */
  apply(hotkeys: SystemSettings['hotkeys']): void {
    if (this.#asked && hotkeyIds.every((id) => this.#asked?.[id] === hotkeys[id])) return
    this.#asked = hotkeys
    this.#release()
    const refused: HotkeyId[] = []
    for (const id of hotkeyIds) {
      const accelerator = hotkeys[id]
      if (accelerator === null) continue
      if (this.#take(accelerator, this.actions[id])) this.#held.set(id, accelerator)
      else refused.push(id)
    }
    this.onRefused(refused)
  }

  dispose(): void {
    this.#release()
    this.#asked = null
  }

  #take(accelerator: string, run: () => void): boolean {
    // Of two that are the same the first is held.
    if ([...this.#held.values()].includes(accelerator)) return false
    try {
      return this.registry.register(accelerator, run)
    } catch {
      // It names no key on this system.
      return false
    }
  }

  #release(): void {
    for (const accelerator of this.#held.values()) this.registry.unregister(accelerator)
    this.#held.clear()
  }
}
