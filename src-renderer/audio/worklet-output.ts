/// <reference types="vite/client" />
import { AppError } from '@contract/errors'
import type { AudioOutput } from './audio-output'
import type { OutputChoice } from './output-devices.svelte'
import { OutputRest } from './output-rest'
import { audibleContextSeconds } from './output-timestamp'
import { createClockBuffer, readClock } from './shared-clock'
import {
  speechProcessorName,
  type OutputCommand,
  type SpeechProcessorOptions,
} from './worklet/output-commands'
import processorUrl from './worklet/speech.processor.ts?worker&url'

/** How often it is looked whether an output may rest. */
const lookMilliseconds = 1_000
const gestures = ['pointerdown', 'keydown'] as const

/**
 * Opens the window's audio: one context at the voice's own rate, so that samples reach the device as they were made.
 * The context runs from the person's first gesture on.
 * @param page   where gestures are seen
 * @param choice where it sounds, and whether it stays open in silence; followed as long as it is open
 * @throws AppError 'audio/unavailable'
 */
export async function openWorkletOutput(
  page: Window,
  sampleRateHz: number,
  choice: OutputChoice,
): Promise<AudioOutput> {
  const clock = createClockBuffer()
  const context = openContext(sampleRateHz)
  let node: AudioWorkletNode
  try {
    await context.audioWorklet.addModule(processorUrl)
    const processorOptions: SpeechProcessorOptions = { clock }
    node = new AudioWorkletNode(context, speechProcessorName, {
      numberOfInputs: 0,
      numberOfOutputs: 1,
      outputChannelCount: [1],
      processorOptions,
    })
    node.connect(context.destination)
  } catch (cause) {
    await context.close()
    throw new AppError('audio/unavailable', 'The audio worklet does not load', { cause })
  }

  const wake = (): void => {
    // Refused while there was no gesture yet; the next gesture asks again.
    if (context.state === 'suspended' && !rest.isResting) void context.resume().catch(() => undefined)
  }
  for (const gesture of gestures) page.addEventListener(gesture, wake, { capture: true })
  const rest = new OutputRest(
    context,
    () => choice.keepsOpen,
    () => page.performance.now(),
  )
  let hasFailed = false
  // A browser that lost the device may suspend the context and leave it to the page to go on.
  const onState = (): void => (rest.isSounding ? wake() : undefined)
  const onFailure = (): void => void (hasFailed = true)
  context.addEventListener('statechange', onState)
  context.addEventListener('error', onFailure)
  /** The stream that is to sound. */
  let streamId = 0
  const looking = page.setInterval(() => {
    const heard = readClock(clock)
    rest.look(heard.streamId === streamId && (heard.ended || heard.halted))
  }, lookMilliseconds)
  const sound = (): void => {
    const { sinkId } = choice
    // One that cannot be had leaves it where it sounds, which is said where it is chosen.
    const tried = (isTaken: boolean) => () => choice.tried(sinkId, isTaken)
    context.setSinkId(sinkId).then(tried(true), tried(false))
  }
  // Whatever was chosen, one that has just been made sounds where the system sends it.
  choice.tried('', true)
  if (choice.sinkId !== '') sound()
  const stopFollowing = choice.onChange(sound)
  const send = (command: OutputCommand, transfer: Transferable[] = []): void =>
    node.port.postMessage(command, transfer)

  return {
    sampleRateHz,
    get hasDied() {
      return hasFailed || context.state === 'closed'
    },
    attach: (port) => send({ kind: 'port', port }, [port]),
    feed: (message) =>
      send({ kind: 'feed', message }, message.kind === 'pcm' ? [message.samples.buffer] : []),
    begin(id, leadInSeconds) {
      streamId = id
      rest.sound()
      send({ kind: 'begin', streamId, leadInSeconds })
    },
    pause() {
      rest.fallSilent()
      send({ kind: 'pause' })
    },
    resume() {
      rest.sound()
      send({ kind: 'resume' })
    },
    stop() {
      rest.fallSilent()
      send({ kind: 'stop' })
    },
    setVolume: (volume) => send({ kind: 'volume', volume }),
    setHalt: (streamId, sample) => send({ kind: 'halt', streamId, sample }),
    setWordEnd: (streamId, sample) => send({ kind: 'word-end', streamId, sample }),
    setFade: (streamId, fall) => send({ kind: 'fade', streamId, fall }),
    readClock: () => readClock(clock),
    audibleFrame: () => audibleContextSeconds(context, performance.now()) * sampleRateHz,
    wake() {
      rest.wake()
      wake()
    },
    async dispose() {
      page.clearInterval(looking)
      stopFollowing()
      context.removeEventListener('statechange', onState)
      context.removeEventListener('error', onFailure)
      for (const gesture of gestures) page.removeEventListener(gesture, wake, { capture: true })
      node.disconnect()
      if (context.state !== 'closed') await context.close()
    },
  }
}

function openContext(sampleRateHz: number): AudioContext {
  try {
    return new AudioContext({ sampleRate: sampleRateHz, latencyHint: 'interactive' })
  } catch (cause) {
    throw new AppError('audio/unavailable', `No audio context at ${sampleRateHz} Hz`, { cause })
  }
}
