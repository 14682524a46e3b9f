import { existsSync } from 'node:fs'
import { unfinishedSuffix } from '@contract/recording-words'
import {
  createPronounce,
  digestInThread,
  discardJob,
  encodingInThread,
  lockJobFolder,
  narratedBooksInHost,
  removeJobFolder,
  runJob,
  SpokenDocument,
  unfinishedFilesOf,
  type JobResult,
  type Voice,
} from '../../../engine'
import { castVoices } from '../../cast'
import type { CommandContext } from '../../context'
import { lectorVersion } from '../../lector-version'
import { makeFolders } from '../../made-folders'
import type { NarrationTask } from './narration-task'
import { begunAnewLine, encodingLine, measuringLine, progressLine, type NarratedDocument } from './report'

/** What an earlier run of the same left is gone on with, unless a person ended it who did not ask for that. */
export async function narrateTask(
  context: CommandContext,
  task: NarrationTask,
  voice: Voice,
  workers: number,
): Promise<NarratedDocument> {
  const { terminal, signal } = context
  const { job, directory, jobFolder, reportPath, isGoneOnWith } = task
  const { title, blocks, language, lexicons } = job.document
  const report = { path: reportPath, lectorVersion: await lectorVersion(context) }
  const folders = await makeFolders(directory)
  const lock = await lockJobFolder(jobFolder).catch(async (error: unknown) => {
    await folders.takeBack()
    throw error
  })
  if (!isGoneOnWith)
    for (const path of [...unfinishedFilesOf(job, directory), report.path + unfinishedSuffix, jobFolder])
      context.noteUnfinished(path)
  const pronounce = createPronounce({ entries: job.pronunciations, lexicons })
  const document = new SpokenDocument(blocks, { pronounce, language, rules: job.reading })
  const { casting, unvoiced } = castVoices(context, voice, document, job.speech)
  const startedAt = performance.now()
  const sampleRateHz = job.sampleRateHz ?? voice.sampleRateHz
  const wallSeconds = (): number => (performance.now() - startedAt) / 1_000
  let hasWritten = false
  try {
    const { job: kept, journalPath } = await task.open()
    // An earlier run has.
    hasWritten = existsSync(journalPath)
    const result: JobResult = await runJob(kept, {
      ...{ voice, casting, document, atOnce: workers, folder: directory, journalPath, report, signal },
      startEncoding: encodingInThread(context.encodingThreadPath),
      startDigest: digestInThread(context.digestThreadPath),
      writeNarratedBook: narratedBooksInHost(context.documentHostPath),
      onBegunAnew(why) {
        hasWritten = false
        terminal.notice(begunAnewLine(title, why))
      },
      onMeasure: (fraction) => terminal.progress(measuringLine(title, fraction)),
      onCompanion: (progress) => terminal.progress(encodingLine(progress)),
      onProgress({ fraction, samples, newSamples }) {
        hasWritten = true
        const audioSeconds = samples / sampleRateHz
        const speed = newSamples / sampleRateHz / wallSeconds()
        terminal.progress(progressLine(title, { fraction, audioSeconds, speed }))
      },
    })
    // Its files are there.
    await removeJobFolder(jobFolder).catch((error: unknown) =>
      terminal.notice(`${title} is done, but ${jobFolder} cannot be removed: ${String(error)}`),
    )
    await context.speechRoom.keepGrown()
    return { title, result, voice, wallSeconds: wallSeconds(), unvoiced }
  } catch (error) {
    // What a person ended, and what was never begun, is not gone on with.
    if (!isGoneOnWith && (signal.aborted || !hasWritten)) {
      await discardJob(job, directory, jobFolder)
      await lock.release()
      await folders.takeBack()
    }
    throw error
  } finally {
    await lock.release()
  }
}
