import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import type { ExportProgress } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import { exportOrderSchema, type ExportOrder } from '@contract/export-order'
import { speechSettingsSchema } from '@contract/settings'
import { startEncoding } from '../../src-main/engine/export/encoded/encoding/encoding'
import type { Voice } from '../../src-main/engine/voices/voice'
import { createExportJobs, type ExportJobs } from '../../src-main/engine-host/export-jobs'
import type { OpenExportVoices } from '../../src-main/engine-host/export-voices'
import { paragraph } from '../helpers/paragraphs'
import { loadSineVoice } from '../helpers/sine-voice'

export const orderOf = (text: string, name: string, changes: Partial<ExportOrder> = {}): ExportOrder =>
  exportOrderSchema.parse({
    document: { id: 'd', title: 'Title', authors: [], blocks: [paragraph(text)], contents: [] },
    pronunciations: [],
    reading: {},
    name,
    replaces: true,
    loudnessLufs: null,
    report: false,
    chapters: null,
    titles: {},
    speech: speechSettingsSchema.parse({}),
    ...changes,
  })

/** Where exports are made, and what is told of them: new for every test of a file. */
class ExportDesk {
  directory = ''
  told: ExportProgress[] = []
  voice: (signal: AbortSignal) => Promise<Voice> = () => Promise.resolve(this.sine)
  jobs!: ExportJobs
  sine!: Voice

  readonly openVoices: OpenExportVoices = async (_speech, signal) => ({
    voice: await this.voice(signal),
    atOnce: 2,
    dispose: () => Promise.resolve(),
  })

  async lay(): Promise<void> {
    this.directory = await mkdtemp(join(tmpdir(), 'lector-export-jobs-'))
    this.told = []
    this.voice = () => Promise.resolve(this.sine)
    this.jobs = createExportJobs({
      openVoices: this.openVoices,
      startEncoding,
      emit: (progress) => void this.told.push(progress),
    })
  }

  async clear(): Promise<void> {
    await this.jobs.cancelAll()
    await rm(this.directory, { recursive: true })
  }

  folderOf(jobId: string): string {
    return join(this.directory, `${jobId}.lector-export`)
  }

  start(
    jobId: string,
    text = 'One sentence. Another one.',
    {
      jobFolder = this.folderOf(jobId),
      ...changes
    }: Partial<ExportOrder> & { jobFolder?: string | undefined } = {},
  ): void {
    const order = orderOf(text, jobId, changes)
    this.jobs.start({ kind: 'export', jobId, jobFolder, lectorVersion: '1', order })
  }

  goOn(jobId: string): void {
    const jobFolder = this.folderOf(jobId)
    this.jobs.start({ kind: 'export', jobId, jobFolder, lectorVersion: '1', order: null })
  }

  endsOf(jobId: string): ExportProgress[] {
    return this.told.filter((p) => p.jobId === jobId && ['done', 'cancelled', 'failed'].includes(p.state))
  }

  ended(jobId: string): Promise<void> {
    return vi.waitFor(() => expect(this.endsOf(jobId)).toHaveLength(1), { timeout: 10_000 })
  }

  ranOf(jobId: string) {
    return this.told.filter((p) => p.jobId === jobId && p.state === 'running')
  }
}

/** A desk for each test of a file. */
export function useExportDesk(): ExportDesk {
  const desk = new ExportDesk()
  beforeAll(async () => {
    desk.sine = await loadSineVoice()
  })
  beforeEach(() => desk.lay())
  afterEach(() => desk.clear())
  return desk
}

/** Ends at the first sentence of more than two words. */
export function breakingOff(voice: Voice): Voice {
  return {
    ...voice,
    async *render(utterance, plan, signal) {
      if (utterance.words.length > 2) throw new AppError('engine/crashed', 'The worker ended')
      yield* voice.render(utterance, plan, signal)
    },
  }
}
