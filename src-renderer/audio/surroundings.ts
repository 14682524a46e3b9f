import type { OpenAudioOutput } from './audio-output'
import type { OutputChoice } from './output-devices.svelte'
import { openWorkletOutput } from './worklet-output'

/** What the player needs of the page: sound and time. */
export interface Surroundings {
  readonly openOutput: OpenAudioOutput
  /** Milliseconds, monotonic (performance.now()). */
  now(): number
  /** Milliseconds since 1970 (Date.now()): the one clock that page and engine share. */
  wallNow(): number
  /** Runs `task` again and again until the returned function is called. */
  every(milliseconds: number, task: () => void): () => void
}

/** The real page. @param choice where it sounds */
export function browserSurroundings(page: Window, choice: OutputChoice): Surroundings {
  return {
    openOutput: (sampleRateHz) => openWorkletOutput(page, sampleRateHz, choice),
    now: () => performance.now(),
    wallNow: () => Date.now(),
    every(milliseconds, task) {
      const timer = setInterval(task, milliseconds)
      return () => clearInterval(timer)
    },
  }
}
