import { unfinishedSuffix } from '@contract/recording-words'
import { bytesPerSample } from '@contract/sample-formats'
import { encodeSamples } from '../../audio/sample-bytes'
import { isWavHead, longestRiffBytes, wavHead, wavTail, type WavForm } from '../../audio/wav'
import type { WavCue } from '../../audio/wav-cues'
import { openIfThere, readRun, refuseFolder, writeRun } from './disk-access'
import { recordingDisk, type RecordingDisk, type RecordingFile } from './recording-disk'
import { asWritingFailure } from './writing-failure'

/**
 * A mono WAV file being written beside its final name, RF64 where it passes 4 GiB. Exactly one of `finish`, `leave` and
 * `abandon` ends it: the first makes the file appear whole, the second keeps what there is for `resumeWavFile`, the third
 * leaves nothing behind. Its bytes hang on its form, samples and cues alone: not on how they were cut into writes, nor on
 * whether it was taken up again. One call at a time.
 */
export interface WavFile {
  /** How many were written. */
  readonly samples: number
  /**
   * Writes runs of samples, one behind the other: all or none as far as `samples` tells; one that failed may be tried again.
   * @throws AppError 'export/disk-full', 'export/not-writable'
   */
  write(...runs: readonly Float32Array[]): Promise<void>
  /**
   * Makes what is written outlive the machine, and has the unfinished file play to there. Its head says so only afterwards:
   * it claims nothing that is not there.
   * @throws as `write`; then every later call but `leave` and `abandon` fails too, for the system forgets what it could not
   *   keep
   */
  sync(): Promise<void>
  /**
   * Writes what stands behind the samples, does as `sync`, and renames.
   * @param cues those that a WAV file can hold are in it: see `lastCueSample`
   * @param beforeAppearing done when nothing but the rename can fail
   * @throws as `sync`
   */
  finish(cues: readonly WavCue[], beforeAppearing?: () => Promise<void>): Promise<void>
  /** May be called after anything, also after a failure. */
  leave(): Promise<void>
  /** As `leave`. */
  abandon(): Promise<void>
}

/** What a file is written by; tests put something else here. */
export interface WavMeans {
  readonly disk: RecordingDisk
  /** The longest content of a file that is not RF64. */
  readonly limitBytes: number
}

const usualMeans: WavMeans = { disk: recordingDisk, limitBytes: longestRiffBytes }

/**
 * Begins a file, over an unfinished one.
 * @throws AppError 'export/not-writable', 'export/disk-full' when it cannot be made
 */
export function createWavFile(path: string, form: WavForm, means = usualMeans): Promise<WavFile> {
  const { disk, limitBytes } = means
  return asWritingFailure(path, async () => {
    await refuseFolder(disk, path)
    const file = await disk.open(path + unfinishedSuffix, true)
    try {
      await writeRun(file, 0, wavHead(form, { samples: 0, tailBytes: 0 }, limitBytes))
    } catch (error) {
      await file.close()
      await disk.remove(path + unfinishedSuffix)
      throw error
    }
    return wavFile(path, form, file, 0, means)
  })
}

/**
 * Takes an unfinished file up again behind so many samples, and cuts off what is beyond.
 * @param samples no more than were written when `sync` last resolved: what came later may have been lost with the machine
 * @returns null, the file as it was, where there is none, it is shorter, or it is not of this form
 * @throws AppError 'export/not-writable', 'export/disk-full'
 */
export function resumeWavFile(
  path: string,
  form: WavForm,
  samples: number,
  means = usualMeans,
): Promise<WavFile | null> {
  const { disk, limitBytes } = means
  return asWritingFailure(path, async () => {
    await refuseFolder(disk, path)
    const file = await openIfThere(disk, path + unfinishedSuffix)
    if (!file) return null
    try {
      const head = wavHead(form, { samples, tailBytes: 0 }, limitBytes)
      const keptBytes = head.length + samples * bytesPerSample[form.format]
      const isIt =
        (await file.byteLength()) >= keptBytes && isWavHead(await readRun(file, 0, head.length), form)
      if (!isIt) {
        await file.close()
        return null
      }
      // First what is claimed, then what is there.
      await writeRun(file, 0, head)
      await file.truncate(keptBytes)
      return wavFile(path, form, file, samples, means)
    } catch (error) {
      await file.close()
      throw error
    }
  })
}

/** How many bytes a finished file has. */
export function wavFileBytes(form: WavForm, samples: number, cues: readonly WavCue[]): number {
  const head = wavHead(form, { samples: 0, tailBytes: 0 }, longestRiffBytes)
  return head.length + samples * bytesPerSample[form.format] + wavTail(form, samples, cues).length
}

function wavFile(
  path: string,
  form: WavForm,
  file: RecordingFile,
  samplesThere: number,
  { disk, limitBytes }: WavMeans,
): WavFile {
  const headBytes = wavHead(form, { samples: 0, tailBytes: 0 }, limitBytes).length
  let samples = samplesThere
  /** For the bytes of a write, kept for the next: megabytes that come and go have the memory looked through for what is in use. */
  let room: Uint8Array<ArrayBuffer> = new Uint8Array(0)
  let isOpen = true
  let loss: { readonly cause: unknown } | null = null
  const doWriting = (action: () => Promise<void>): Promise<void> =>
    asWritingFailure(path, async () => {
      if (loss) throw loss.cause
      await action()
    })
  const close = async (): Promise<void> => {
    if (!isOpen) return
    isOpen = false
    await file.close()
  }
  const makeDurable = async (): Promise<void> => {
    try {
      await file.datasync()
    } catch (cause) {
      loss = { cause }
      throw cause
    }
  }
  const endByte = (): number => headBytes + samples * bytesPerSample[form.format]
  const makeWhole = async (cues: readonly WavCue[]): Promise<void> => {
    const tail = wavTail(form, samples, cues)
    await writeRun(file, endByte(), tail)
    // A write that failed may have left more.
    await file.truncate(endByte() + tail.length)
    await makeDurable()
    await writeRun(file, 0, wavHead(form, { samples, tailBytes: tail.length }, limitBytes))
    await makeDurable()
  }
  return {
    get samples() {
      return samples
    },
    write: (...runs) =>
      doWriting(async () => {
        const bytes = encodeSamples(runs, form.format, samples, room)
        if (bytes.length > room.length) room = bytes
        await writeRun(file, endByte(), bytes)
        samples += runs.reduce((total, { length }) => total + length, 0)
      }),
    sync: () => doWriting(() => makeWhole([])),
    finish: (cues, beforeAppearing) =>
      doWriting(async () => {
        await makeWhole(cues)
        await close()
        await beforeAppearing?.()
        await disk.rename(path + unfinishedSuffix, path)
      }),
    leave: close,
    async abandon() {
      await close()
      await disk.remove(path + unfinishedSuffix)
    },
  }
}
