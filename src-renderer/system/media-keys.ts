import type { ReadingState } from '@contract/calls/system'

/** What the system shows of a reading, beside its media keys. */
export interface MediaReading {
  readonly state: ReadingState
  readonly title: string
  /** Being read; empty: the document has none, or nothing was heard. */
  readonly chapter: string
  /** Reckoned from the reading so far; null until there is something to reckon from. */
  readonly time: { readonly durationSeconds: number; readonly positionSeconds: number } | null
}

/** What the media keys do. */
export interface MediaActions {
  play(): void
  pause(): void
  previousSentence(): void
  nextSentence(): void
  stop(): void
}

/** What is used of the page here. */
export interface MediaSurroundings {
  readonly session: Pick<MediaSession, 'metadata' | 'playbackState' | 'setActionHandler' | 'setPositionState'>
  describe(what: { title: string; artist: string }): MediaMetadata
  /** Whether the keys are taken at all. */
  isWanted(): boolean
  /** A medium that plays silence, again and again. */
  makeSilence(): Pick<HTMLAudioElement, 'play' | 'pause' | 'removeAttribute' | 'load'>
}

const handled = ['play', 'pause', 'previoustrack', 'nexttrack', 'stop'] as const

/**
 * The system's media keys, while something is read and no longer. The voice itself plays through an audio context,
 * which Chromium gives no media keys: a silent medium plays beside it and takes no part in its sound or its clock.
 */
export class MediaKeys {
  #silence: ReturnType<MediaSurroundings['makeSilence']> | null = null

  constructor(
    private readonly surroundings: MediaSurroundings,
    private readonly actions: MediaActions,
  ) {}

  /** Follows what is read. */
  show(reading: MediaReading): void {
    if (reading.state === 'none' || !this.surroundings.isWanted()) return this.release()
    if (!this.#silence) this.#take()
    const { session, describe } = this.surroundings
    session.metadata = describe({ title: reading.title, artist: reading.chapter })
    const isPlaying = reading.state === 'playing'
    session.playbackState = isPlaying ? 'playing' : 'paused'
    // Without a gesture it may be refused: the keys then wait for the next one that plays.
    if (isPlaying) this.#silence?.play().catch(() => undefined)
    else this.#silence?.pause()
    this.#showTime(reading.time)
  }

  /** Gives the keys back. */
  release(): void {
    if (!this.#silence) return
    const { session } = this.surroundings
    for (const action of handled) session.setActionHandler(action, null)
    session.playbackState = 'none'
    session.metadata = null
    session.setPositionState()
    this.#silence.pause()
    // Only a medium without a source lets go of the system's sound.
    this.#silence.removeAttribute('src')
    this.#silence.load()
    this.#silence = null
  }

  #take(): void {
    const { session, makeSilence } = this.surroundings
    const { play, pause, previousSentence, nextSentence, stop } = this.actions
    this.#silence = makeSilence()
    session.setActionHandler('play', play)
    session.setActionHandler('pause', pause)
    session.setActionHandler('previoustrack', previousSentence)
    session.setActionHandler('nexttrack', nextSentence)
    session.setActionHandler('stop', stop)
  }

  #showTime(time: MediaReading['time']): void {
    if (!time || !Number.isFinite(time.durationSeconds) || time.durationSeconds <= 0) return
    const { durationSeconds, positionSeconds } = time
    this.surroundings.session.setPositionState({
      duration: durationSeconds,
      position: Math.min(durationSeconds, Math.max(0, positionSeconds)),
      // Seconds are already those of the speed set.
      playbackRate: 1,
    })
  }
}
