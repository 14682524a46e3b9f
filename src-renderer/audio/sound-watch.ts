import type { AudioOutput } from './audio-output'

/** A device that takes nothing for this long is gone: contexts have been seen to stop for ever when headphones are pulled. */
const deadMilliseconds = 3_000
/** New outputs tried before the person is told. */
const maxRenewals = 3

/** Notices an audio output whose clock stands still: it runs through silence too. */
export class SoundWatch {
  #lastFrame = -1
  #movedAt = 0
  #renewals = 0

  /** A person asked for sound: count again from nothing. */
  reset(nowMilliseconds: number): void {
    this.#movedAt = nowMilliseconds
    this.#renewals = 0
  }

  /**
   * Look at the output of a stream that is meant to sound.
   * @returns what to do about it: open a new output, or give up after several in vain
   */
  look(output: AudioOutput, nowMilliseconds: number): 'fine' | 'renew' | 'give-up' {
    const frame = output.audibleFrame()
    if (frame !== this.#lastFrame) {
      this.#lastFrame = frame
      this.#movedAt = nowMilliseconds
      return 'fine'
    }
    if (nowMilliseconds - this.#movedAt < deadMilliseconds) return 'fine'
    this.#movedAt = nowMilliseconds
    this.#renewals += 1
    return this.#renewals > maxRenewals ? 'give-up' : 'renew'
  }
}
