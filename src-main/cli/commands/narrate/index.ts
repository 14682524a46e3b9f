import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { jobFolderSuffix, type ExportJob } from '@contract/export-job'
import { reportSuffix } from '@contract/export-report'
import { unfinishedSuffix } from '@contract/recording-words'
import {
  createPronounce,
  discardJob,
  encodingInThread,
  narratedBooksInHost,
  openDocumentInHost,
  openJobFolder,
  poolSize,
  removeJobFolder,
  runJob,
  SpeechRoom,
  SpokenDocument,
  unfinishedFilesOf,
  usualSpeechBytes,
  type JobResult,
  type Voice,
} from '../../../engine'
import { castVoices } from '../../cast'
import type { CommandContext } from '../../context'
import { failureLine } from '../../failure-line'
import { lectorVersion } from '../../lector-version'
import { makeFolders } from '../../made-folders'
import { loadPronunciations } from '../../pronunciations'
import { bookNameOf, makeJob } from './make-job'
import {
  begunAnewLine,
  encodingLine,
  progressLine,
  reportOf,
  resultLines,
  type NarratedDocument,
} from './report'

/** `narrate FILE... --out DIR`: whole documents, one after the other, as files named after them. */
export async function narrate(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  if (line.operands.length === 0)
    throw new AppError('usage/invalid', 'narrate needs a file: narrate FILE --out DIR')
  const workers = line.workers ?? poolSize()
  const narrated: NarratedDocument[] = []
  const failures: unknown[] = []
  let voice: Voice | null = null
  for (const operand of line.operands) {
    try {
      const job = await openJob(context, operand)
      voice ??= await context.loadVoice({ atOnce: workers, keepsSpeech: line.keepsSpeech })
      narrated.push(await narrateJob(context, job, voice, workers))
    } catch (error) {
      signal.throwIfAborted()
      failures.push(error)
    }
  }
  terminal.progressDone()
  if (voice && narrated.length > 0) {
    terminal.json(reportOf(narrated, { voice, workers }))
    for (const said of resultLines(narrated, { voice, workers })) terminal.line(said)
  }
  // The last one is told as every command tells its own.
  const last = failures.pop()
  for (const failure of failures) terminal.notice(failureLine(failure))
  if (last !== undefined) throw last
}

async function openJob(context: CommandContext, operand: string): Promise<ExportJob> {
  const { line, signal } = context
  const source = { kind: 'file' as const, path: context.resolvePath(operand) }
  const document = await openDocumentInHost(context.documentHostPath, { source, options: line.open }, signal)
  return makeJob(document, line, await loadPronunciations(context), source.path)
}

/** What an earlier run of the same left is gone on with, unless a person ended it. */
async function narrateJob(
  context: CommandContext,
  job: ExportJob,
  voice: Voice,
  workers: number,
): Promise<NarratedDocument> {
  const { line, terminal, signal } = context
  const { title, blocks, language, lexicons } = job.document
  const directory = context.resolvePath(line.out ?? '.')
  const bookPath = join(directory, bookNameOf({ title }))
  const folderPath = bookPath + jobFolderSuffix
  const report = { path: bookPath + reportSuffix, lectorVersion: await lectorVersion(context) }
  const folders = await makeFolders(directory)
  for (const path of [...unfinishedFilesOf(job, directory), report.path + unfinishedSuffix, folderPath])
    context.noteUnfinished(path)
  const pronounce = createPronounce({ entries: job.pronunciations, lexicons })
  const document = new SpokenDocument(blocks, { pronounce, language, rules: job.reading })
  const { casting, unvoiced } = castVoices(context, voice, document)
  const startedAt = performance.now()
  const sampleRateHz = job.sampleRateHz ?? voice.sampleRateHz
  const wallSeconds = (): number => (performance.now() - startedAt) / 1_000
  const room = line.keepsSpeech ? speechRoom(context) : null
  let roomed = 0
  let hasWritten = false
  try {
    const { job: kept, journalPath } = await openJobFolder(folderPath, job)
    // An earlier run has.
    hasWritten = existsSync(journalPath)
    const result: JobResult = await runJob(kept, {
      ...{ voice, casting, document, atOnce: workers, folder: directory, journalPath, report, signal },
      startEncoding: encodingInThread(context.encodingThreadPath),
      writeNarratedBook: narratedBooksInHost(context.documentHostPath),
      onBegunAnew(reader) {
        hasWritten = false
        terminal.notice(begunAnewLine(title, reader))
      },
      onCompanion: (progress) => terminal.progress(encodingLine(progress)),
      onProgress({ fraction, samples, newSamples }) {
        hasWritten = true
        room?.grown((newSamples - roomed) * Float32Array.BYTES_PER_ELEMENT)
        roomed = newSamples
        const audioSeconds = samples / sampleRateHz
        const speed = newSamples / sampleRateHz / wallSeconds()
        terminal.progress(progressLine(title, { fraction, audioSeconds, speed }))
      },
    })
    await removeJobFolder(folderPath)
    await room?.keep()
    return { title, result, wallSeconds: wallSeconds(), unvoiced }
  } catch (error) {
    // What a person ended, and what was never begun, is not gone on with.
    if (signal.aborted || !hasWritten) {
      await discardJob(job, directory, folderPath)
      await folders.takeBack()
    }
    throw error
  }
}

/** Keeps what is kept within its bounds; where that fails it is told, and the narration goes on. */
function speechRoom({ speechDirectory, terminal }: CommandContext): SpeechRoom {
  return new SpeechRoom(speechDirectory, usualSpeechBytes, (error) =>
    terminal.notice(`The speech that is kept cannot be looked through: ${String(error)}`),
  )
}
