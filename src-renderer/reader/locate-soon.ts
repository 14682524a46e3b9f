import type { TextPosition } from '@contract/document'
import type { TextMove } from '@contract/speech'

/** The engine answers at once or is still being loaded. */
const locateTimeoutMilliseconds = 250

/** Asks where a step leads, and does not wait for an engine that is being loaded or is gone: null then. */
export function locateSoon<Place extends TextPosition>(
  locate: (from: TextPosition, move: TextMove) => Promise<Place | null>,
  from: TextPosition,
  move: TextMove,
): Promise<Place | null> {
  return Promise.race([
    // An engine that is gone says so itself; the page can still tell where it is.
    locate(from, move).catch(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), locateTimeoutMilliseconds)),
  ])
}
