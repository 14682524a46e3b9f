import type { PcmMessage } from '@contract/pcm-messages'
import type { TakeUp } from '@contract/speech'
import { createCredit } from '../engine'
import type { AudioSink } from './audio-sink'
import type { HostPort } from './host-port'
import { createWakeUp } from './wake-up'

/** The worklet grants in lumps of 80 ms, and a message is under way: this much of what looks unheard may have been heard. */
const unknownSeconds = 0.2

/**
 * Sends chunks to the page's audio worklet. The worklet grants what it has played; the first credit is the buffer
 * ahead, so that the first chunk leaves without waiting for an answer.
 */
export function createPageSink(options: {
  pcm: HostPort
  streamId: number
  sampleRateHz: number
  capacitySamples: number
  /** What the worklet holds of a stream that another host began; absent: nothing. */
  takeUp?: Pick<TakeUp, 'sample' | 'heardSample'> | undefined
}): AudioSink {
  const { pcm, streamId, sampleRateHz, takeUp = { sample: 0, heardSample: 0 } } = options
  const credit = createCredit(options.capacitySamples - (takeUp.sample - takeUp.heardSample))
  const unknownSamples = Math.round(unknownSeconds * sampleRateHz)
  let capacity = options.capacitySamples
  let sentSamples = takeUp.sample
  let isEnded = false
  const granted = createWakeUp()
  const post = (message: PcmMessage): void => pcm.postMessage(message)
  const buffered = (): number => Math.max(0, capacity - credit.samples)
  // What the other one had on its way may have come since the page looked.
  if (options.takeUp) post({ kind: 'cut', streamId, startSample: sentSamples })
  return {
    isElsewhere: true,
    get bufferedSamples() {
      return buffered()
    },
    get heardSample() {
      return sentSamples - buffered()
    },
    setCapacity(samples) {
      const change = samples - capacity
      capacity = samples
      credit.grant(change)
    },
    ready: (signal) => credit.available(signal),
    write({ startSample, samples }) {
      if (startSample !== sentSamples) return false
      credit.spend(samples.length)
      sentSamples += samples.length
      // An exact array of its own: cloning a view would drag its whole buffer along.
      post({ kind: 'pcm', streamId, startSample, samples })
      return true
    },
    cut(startSample) {
      const dropped = sentSamples - startSample
      // Behind all there is nothing to take back but that it is all.
      const isThere = dropped > 0 || (dropped === 0 && isEnded)
      if (!isThere || buffered() - dropped < unknownSamples) return false
      post({ kind: 'cut', streamId, startSample })
      isEnded = false
      sentSamples = startSample
      credit.grant(dropped)
      return true
    },
    end(totalSamples) {
      isEnded = true
      post({ kind: 'end', streamId, totalSamples })
    },
    async heardOut(signal) {
      while (buffered() >= unknownSamples) await granted.wait(signal)
    },
    grant(samples) {
      credit.grant(samples)
      granted.wake()
    },
    dispose: () => Promise.resolve(),
  }
}
