import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ExportProgress } from '@contract/calls/export'
import { AppError, toErrorData } from '@contract/errors'
import type { ExportJob } from '@contract/export-job'
import type { EngineHostCommand } from '@contract/host-messages'
import {
  createCasting,
  discardJob,
  lockJobFolder,
  openJobFolder,
  readJob,
  refuseReplacing,
  removeJobFolder,
  reportPathOf,
  runJob,
  SpokenDocument,
  Turns,
  type JobLock,
  type JobMeans,
  type KeptJob,
  type TellUnvoiced,
} from '../engine'
import { exportHeadOf, exportJobOf } from './export-job-of'
import { ExportPace } from './export-pace'
import type { ExportVoices, OpenExportVoices } from './export-voices'
import { pronounceWith } from './pronouncing'
import { sleep } from './sleep'

/** How often one that waits looks whether it may go on: a pause in what nobody hears. */
const waitMilliseconds = 50

/** Why exports end that nobody has cancelled. */
const allEnd = new Error('Lector ends')

type ExportCommand = Extract<EngineHostCommand, { kind: 'export' }>
type DoneExport = Extract<ExportProgress, { state: 'done' }>

/** A job whose folder is held. */
interface TakenJob extends KeptJob {
  readonly lock: JobLock
  /** What an earlier run left is kept whatever comes; what this one has, once there is something of it. */
  isEmpty: boolean
}

/** Exports, by job id: one after the other, in the order they were begun. */
export interface ExportJobs {
  /** Whether anything is being exported, and does not rest. */
  readonly isRunning: boolean
  start(command: ExportCommand): void
  /** What is written is kept. */
  cancel(jobId: string): void
  /** Nothing for a job that has ended. */
  setPaused(jobId: string, isPaused: boolean): void
  /** Resolves when all have ended; they can be gone on with. */
  cancelAll(): Promise<void>
}

/** @param emit told of progress, and of each job's end exactly once */
export function createExportJobs(options: {
  openVoices: OpenExportVoices
  startEncoding: JobMeans['startEncoding']
  startDigest?: JobMeans['startDigest']
  writeNarratedBook?: JobMeans['writeNarratedBook']
  /** Whether somebody waits for sound: exports then wait for them. Absent: nobody does. */
  isVoiceWanted?: () => boolean
  emit: (progress: ExportProgress) => void
}): ExportJobs {
  const { emit } = options
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>()
  const paused = new Set<string>()
  const turns = new Turns()

  const narrateJob = async (
    taken: TakenJob,
    { jobId, jobFolder, lectorVersion }: ExportCommand,
    signal: AbortSignal,
  ): Promise<DoneExport> => {
    const { job, journalPath } = taken
    const voices = await options.openVoices(job.speech, signal)
    try {
      const { voice, atOnce } = voices
      const folder = dirname(jobFolder)
      const reportPath = reportPathOf(folder, jobFolder)
      const { document, casting, unvoiced } = castOf(job, voices)
      const pace = new ExportPace(job, voice, folder)
      const tell = (told: ExportProgress | null): void => void (told && emit({ ...told, jobId }))
      const result = await runJob(job, {
        ...{ voice, casting, document, atOnce, folder, journalPath, signal },
        report: { path: reportPath, lectorVersion },
        startEncoding: options.startEncoding,
        startDigest: options.startDigest,
        writeNarratedBook: options.writeNarratedBook,
        onBegunAnew({ reason }) {
          taken.isEmpty = true
          emit({ state: 'begun-anew', jobId, reason })
        },
        async turn(turnSignal) {
          const waitsFrom = performance.now()
          while (paused.has(jobId) || options.isVoiceWanted?.() === true)
            await sleep(waitMilliseconds, turnSignal)
          pace.rested(performance.now() - waitsFrom)
        },
        onMeasure(fraction) {
          pace.measured()
          emit({ state: 'measuring', jobId, fraction })
        },
        onProgress(progress) {
          taken.isEmpty = false
          tell(pace.advance(progress))
        },
        onCompanion: (progress) => tell(pace.making(progress)),
      })
      const { recordings, bookPath, samples, sampleRateHz, sentences, missing } = result
      return {
        ...{ state: 'done', jobId, sentences, missing, unvoiced },
        paths: [
          ...recordings.flatMap(({ paths }) => paths),
          ...(bookPath === null ? [] : [bookPath]),
          ...(job.report ? [reportPath] : []),
        ],
        audioSeconds: samples / sampleRateHz,
        wallSeconds: pace.wallSeconds,
      }
    } finally {
      await voices.dispose()
    }
  }

  /** Holds the folder of what is ordered, and tells what it is. @throws as the job folder does, 'export/already-there' */
  const prepare = async ({ jobId, jobFolder, order }: ExportCommand): Promise<TakenJob> => {
    const folder = dirname(jobFolder)
    const lock = await lockJobFolder(jobFolder)
    try {
      const asked = order ? exportJobOf(order, jobId) : await readJob(jobFolder)
      if (order && !order.replaces) await refuseReplacing(asked, folder, jobFolder)
      const kept = await openJobFolder(jobFolder, asked)
      emit({ state: 'taken', jobId, head: exportHeadOf(kept.job, folder) })
      return { ...kept, lock, isEmpty: !existsSync(kept.journalPath) }
    } catch (error) {
      await lock.release()
      throw error
    }
  }

  const run = async (command: ExportCommand, signal: AbortSignal): Promise<void> => {
    const { jobId, jobFolder } = command
    let end: ExportProgress
    // At once: what has not had its turn when Lector ends is offered like everything else.
    const prepared = prepare(command)
    const narrated = turns.take(async () => narrateJob(await prepared, command, signal), signal)
    // What could not be prepared is told of now, not in its turn.
    narrated.catch(() => undefined)
    try {
      const { lock } = await prepared
      end = await narrated
      // Its files are there. What cannot be taken away now is offered again, and has nothing left to do then.
      await removeJobFolder(jobFolder).catch(({ code }: NodeJS.ErrnoException) => {
        process.stderr.write(`What a finished export has no more use for cannot be removed: ${code}\n`)
      })
      await lock.release()
    } catch (error) {
      const taken = await prepared.catch(() => null)
      if (taken?.isEmpty && signal.reason !== allEnd)
        await discardJob(taken.job, dirname(jobFolder), jobFolder).catch(() => undefined)
      await taken?.lock.release()
      const isKept =
        error instanceof AppError && error.code === 'export/nothing-kept' ? false : isThere(command)
      end =
        signal.aborted && !(error instanceof AppError)
          ? { state: 'cancelled', jobId, isKept }
          : { state: 'failed', jobId, isKept, error: toErrorData(error) }
    }
    running.delete(jobId)
    paused.delete(jobId)
    emit(end)
  }

  return {
    get isRunning() {
      return running.size > paused.size
    },
    start(command) {
      const controller = new AbortController()
      const ended = run(command, controller.signal)
      running.set(command.jobId, { controller, ended })
    },
    cancel: (jobId) => running.get(jobId)?.controller.abort(new Error('The export was cancelled')),
    setPaused(jobId, isPaused) {
      if (isPaused && running.has(jobId)) paused.add(jobId)
      else paused.delete(jobId)
    },
    async cancelAll() {
      const jobs = [...running.values()]
      jobs.forEach(({ controller }) => controller.abort(allEnd))
      await Promise.all(jobs.map(({ ended }) => ended))
    },
  }
}

/** Whether an export can be gone on with. One that was gone on with is there, where its drive is. */
function isThere({ jobFolder, order }: ExportCommand): boolean {
  return existsSync(jobFolder) || (order === null && !existsSync(dirname(jobFolder)))
}

/** Removes what there is of an export that is not done. @throws AppError 'export/…' */
export async function discardExport(jobFolder: string): Promise<void> {
  const lock = await lockJobFolder(jobFolder)
  try {
    await discardHeld(jobFolder)
  } finally {
    await lock.release()
  }
}

async function discardHeld(jobFolder: string): Promise<void> {
  const job = await readJob(jobFolder).catch((error: AppError) => {
    // Then nothing tells what else there is of it.
    if (error.code === 'export/nothing-kept') return null
    throw error
  })
  if (job) await discardJob(job, dirname(jobFolder), jobFolder)
  else await removeJobFolder(jobFolder)
}

/** Who reads what of a job, and the languages that nobody could read as they should be. */
function castOf(job: ExportJob, { voice, ensemble }: ExportVoices) {
  const { language, lexicons, blocks } = job.document
  const pronounce = pronounceWith(job.pronunciations, lexicons)
  const document = new SpokenDocument(blocks, { pronounce, language, rules: job.reading })
  const unvoiced: string[] = []
  const onUnvoiced: TellUnvoiced = (unvoicedLanguage) => {
    if (unvoicedLanguage !== null) unvoiced.push(unvoicedLanguage)
  }
  const settings = () => job.speech
  const casting = ensemble && createCasting({ voice, document, settings, ensemble, onUnvoiced })
  return { document, casting, unvoiced }
}
