import { join } from 'node:path'
import type { ExportJob } from '@contract/export-job'
import type { ReportedWav } from '@contract/export-report'
import { bytesPerSample } from '@contract/sample-formats'
import { longestHeadBytes, readWavLayout } from '../../audio/wav-layout'
import { changedFile } from './changed-file'
import { FilePass, type PassMeans } from './file-pass'

interface OpenPass {
  readonly pass: FilePass
  readonly dataStartByte: number
}

/** The WAV files of a job that has ended, each read once, along with its sentences. */
export class RecordingPasses {
  readonly #open = new Map<number, OpenPass>()
  readonly #read = new Map<number, ReportedWav>()
  readonly #sampleBytes: number

  /** @param samples of each recording that is there, by its number in the job */
  constructor(
    private readonly job: ExportJob,
    private readonly means: PassMeans & { readonly folder: string; readonly sampleRateHz: number },
    private readonly samples: ReadonlyMap<number, number>,
  ) {
    this.#sampleBytes = bytesPerSample[job.sampleFormat]
  }

  /** Digest of a stretch of a recording, behind the one before. @throws AppError 'report/recording-changed' */
  async digest(recording: number, startSample: number, endSample: number): Promise<string> {
    const { pass, dataStartByte } = await this.#passOf(recording)
    await pass.readTo(dataStartByte + startSample * this.#sampleBytes)
    return pass.digestTo(dataStartByte + endSample * this.#sampleBytes)
  }

  /** Reads those to their ends that hold nothing of a chapter or what follows it. @throws as `digest` */
  async endBefore(chapter: number): Promise<void> {
    for (const recording of this.#open.keys())
      if (this.job.recordings[recording].untilChapter <= chapter) await this.#end(recording)
  }

  /** Reads all to their ends. @returns them in the job's order @throws as `digest` */
  async endAll(): Promise<ReportedWav[]> {
    const numbers = [...this.samples.keys()].sort((a, b) => a - b)
    const ended: ReportedWav[] = []
    for (const recording of numbers) ended.push(this.#read.get(recording) ?? (await this.#end(recording)))
    return ended
  }

  async close(): Promise<void> {
    for (const { pass } of this.#open.values()) await pass.close()
    this.#open.clear()
  }

  async #passOf(recording: number): Promise<OpenPass> {
    const known = this.#open.get(recording)
    if (known) return known
    const pass = await FilePass.open(this.#pathOf(recording), this.means)
    if (!pass) throw this.#changed(recording)
    try {
      const layout = readWavLayout(await pass.head(longestHeadBytes))
      const isIt =
        layout?.sampleRateHz === this.means.sampleRateHz &&
        layout.format === this.job.sampleFormat &&
        layout.dataBytes === (this.samples.get(recording) ?? 0) * this.#sampleBytes
      if (!isIt) throw this.#changed(recording)
      const opened = { pass, dataStartByte: layout.dataStartByte }
      this.#open.set(recording, opened)
      return opened
    } catch (error) {
      await pass.close()
      throw error
    }
  }

  async #end(recording: number): Promise<ReportedWav> {
    const { pass, dataStartByte } = await this.#passOf(recording)
    const bytes = pass.byteLength
    await pass.readTo(bytes)
    if (pass.atByte < bytes) throw this.#changed(recording)
    const samples = this.samples.get(recording) ?? 0
    const { name } = this.job.recordings[recording]
    const seconds = secondsOf(samples, this.means.sampleRateHz)
    const ended = {
      kind: 'wav',
      name,
      bytes,
      dataStartByte,
      samples,
      seconds,
      sha256: await pass.sha256(),
    } as const
    this.#read.set(recording, ended)
    this.#open.delete(recording)
    await pass.close()
    return ended
  }

  #pathOf(recording: number): string {
    return join(this.means.folder, this.job.recordings[recording].name)
  }

  #changed(recording: number): Error {
    return changedFile(this.#pathOf(recording))
  }
}

/** To ten millionths: less than half a sample at any rate that is heard. */
export function secondsOf(samples: number, sampleRateHz: number): number {
  return Math.round((samples / sampleRateHz) * 1e5) / 1e5
}
