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
