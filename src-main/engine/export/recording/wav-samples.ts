import { bytesPerSample } from '@contract/sample-formats'
import { decodeSamples } from '../../audio/sample-bytes'
import { isWavHead, longestRiffBytes, wavHead, type WavForm } from '../../audio/wav'
import { openIfThere, readRun } from './disk-access'
import { recordingDisk, type RecordingFile } from './recording-disk'
import { asWritingFailure } from './writing-failure'

/** A finished WAV file that Lector wrote. */
export interface WavSource {
  readonly path: string
  readonly form: WavForm
  readonly samples: number
}

/** Read at once: three seconds at the rate of most voices. */
const pieceSamples = 65_536

/** Whether such a file is there. @throws AppError 'export/not-writable' where it cannot be read */
export function isWavThere(source: WavSource): Promise<boolean> {
  return asWritingFailure(source.path, async () => {
    const file = await openIfThere(recordingDisk, source.path)
    if (!file) return false
    try {
      return await isWhole(file, source)
    } finally {
      await file.close()
    }
  })
}

/**
 * The samples of a WAV file, in their order; memory holds one piece.
 * @throws AppError 'export/not-writable' where it cannot be read, or is another one by now
 */
export async function* readWavSamples(source: WavSource): AsyncGenerator<Float32Array, void, void> {
  const { path, form, samples } = source
  const width = bytesPerSample[form.format]
  const file = await asWritingFailure(path, () => recordingDisk.open(path, false))
  try {
    await asWritingFailure(path, async () => (await isWhole(file, source)) || changed())
    for (let at = 0; at < samples; at += pieceSamples) {
      const count = Math.min(pieceSamples, samples - at)
      const bytes = await asWritingFailure(path, async () => {
        const run = await readRun(file, headBytes(form) + at * width, count * width)
        return run.length === count * width ? run : changed()
      })
      yield decodeSamples(bytes, form.format)
    }
  } finally {
    await file.close()
  }
}

async function isWhole(file: RecordingFile, { form, samples }: WavSource): Promise<boolean> {
  const length = headBytes(form)
  if ((await file.byteLength()) < length + samples * bytesPerSample[form.format]) return false
  return isWavHead(await readRun(file, 0, length), form)
}

function headBytes(form: WavForm): number {
  return wavHead(form, { samples: 0, tailBytes: 0 }, longestRiffBytes).length
}

function changed(): Promise<never> {
  return Promise.reject(Object.assign(new Error('It is not what was written'), { code: 'ESTALE' }))
}
