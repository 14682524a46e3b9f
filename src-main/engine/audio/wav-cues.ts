import { ascii, riffChunk, riffList, riffText, uint32 } from './riff-chunk'

/** A place in a recording that players can go to. */
export interface WavCue {
  readonly sample: number
  /** Empty: it has no name. */
  readonly label: string
}

/** A cue point holds its sample in 32 bits. */
export const lastCueSample = 2 ** 32 - 1

/**
 * The places as chunks, numbered from 1; empty where there are none. Those behind `lastCueSample` (at 24 kHz after 49 hours)
 * are left out: the format has no number for them.
 */
export function cueChunks(cues: readonly WavCue[]): Buffer {
  const kept = cues.filter(({ sample }) => sample <= lastCueSample)
  if (kept.length === 0) return Buffer.alloc(0)
  const points = kept.map(({ sample }, index) =>
    Buffer.concat([uint32(index + 1, sample), ascii('data'), uint32(0, 0, sample)]),
  )
  const labels = kept.flatMap(({ label }, index) =>
    label === '' ? [] : [riffChunk('labl', uint32(index + 1), riffText(label))],
  )
  return Buffer.concat([
    riffChunk('cue ', uint32(kept.length), ...points),
    ...(labels.length === 0 ? [] : [riffList('adtl', labels)]),
  ])
}
