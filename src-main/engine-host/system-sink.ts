import { AppError } from '@contract/errors'
import { createCredit } from '../engine'
import type { AudioSink } from './audio-sink'
import type { SystemAudio, SystemOutput } from './system-audio'

/** One buffer handed to PortAudio; it blocks its own thread when it runs dry, so it is always fed, with silence if need be. */
const blockSeconds = 0.02
/** Buffers waiting inside PortAudio: 100 ms, what a busy machine needs to stay without gaps. */
const queuedBlocks = 5
/** Ramp at pause and resume. */
const rampSeconds = 0.005

/** What is heard, told to whoever draws it. */
export interface SystemClock {
  readonly heardSample: number
  readonly playing: boolean
  readonly underruns: number
}

/**
 * Plays a stream through PortAudio, in the host: this thread never infers, so it is never late.
 * @throws AppError 'audio/unavailable'
 */
export function createSystemSink(options: {
  audio: SystemAudio
  sampleRateHz: number
  capacitySamples: number
  onClock: (clock: SystemClock) => void
  onFailure: (error: AppError) => void
}): AudioSink {
  const { audio, sampleRateHz, onClock } = options
  const blockSamples = Math.round(blockSeconds * sampleRateHz)
  const output = openOutput(audio, sampleRateHz, blockSamples)
  const credit = createCredit(options.capacitySamples)
  const queue: Float32Array[] = []
  /** Stream samples in each block that PortAudio still holds, oldest first. */
  const inFlight: number[] = []
  let capacity = options.capacitySamples
  let heardSample = 0
  let totalSamples: number | null = null
  let isPaused = false
  let gain = 0
  let underruns = 0
  let isStarved = false
  let isDisposed = false

  /** Moves samples from the queue into a block; what is missing stays silent. @returns stream samples in it */
  const fill = (block: Float32Array): number => {
    const step = 1 / (rampSeconds * sampleRateHz)
    let filled = 0
    while (filled < block.length && queue.length > 0) {
      // While fading out the stream goes on for the length of the ramp, then it stands still.
      if (isPaused && gain <= 0) break
      const [head] = queue
      const count = Math.min(head.length, block.length - filled)
      let used = 0
      for (; used < count; used++) {
        gain = isPaused ? Math.max(0, gain - step) : Math.min(1, gain + step)
        if (isPaused && gain <= 0) break
        block[filled + used] = head[used] * gain
      }
      filled += used
      if (used === head.length) queue.shift()
      else queue[0] = head.subarray(used)
    }
    const isStarving = !isPaused && filled < block.length && totalSamples === null && heardSample > 0
    if (isStarving && !isStarved) underruns++
    isStarved = isStarving
    return filled
  }

  const feed = async (): Promise<void> => {
    while (!isDisposed) {
      const block = new Float32Array(blockSamples)
      const filled = fill(block)
      inFlight.push(filled)
      const error = await output.write(Buffer.from(block.buffer))
      if (error && !isDisposed) throw error
      credit.grant(filled)
      while (inFlight.length > queuedBlocks) heardSample += inFlight.shift() ?? 0
      onClock({ heardSample, playing: !isPaused && !isStarved, underruns })
    }
  }

  output.start()
  feed().catch((cause: unknown) => {
    options.onFailure(new AppError('audio/unavailable', 'System audio stopped', { retry: 'now', cause }))
  })

  return {
    get bufferedSamples() {
      return Math.max(0, capacity - credit.samples)
    },
    setCapacity(samples) {
      credit.grant(samples - capacity)
      capacity = samples
    },
    ready: (signal) => credit.available(signal),
    write(chunk) {
      credit.spend(chunk.samples.length)
      queue.push(chunk.samples)
    },
    end(total) {
      totalSamples = total
    },
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
    },
    dispose() {
      if (isDisposed) return
      isDisposed = true
      queue.length = 0
      void output.quit('ABORT')
    },
  }
}

function openOutput(audio: SystemAudio, sampleRateHz: number, blockSamples: number): SystemOutput {
  if (!audio.open) throw new AppError('audio/unavailable', audio.unavailable)
  try {
    return audio.open({
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
  } catch (cause) {
    throw new AppError('audio/unavailable', 'The system audio output could not be opened', {
      retry: 'now',
      cause,
    })
  }
}
