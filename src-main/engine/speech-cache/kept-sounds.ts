import { soundName } from './speech-cache'

/** What of a digest tells it from all others here: as much of it as a number holds. */
const hexDigits = 12

/** Which sounds are kept, without asking the disk for each: as it was found when it was looked through, and what came since. */
export class KeptSounds {
  #found = new Set<number>()
  readonly #listeners = new Set<() => void>()

  /** By the address of a sound. */
  has(address: string): boolean {
    return this.#found.has(keyOf(address))
  }

  /** @param name of an entry, of a sound or not */
  add(name: string): void {
    if (!isOfSound(name)) return
    this.#found.add(keyOf(name))
    this.#tell()
  }

  /** @param names of all entries that there are */
  replace(names: readonly string[]): void {
    this.#found = new Set(names.filter(isOfSound).map(keyOf))
    this.#tell()
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
