import { existsSync } from 'node:fs'
import { dirname } from 'node:path'
import type { ExportProgress } from '@contract/calls/export'
import { AppError, toErrorData } from '@contract/errors'
import type { ExportJob } from '@contract/export-job'
import { jobFolderOf } from '@contract/export-order'
import type { EngineHostCommand } from '@contract/host-messages'
import {
  createCasting,
  discardJob,
  openJobFolder,
  readJob,
  removeJobFolder,
  runJob,
  SpokenDocument,
  type JobMeans,
  type JobResult,
  type TellUnvoiced,
} from '../engine'
import { exportJobOf } from './export-job-of'
import { ExportPace } from './export-pace'
import type { ExportVoices, OpenExportVoices } from './export-voices'
import { pronounceWith } from './pronouncing'
import { sleep } from './sleep'

/** How often one that waits looks whether it may go on: a pause in what nobody hears. */
const waitMilliseconds = 50

type ExportCommand = Extract<EngineHostCommand, { kind: 'export' }>

/** Exports under way, by job id. */
export interface ExportJobs {
  /** Whether anything is being exported, and does not rest. */
  readonly isRunning: boolean
  start(command: ExportCommand): void
  /** What is written is kept. */
  cancel(jobId: string): void
  /** Nothing for a job that has ended. */
  setPaused(jobId: string, isPaused: boolean): void
  /** Resolves when all have ended; what they have written is kept. */
  cancelAll(): Promise<void>
}

/** @param emit told of progress, and of each job's end exactly once */
export function createExportJobs(options: {
  openVoices: OpenExportVoices
  startEncoding: JobMeans['startEncoding']
  /** Whether somebody waits for sound: exports then wait for them. Absent: nobody does. */
  isVoiceWanted?: () => boolean
  emit: (progress: ExportProgress) => void
}): ExportJobs {
  const { emit } = options
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>()
  const paused = new Set<string>()

  const narrateJob = async (
    job: ExportJob,
    voices: ExportVoices,
    { jobId, path }: ExportCommand,
    signal: AbortSignal,
    onBegun: (isEmpty: boolean) => void,
  ): Promise<Extract<ExportProgress, { state: 'done' }>> => {
    const { voice, ensemble, atOnce } = voices
    const { language, lexicons, blocks } = job.document
    const pronounce = pronounceWith(job.pronunciations, lexicons)
    const document = new SpokenDocument(blocks, { pronounce, language, rules: job.reading })
    const unvoiced: string[] = []
    const onUnvoiced: TellUnvoiced = (unvoicedLanguage) => {
      if (unvoicedLanguage !== null) unvoiced.push(unvoicedLanguage)
    }
    const settings = () => job.speech
    const casting = ensemble && createCasting({ voice, document, settings, ensemble, onUnvoiced })
    const journalPath = await openJobFolder(jobFolderOf(path), job)
    onBegun(!existsSync(journalPath))
    const pace = new ExportPace(job, voice, path)
    const result: JobResult = await runJob(job, {
      ...{ voice, casting, document, atOnce, signal },
      folder: dirname(path),
      startEncoding: options.startEncoding,
      journalPath,
      async turn(turnSignal) {
        const waitsFrom = performance.now()
        while (paused.has(jobId) || options.isVoiceWanted?.() === true)
          await sleep(waitMilliseconds, turnSignal)
        pace.rested(performance.now() - waitsFrom)
      },
      onProgress(progress) {
        onBegun(false)
        const told = pace.advance(progress)
        if (told) emit({ state: 'running', jobId, path, ...told })
      },
    })
    const { samples, sampleRateHz, sentences, missing } = result
    const audioSeconds = samples / sampleRateHz
    return {
      state: 'done',
      jobId,
      path,
      audioSeconds,
      wallSeconds: pace.wallSeconds,
      sentences,
      missing,
      unvoiced,
    }
  }

  const run = async (command: ExportCommand, signal: AbortSignal): Promise<void> => {
    const { jobId, path, order } = command
    const folder = jobFolderOf(path)
    let job: ExportJob | null = null
    let voices: ExportVoices | null = null
    /** What an earlier run left is kept whatever comes; what this one has, once there is something of it. */
    let isEmpty = false
    let end: ExportProgress
    try {
      job = order ? exportJobOf(order, jobId, path) : await readJob(folder)
      voices = await options.openVoices(job.speech, signal)
      end = await narrateJob(job, voices, command, signal, (isStillEmpty) => (isEmpty = isStillEmpty))
      await removeJobFolder(folder)
    } catch (error) {
      if (job && isEmpty) await discardJob(job, dirname(path), folder).catch(() => undefined)
      const isKept =
        existsSync(folder) && !(error instanceof AppError && error.code === 'export/nothing-kept')
      end =
        signal.aborted && !(error instanceof AppError)
          ? { state: 'cancelled', jobId, isKept }
          : { state: 'failed', jobId, isKept, error: toErrorData(error) }
    }
    await voices?.dispose()
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
      jobs.forEach(({ controller }) => controller.abort(new Error('Every export was cancelled')))
      await Promise.all(jobs.map(({ ended }) => ended))
    },
  }
}
