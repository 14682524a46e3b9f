import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'
import { createRandom } from '../../../helpers/random'

const run = promisify(execFile)
const hasTool = (name: string): boolean => spawnSync(name, ['-version']).status === 0

/** Whether there is somebody else to ask what a file holds. */
export const canProbe = hasTool('ffprobe') && hasTool('ffmpeg')
export const probeNeeds = '(needs ffprobe and ffmpeg)'

export interface Probed {
  readonly format: {
    readonly duration?: string
    readonly start_time?: string
    readonly tags?: Readonly<Record<string, string>>
  }
  readonly streams: readonly {
    readonly codec_type: string
    readonly codec_name?: string
    readonly sample_rate?: string
    readonly duration?: string
    readonly width?: number
    readonly tags?: Readonly<Record<string, string>>
    readonly disposition?: Readonly<Record<string, number>>
  }[]
  readonly chapters: readonly {
    readonly start_time: string
    readonly end_time: string
    readonly tags?: { readonly title?: string }
  }[]
}

/** What ffprobe finds in a file. */
export async function probe(path: string): Promise<Probed> {
  const shown = ['-show_format', '-show_streams', '-show_chapters']
  const { stdout } = await run('ffprobe', ['-v', 'error', ...shown, '-of', 'json', path], {
    maxBuffer: 1 << 28,
  })
  return JSON.parse(stdout) as Probed
}

/** The samples that ffmpeg decodes, and what it had to complain of. */
export async function decode(path: string): Promise<{ samples: Float32Array; complaints: string }> {
  const { stdout, stderr } = await run(
    'ffmpeg',
    ['-v', 'warning', '-xerror', '-i', path, '-map', '0:a', '-f', 'f32le', '-'],
    { maxBuffer: 1 << 30, encoding: 'buffer' },
  )
  // What it does not know is the track of chapter titles.
  const complaints = stderr.toString().replace(/^Unsupported codec with id \d+ for input stream \d+\n/m, '')
  return { samples: new Float32Array(Uint8Array.from(stdout).buffer), complaints }
}

/** The raw integers that ffmpeg decodes. @param coding as ffmpeg names it */
export async function decodeIntegers(path: string, coding: 's16le' | 's24le'): Promise<Buffer> {
  const { stdout } = await run('ffmpeg', ['-v', 'error', '-i', path, '-f', coding, '-'], {
    maxBuffer: 1 << 30,
    encoding: 'buffer',
  })
  return stdout
}

/** The picture as it stands in a file. */
export async function coverIn(path: string): Promise<Buffer> {
  const { stdout } = await run(
    'ffmpeg',
    ['-v', 'error', '-i', path, '-map', '0:v', '-c', 'copy', '-f', 'image2pipe', '-'],
    { maxBuffer: 1 << 28, encoding: 'buffer' },
  )
  return stdout
}

/** Something like speech: syllables of harmonics under a moving pitch, a little noise, pauses of silence. */
export function speechLike(sampleRateHz: number, samples: number): Float32Array<ArrayBuffer> {
  const random = createRandom(7)
  const result = new Float32Array(samples)
  let phase = 0
  for (let i = 0; i < samples; i++) {
    const time = i / sampleRateHz
    phase += (2 * Math.PI * (130 + 30 * Math.sin(1.3 * time))) / sampleRateHz
    const loudness = Math.max(0, Math.sin(2 * Math.PI * 2.3 * time)) * (time % 3 < 2.6 ? 0.25 : 0)
    let sound = 0
    for (let harmonic = 1; harmonic <= 12; harmonic++) sound += Math.sin(harmonic * phase) / harmonic
    result[i] = loudness * (sound + 0.05 * (2 * random() - 1))
  }
  return result
}

/** How alike two sounds are, and by what factor the second is louder. @param at where a sample of the first is in the second */
export function compare(
  first: Float32Array,
  second: Float32Array,
  at: (sample: number) => number = (sample) => sample,
): { correlation: number; level: number } {
  let both = 0
  let one = 0
  let other = 0
  for (let i = 0; i < first.length; i++) {
    const sample = second[at(i)] ?? 0
    both += first[i] * sample
    one += first[i] ** 2
    other += sample ** 2
  }
  return { correlation: both / Math.sqrt(one * other), level: Math.sqrt(other / one) }
}
