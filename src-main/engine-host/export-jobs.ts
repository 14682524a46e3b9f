import type { EngineHostCommand } from '@contract/host-messages'
import type { ExportProgress } from '@contract/calls/export'
import { AppError, toErrorData } from '@contract/errors'
import {
  createCasting,
  exportWav,
  recordingTags,
  SpokenDocument,
  type ExportState,
  type TellUnvoiced,
  type VoiceEnsemble,
} from '../engine'
import { freeBytes } from './free-space'
import { pronounceWith } from './pronouncing'
import { sleep } from './sleep'
import type { VoiceLease } from './voice-holder'

/** Progress is told at most this often: more is not seen. */
const tellMilliseconds = 100
/** Below this much work done, a guess of the time left is worth nothing. */
const leastFraction = 0.01

/** The room on the disk is looked at this often. */
const spaceMilliseconds = 2_000
/** How often one that waits looks whether it may go on: a pause in what nobody hears. */
const waitMilliseconds = 50

/** Exports under way, by job id. */
export interface ExportJobs {
  /** Whether anything is being exported, and does not rest. */
  readonly isRunning: boolean
  start(command: Extract<EngineHostCommand, { kind: 'export' }>): void
  cancel(jobId: string): void
  /** It holds no voice back meanwhile; nothing for a job that has ended. */
  setPaused(jobId: string, isPaused: boolean): void
  /** Resolves when all have ended and their files are cleaned up. */
  cancelAll(): Promise<void>
}

/** @param emit told of progress, and of each job's end exactly once */
export function createExportJobs(options: {
  borrowVoice: (signal: AbortSignal) => Promise<VoiceLease>
  /** Absent: the voice borrowed reads everything. */
  ensemble?: VoiceEnsemble
  /** Whether somebody waits for sound: exports then wait for them. Absent: nobody does. */
  isVoiceWanted?: () => boolean
  emit: (progress: ExportProgress) => void
}): ExportJobs {
  const { emit, ensemble } = options
  const running = new Map<string, { controller: AbortController; ended: Promise<void> }>()
  const paused = new Set<string>()

  const run = async (
    command: Extract<EngineHostCommand, { kind: 'export' }>,
    signal: AbortSignal,
  ): Promise<void> => {
    const { jobId, path, title, blocks, language, settings, reading, pronunciations = [], lexicons } = command
    let toldAt = -Infinity
    let lease: VoiceLease | null = null
    let bytesFree: number | undefined
    let lookedAt = -Infinity
    const onProgress = (state: ExportState): void => {
      const now = performance.now()
      if (now - lookedAt >= spaceMilliseconds) {
        lookedAt = now
        void freeBytes(path).then((bytes) => (bytesFree = bytes ?? undefined))
      }
      if (now - toldAt < tellMilliseconds) return
      toldAt = now
      emit({ state: 'running', jobId, path, ...describe(state), bytesFree })
    }
    const turn = async (turnSignal: AbortSignal): Promise<void> => {
      while (paused.has(jobId) || options.isVoiceWanted?.() === true)
        await sleep(waitMilliseconds, turnSignal)
    }
    try {
      lease = await options.borrowVoice(signal)
      const { voice } = lease
      const pronounce = pronounceWith(pronunciations, lexicons)
      const document = new SpokenDocument(blocks, { pronounce, language, rules: reading })
      const unvoiced: string[] = []
      const onUnvoiced: TellUnvoiced = (unvoicedLanguage) => {
        if (unvoicedLanguage !== null) unvoiced.push(unvoicedLanguage)
      }
      const casting =
        ensemble && createCasting({ voice, document, settings: () => settings, ensemble, onUnvoiced })
      const words = { title, language }
      const result = await exportWav({
        voice,
        casting,
        document,
        settings,
        path,
        tags: recordingTags(title, voice),
        words,
        signal,
        turn,
        onProgress,
      })
      const { audioSeconds, wallSeconds, sentences, missing } = result
      emit({ state: 'done', jobId, path, audioSeconds, wallSeconds, sentences, missing, unvoiced })
    } catch (error) {
      if (signal.aborted && !(error instanceof AppError)) emit({ state: 'cancelled', jobId })
      else emit({ state: 'failed', jobId, error: toErrorData(error) })
    } finally {
      lease?.release()
      running.delete(jobId)
      paused.delete(jobId)
    }
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

function describe({ fraction, audioSeconds, wallSeconds, bytesLeft }: ExportState) {
  return {
    bytesNeeded: fraction >= leastFraction ? (bytesLeft ?? undefined) : undefined,
    fraction,
    audioSeconds,
    secondsLeft: fraction >= leastFraction ? (wallSeconds / fraction) * (1 - fraction) : undefined,
    realTimeFactor: audioSeconds > 0 ? wallSeconds / audioSeconds : 0,
  }
}
