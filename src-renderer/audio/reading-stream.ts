import type { TextPosition } from '@contract/document'
import type { Settings, VoiceChoice } from '@contract/settings'
import type { StreamClock } from './stream-clock'
import { StreamTimeline } from './stream-timeline'

/** One run of reading, from `start` to its end. */
export interface Stream {
  readonly id: number
  from: TextPosition
  until: TextPosition | undefined
  settings: Settings
  startedAtMilliseconds: number
  readonly timeline: StreamTimeline
  /** Null until the engine was told to begin. */
  clock: StreamClock | null
  /** Of the clock; null with it. */
  sampleRateHz: number | null
  /** False once the engine that speaks it is gone or its settings are outdated: what is buffered may still play. */
  isCurrent: boolean
  /** What the engine spoke it with that is gone; null while none is. */
  spokenWith: VoiceChoice | null
  /** Sound counts as audible once the clock is past this sample: where the stream was resumed. */
  silentUntilSample: number
  /** A click waits for its sound and is timed; a restart of the engine is no click. */
  isTimed: boolean
}

/** A stream that nobody was told of yet. */
export function newStream(
  id: number,
  what: Pick<Stream, 'from' | 'until' | 'settings'>,
  startedAtMilliseconds: number,
): Stream {
  return {
    id,
    ...what,
    startedAtMilliseconds,
    timeline: new StreamTimeline(id),
    clock: null,
    sampleRateHz: null,
    isCurrent: true,
    spokenWith: null,
    silentUntilSample: 0,
    isTimed: true,
  }
}

/** The word being heard, else the stream's beginning. */
export function placeToGoOn(stream: Stream): TextPosition {
  const progress = stream.clock?.read()
  return (progress && stream.timeline.positionAt(progress.sample)) ?? stream.from
}

/** The worklet holds the rest of the stream: nothing more is needed of the engine. */
export function isAllSent(stream: Stream): boolean {
  return stream.timeline.totalSamples !== null && stream.settings.audio.output === 'window'
}

/** Speed and seed change every sample from here on; another output has another clock. */
export function needsNewStream(before: Settings, after: Settings): boolean {
  return (
    before.speech.speed !== after.speech.speed ||
    before.speech.seed !== after.speech.seed ||
    before.audio.output !== after.audio.output
  )
}
