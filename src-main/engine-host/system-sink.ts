import { AppError } from '@contract/errors'
import { createCredit } from '../engine'
import type { AudioSink } from './audio-sink'
import { createBlockFiller } from './block-filler'
import type { SystemAudio, SystemOutput } from './system-audio'
import { createWakeUp } from './wake-up'

/** One buffer handed to PortAudio; it blocks its own thread when it runs dry, so it is always fed, with silence if need be. */
const blockSeconds = 0.02
/** Buffers waiting inside PortAudio: 100 ms, what a busy machine needs to stay without gaps. */
const queuedBlocks = 5
/** A device that takes no buffer for so long has died without saying so. */
const deviceSilenceMilliseconds = 3_000

/** What is heard, told to whoever draws it. */
export interface SystemClock {
  readonly heardSample: number
  readonly playing: boolean
  readonly halted?: true
  readonly underruns: number
}

/**
 * Plays a stream through PortAudio, in the host: this thread never infers, so it is never late.
 * @param options.onFailure called once when the device stops taking sound
 * @throws AppError 'audio/unavailable'
 */
export function createSystemSink(options: {
  audio: SystemAudio
  sampleRateHz: number
  capacitySamples: number
  onClock: (clock: SystemClock) => void
  onFailure: (error: AppError) => void
}): AudioSink {
  const { sampleRateHz, onClock } = options
  const blockSamples = Math.round(blockSeconds * sampleRateHz)
  const output = openOutput(options.audio, sampleRateHz, blockSamples)
  const credit = createCredit(options.capacitySamples)
  const filler = createBlockFiller(sampleRateHz)
  /** Stream samples in each block that PortAudio still holds, oldest first. */
  const inFlight: number[] = []
  let capacity = options.capacitySamples
  let heardSample = 0
  let totalSamples = Infinity
  let isPaused = false
  let isDisposed = false
  const progress = createWakeUp()
  let takenSamples = 0
  let closed: Promise<void> | null = null

  const tellClock = (playing: boolean): void => {
    // What PortAudio still holds comes before the halt.
    const halted = filler.isHalted && inFlight.every((samples) => samples === 0)
    const { underruns } = filler
    onClock({ heardSample, playing: playing && !halted, underruns, ...(halted ? { halted } : {}) })
  }

  const feed = async (): Promise<void> => {
    while (!isDisposed && heardSample < totalSamples) {
      const block = new Float32Array(blockSamples)
      const filled = filler.fill(block)
      inFlight.push(filled)
      const error = await within(deviceSilenceMilliseconds, output.write(Buffer.from(block.buffer)))
      if (isDisposed) return
      if (error) throw error
      credit.grant(filled)
      while (inFlight.length > queuedBlocks) heardSample += inFlight.shift() ?? 0
      tellClock(!isPaused && !filler.isStarving)
      progress.wake()
    }
  }

  const dispose = (): Promise<void> => {
    isDisposed = true
    // The device is closed by another thread; one that has died must not hold up whoever waits for this.
    closed ??= within(deviceSilenceMilliseconds, output.quit('ABORT')).then(
      () => undefined,
      () => undefined,
    )
    return closed
  }

  feed().catch((cause: unknown) => {
    if (isDisposed) return
    options.onFailure(new AppError('audio/unavailable', 'System audio stopped', { retry: 'now', cause }))
  })

  return {
    isElsewhere: false,
    get bufferedSamples() {
      return Math.max(0, capacity - credit.samples)
    },
    setCapacity(samples) {
      credit.grant(samples - capacity)
      capacity = samples
    },
    ready: (signal) => credit.available(signal),
    get heardSample() {
      return heardSample
    },
    write({ startSample, samples }) {
      if (startSample !== takenSamples) return false
      credit.spend(samples.length)
      takenSamples += samples.length
      filler.push(samples)
      return true
    },
    cut(startSample) {
      const dropped = takenSamples - startSample
      // What PortAudio holds cannot be taken back, nor should the block under way.
      const isThere = dropped > 0 || (dropped === 0 && totalSamples < Infinity)
      if (isDisposed || !isThere || filler.waitingSamples < dropped + blockSamples) return false
      filler.takeBack(dropped)
      takenSamples = startSample
      totalSamples = Infinity
      credit.grant(dropped)
      return true
    },
    end(total) {
      filler.finish()
      totalSamples = total
    },
    async heardOut(signal) {
      while (heardSample < totalSamples) await progress.wait(signal)
      tellClock(false)
      await dispose()
    },
    pause() {
      isPaused = true
      filler.pause()
    },
    resume() {
      isPaused = false
      filler.resume()
    },
    setHalt: (sample) => filler.setHalt(sample),
    setVolume: (volume) => filler.setVolume(volume),
    dispose,
  }
}

function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The audio device did not answer within ${milliseconds} ms`))
    }, milliseconds)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

function openOutput(audio: SystemAudio, sampleRateHz: number, blockSamples: number): SystemOutput {
  if (!audio.open)
    throw new AppError('audio/unavailable', `No system audio: ${JSON.stringify(audio.unavailable)}`)
  try {
    const output = audio.open({
      outOptions: {
        deviceId: -1,
        channelCount: 1,
        sampleFormat: 1,
        sampleRate: sampleRateHz,
        framesPerBuffer: blockSamples,
        maxQueue: queuedBlocks,
        closeOnError: false,
      },
    })
    output.start()
    return output
  } catch (cause) {
    throw new AppError('audio/unavailable', 'The system audio output could not be opened', {
      retry: 'now',
      cause,
    })
  }
}
