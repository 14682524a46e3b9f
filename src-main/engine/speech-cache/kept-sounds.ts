import { soundName } from './speech-cache'

/** What of a digest tells it from all others here: as much of it as a number holds. */
const hexDigits = 12

/** Which sounds are kept, without asking the disk for each: as it was found when it was looked through, and what came since. */
export class KeptSounds {
  #found = new Set<number>()
  /** What was kept while it is looked what there is; null: nobody looks. */
  #sinceLook: string[] | null = null
  readonly #listeners = new Set<() => void>()

  /** By the address of a sound. */
  has(address: string): boolean {
    return this.#found.has(keyOf(address))
  }

  /** @param name of an entry, of a sound or not */
  add(name: string): void {
    if (!isOfSound(name)) return
    this.#found.add(keyOf(name))
    this.#sinceLook?.push(name)
    this.#tell()
  }

  /**
   * Looks what there is, in place of what was known; what is kept meanwhile may have been passed by. One look at a time.
   * @param list brings the names of all entries
   * @throws what `list` throws; what was known holds then
   */
  async look(list: () => Promise<readonly string[]>): Promise<void> {
    const since: string[] = (this.#sinceLook = [])
    try {
      const names = await list()
      this.#found = new Set([...names, ...since].filter(isOfSound).map(keyOf))
      this.#tell()
    } finally {
      this.#sinceLook = null
    }
  }

  /** Runs `listener` whenever others may be kept, until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

function isOfSound(name: string): boolean {
  return name.endsWith(soundName(''))
}

function keyOf(address: string): number {
  return Number.parseInt(address.slice(0, hexDigits), 16)
}
