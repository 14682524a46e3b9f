import { exportLoudnessRange, usualExportLoudnessLufs } from '@contract/export-ways'
import { invalid, toNumber } from './option-values'

export const narrateLoudness = `${exportLoudnessRange.min} to ${exportLoudnessRange.max} or none`

/** What `--loudness` asks for, in LUFS; null: nothing. */
export interface LoudnessChoice {
  /** Of each voice. */
  readonly voices: number | null | undefined
  /** Of recordings as a whole. */
  readonly recordings: number | null
}

/** Of a recording its loudness is asked for, of what is spoken that of its voice. @throws AppError 'usage/invalid' */
export function loudnessChoice(
  command: string,
  { loudness, gain }: { loudness?: string; gain?: string },
): LoudnessChoice {
  const typed = loudness === 'none' ? null : toNumber('loudness', loudness)
  if (command !== 'narrate') return { voices: typed, recordings: null }
  const recordings = typed === undefined ? usualExportLoudnessLufs : typed
  const { min, max } = exportLoudnessRange
  if (recordings !== null && (recordings < min || recordings > max))
    throw invalid(`--loudness takes ${narrateLoudness} with narrate, not "${loudness}"`)
  if (recordings !== null && gain !== undefined)
    throw invalid('--gain goes with --loudness none: what narrate writes has a loudness of its own')
  return { voices: null, recordings }
}
