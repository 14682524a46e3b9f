import { open, rename, rm } from 'node:fs/promises'
import { asideSuffix, recordingWordsBeginning, wordsFileOf } from '@contract/recording-words'
import type { WavCue } from '../../audio/wav-cues'
import type { WavFile } from './wav-file'
import type { WordsFile } from './words-file'

/**
 * Makes a recording appear, after its words: whoever finds it finds them. Its bytes are safe first: words without it, or
 * beside an older one, would be left. Words of an older one in its place go with it, and come back where it cannot appear;
 * where the process ends first, with the next `beginRecording`.
 * @param path  of the recording
 * @param words null: it has none
 * @param cues  places in it that players can go to
 * @throws AppError 'export/disk-full', 'export/not-writable'; both files are to be abandoned then
 */
export async function finishRecording(
  path: string,
  recording: WavFile,
  words: WordsFile | null,
  cues: readonly WavCue[] = [],
): Promise<void> {
  const wordsPath = wordsFileOf(path)
  const asidePath = wordsPath + asideSuffix
  let isOlderAside = false
  let haveAppeared = false
  try {
    await recording.finish(cues, async () => {
      isOlderAside = await setAside(wordsPath, asidePath)
      await words?.finish()
      haveAppeared = words !== null
    })
  } catch (error) {
    // What went wrong first is what is told.
    if (haveAppeared) await rm(wordsPath, { force: true }).catch(() => undefined)
    if (isOlderAside) await rename(asidePath, wordsPath).catch(() => undefined)
    throw error
  }
  // The recording is whole: what is left beside it is litter at most, under a name that nothing reads.
  if (isOlderAside) await rm(asidePath, { force: true }).catch(() => undefined)
}

/**
 * @returns whether there were words of Lector's: what else has that name is somebody's and stays, unless new words take its
 * place. So do words that cannot be moved: a recording that is rendered is not thrown away for those of another one.
 */
async function setAside(path: string, asidePath: string): Promise<boolean> {
  try {
    if (!(await isByLector(path))) return false
    await rename(path, asidePath)
    return true
  } catch {
    return false
  }
}

/** @throws the file system's error, also where it is no file */
async function isByLector(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(recordingWordsBeginning.length)
    await file.read(bytes, 0, bytes.length, 0)
    return bytes.toString('latin1') === recordingWordsBeginning
  } finally {
    await file.close()
  }
}
