import type { Voice } from './voice'

/**
 * The same voice as if nothing that it said were kept: for what is said to measure it, or to have it warm. Its owner
 * disposes it.
 */
export function afresh(voice: Voice): Voice {
  const { analyseAfresh } = voice
  if (!analyseAfresh) return voice
  // What it runs on may change: that is looked up where it is known.
  return Object.create(voice, { analyse: { value: analyseAfresh, enumerable: true } }) as Voice
}
