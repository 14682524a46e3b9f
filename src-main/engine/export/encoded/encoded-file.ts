import { assert } from '@contract/assert'
import { createContainer } from './containers/create-container'
import type { Chapter, EncodedForm } from './encoded-form'
import type { StartEncoding } from './encoding/encoding'
import { createUnfinishedFile } from '../recording/unfinished-file'

/**
 * A compressed recording being written beside its final name; memory does not grow with it, but for 170 KB an hour of M4B.
 * Exactly one of `finish` and `abandon` ends it: the first makes the file appear whole, the second leaves nothing behind.
 * One call is made after the other.
 */
export interface EncodedFile {
  /** @throws AppError 'export/disk-full', 'export/not-writable'; what the encoding throws */
  write(samples: Float32Array): Promise<void>
  /**
   * Writes what is known only now, makes the bytes durable and renames.
   * @param chapters        in any order; what lies beyond the end begins there
   * @param beforeAppearing done when nothing but the rename can fail
   * @throws as `write`
   */
  finish(chapters: readonly Chapter[], beforeAppearing?: () => Promise<void>): Promise<void>
  /** May be called after anything, also after a failure. */
  abandon(): Promise<void>
}

/** What is encoded at once: so much is in memory of a long run of samples, and soon found to be abandoned. */
const sliceSeconds = 1

/**
 * The same samples, form and chapters always make the same bytes.
 * @param start where and how it is encoded
 * @throws AppError 'export/disk-full', 'export/not-writable' when the file cannot be made; what `start` throws
 */
export async function createEncodedFile(
  path: string,
  form: EncodedForm,
  start: StartEncoding,
): Promise<EncodedFile> {
  const { format, sampleRateHz, bitsPerSecond, bitsPerSample } = form
  const file = await createUnfinishedFile(path)
  let isOver = false
  const encoding = await start({ format, sampleRateHz, bitsPerSecond, bitsPerSample }).catch(
    async (error: unknown) => {
      await file.abandon()
      throw error
    },
  )
  const abandon = async (): Promise<void> => {
    isOver = true
    await encoding.dispose()
    await file.abandon()
  }
  const container = createContainer(file, form, encoding.start)
  await container.begin().catch(async (error: unknown) => {
    await abandon()
    throw error
  })
  const sliceSamples = Math.round(sampleRateHz * sliceSeconds)
  return {
    async write(samples) {
      for (let at = 0; at < samples.length; at += sliceSamples) {
        assert(!isOver, 'a recording takes samples until it is finished or abandoned')
        await container.write(await encoding.write(samples.subarray(at, at + sliceSamples)))
      }
    },
    async finish(chapters, beforeAppearing) {
      assert(!isOver, 'a recording is finished once')
      isOver = true
      const { packets, samples, description } = await encoding.finish()
      await encoding.dispose()
      await container.write(packets)
      const atRate = (startSample: number): number =>
        Math.min(samples, Math.round((startSample * encoding.start.sampleRateHz) / sampleRateHz))
      const inOrder = chapters
        .map(({ title, startSample }) => ({ title, startSample: atRate(startSample) }))
        .sort((a, b) => a.startSample - b.startSample)
      await container.finish({ samples, description }, inOrder)
      await file.finish(beforeAppearing)
    },
    abandon,
  }
}
