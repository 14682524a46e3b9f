import type { MovePosition } from '@contract/text-change'
import { movedPlace } from './moved-sentence'
import type { Stream } from './reading-stream'
import type { HeardPlace } from './speech-player-types'

/** The text has changed: a stream is where it is now. @returns where that is what was heard last */
export function moveReading(
  stream: Stream | null,
  place: HeardPlace | null,
  move: MovePosition,
): HeardPlace | null {
  if (stream) {
    stream.timeline.move(move)
    stream.from = move(stream.from)
    stream.until &&= move(stream.until)
  }
  return place && movedPlace(place, move)
}
