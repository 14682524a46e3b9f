import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { recordingDisk } from '../../../../src-main/engine/export/recording/recording-disk'
import { narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { loadSineVoice } from '../../../helpers/sine-voice'

/** Heads of files are shorter. */
const leastSoundBytes = 4_000

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-job-'))
})
afterEach(async () => {
  vi.restoreAllMocks()
  await rm(folder, { recursive: true, force: true })
})

test('the next sentence is gathered while one is written, and the bytes are the same', async () => {
  const voice = await loadSineVoice()
  const plain = join(folder, 'Book.wav')
  await narrateJob(narratedJob(), voice, folder)
  const expected = await readFile(plain)
  await rm(join(folder, 'journal'))

  let isWriting = false
  let goOn: () => void = () => undefined
  const isGathered = new Promise<void>((resolve) => (goOn = resolve))
  const { open } = recordingDisk
  vi.spyOn(recordingDisk, 'open').mockImplementation(async (path, isNew) => {
    const file = await open(path, isNew)
    return {
      ...file,
      async write(bytes, position) {
        const isFirst = !isWriting && bytes.length >= leastSoundBytes
        isWriting ||= isFirst
        // It would never end if what follows waited for it.
        if (isFirst) await isGathered
        return file.write(bytes, position)
      },
    }
  })
  const turn = (): Promise<void> => {
    if (isWriting) goOn()
    return Promise.resolve()
  }
  await narrateJob(narratedJob(), voice, folder, { turn })
  expect(isWriting).toBe(true)
  expect((await readFile(plain)).equals(expected)).toBe(true)
})
