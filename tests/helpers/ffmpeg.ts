import { spawnSync } from 'node:child_process'

/** Debian's ffmpeg reads and measures what Lector writes; `.ci/run` installs it where it can. */
export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0

/** Runs it on an input. @returns its standard output @throws with what it says when it fails */
export function ffmpeg(args: readonly string[], input: Uint8Array): Buffer {
  const made = spawnSync('ffmpeg', ['-hide_banner', '-v', 'error', '-nostdin', ...args], {
    input,
    maxBuffer: 2 ** 28,
  })
  if (made.status !== 0) throw new Error(`ffmpeg ${args.join(' ')}: ${made.stderr.toString()}`)
  return made.stdout
}

/** What its filter ebur128 says of a signal. */
export function ffmpegLoudness(samples: Float32Array, rateHz: number): { lufs: number; peak: number } {
  const printed = ffmpeg(
    [
      ...['-f', 'f32le', '-ar', String(rateHz), '-ac', '1', '-i', 'pipe:0'],
      ...['-af', 'ebur128=peak=true:metadata=1,ametadata=print:file=-', '-f', 'null', '-'],
    ],
    new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength),
  ).toString()
  const last = (key: string): number => Number(printed.slice(printed.lastIndexOf(key)).match(/=(\S+)/)?.[1])
  const peaks = [...printed.matchAll(/true_peaks?_ch0=(\S+)/g)].map(([, peak]) => Number(peak))
  // Not by spreading: there is one for every tenth of a second.
  const highest = peaks.reduce((most, peak) => Math.max(most, peak), 0)
  return { lufs: last('lavfi.r128.I='), peak: 20 * Math.log10(highest) }
}
