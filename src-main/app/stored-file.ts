import { readFile, rename } from 'node:fs/promises'
import { codeOf } from './atomic-file'

/** What was found where something is kept. */
export type StoredFile<Value> =
  | { readonly state: 'read'; readonly value: Value }
  /** Nothing was ever kept there. */
  | { readonly state: 'none' }
  /** It cannot be read. `setAside` is where it lies now; null: it could not be moved and must not be overwritten. */
  | { readonly state: 'unreadable'; readonly setAside: string | null; readonly cause: unknown }

/**
 * Reads a JSON file of Lector's own. One that cannot be read is moved out of the way: it may still hold what somebody
 * wants back.
 * @param path ends in ".json"
 * @param parse accepts what the file holds, or throws
 */
export async function readStoredFile<Value>(
  path: string,
  parse: (stored: unknown) => Value,
): Promise<StoredFile<Value>> {
  try {
    return { state: 'read', value: parse(JSON.parse(await readFile(path, 'utf8'))) }
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return { state: 'none' }
    const setAside = path.replace(/\.json$/, `.unreadable-${Date.now()}.json`)
    const isMoved = await rename(path, setAside).then(
      () => true,
      () => false,
    )
    return { state: 'unreadable', setAside: isMoved ? setAside : null, cause }
  }
}
