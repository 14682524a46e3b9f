import type { AudioOutput } from './audio-output'

/** A device that takes nothing for this long is gone: contexts have been seen to stop for ever when headphones are pulled. */
const deadMilliseconds = 3_000
/** New outputs tried before the person is told. */
const maxRenewals = 3
/** Between the first of them and the second; between further ones twice as long each time. */
const firstWaitMilliseconds = 1_000
/** An output that ran for so long was a good one: what ends it is another trouble. */
const soundMilliseconds = 30_000

/** Notices an audio output that says it has died, or whose clock stands still: it runs through silence too. */
export class SoundWatch {
  #lastFrame = -1
  #lookedAt = -Infinity
  #movedAt = 0
  #renewals = 0
  #renewedAt = -Infinity

  /** A person asked for sound: count again from nothing. */
  reset(nowMilliseconds: number): void {
    this.#movedAt = nowMilliseconds
    this.#renewals = 0
    this.#renewedAt = -Infinity
  }

  /**
   * Look at the output of a stream that is meant to sound.
   * @returns what to do about it: open a new output, or give up after several in vain
   */
  look(
    output: Pick<AudioOutput, 'audibleFrame' | 'hasDied'>,
    nowMilliseconds: number,
  ): 'fine' | 'renew' | 'give-up' {
    const frame = output.audibleFrame()
    const sinceLook = nowMilliseconds - this.#lookedAt
    this.#lookedAt = nowMilliseconds
    if (output.hasDied) {
      const wait = this.#renewals === 0 ? 0 : firstWaitMilliseconds * 2 ** (this.#renewals - 1)
      return nowMilliseconds - this.#renewedAt < wait ? 'fine' : this.#renew(nowMilliseconds)
    }
    const hasMoved = frame !== this.#lastFrame
    this.#lastFrame = frame
    if (hasMoved && nowMilliseconds - this.#renewedAt >= soundMilliseconds) this.#renewals = 0
    // So long nobody looked: the machine slept, and the device with it.
    if (hasMoved || sinceLook >= deadMilliseconds) this.#movedAt = nowMilliseconds
    return nowMilliseconds - this.#movedAt < deadMilliseconds ? 'fine' : this.#renew(nowMilliseconds)
  }

  #renew(nowMilliseconds: number): 'renew' | 'give-up' {
    this.#movedAt = nowMilliseconds
    this.#renewedAt = nowMilliseconds
    this.#renewals += 1
    return this.#renewals > maxRenewals ? 'give-up' : 'renew'
  }
}
