import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { unfinishedExportSchema, type UnfinishedExport } from '@contract/calls/export'
import { asideSuffix, unfinishedSuffix, wordsFileOf } from '@contract/recording-words'
import { speechSettingsSchema } from '@contract/settings'
import { codeOf, writeFileAtomically, type FileSystem } from './atomic-file'
import { readStoredFile } from './stored-file'

const recordSchema = unfinishedExportSchema.extend({ settings: speechSettingsSchema })
/** What it takes to do an export again. */
export type ExportRecord = z.infer<typeof recordSchema>

const fileSchema = z.object({ version: z.literal(1), exports: z.array(recordSchema).max(100) })

/** The share done is written at most this often: it is only told to a person, in whole percents. */
const writeEveryMilliseconds = 5_000

/** Keeps what is being exported, so that a start after a sudden end knows of it. Its only keeper: nobody else reads or writes that file. */
export class UnfinishedExports {
  /** Those of this run of Lector; they are not offered. */
  readonly #running = new Map<string, ExportRecord>()
  #writtenAt = -Infinity
  #writing: Promise<void> = Promise.resolve()

  private constructor(
    private readonly path: string,
    private readonly files: FileSystem,
    private readonly report: (error: unknown) => void,
    private readonly now: () => number,
    private readonly found: Map<string, ExportRecord>,
    private readonly mayWrite: boolean,
  ) {}

  /**
   * Reads what a folder holds; what cannot be read is set aside and reported. Where the files lie is not looked at: it may
   * be a drive that does not answer.
   * @param now milliseconds that only go on
   */
  static async open(
    folder: string,
    files: FileSystem,
    report: (error: unknown) => void,
    now: () => number,
  ): Promise<UnfinishedExports> {
    const path = join(folder, 'unfinished-exports.json')
    const stored = await readStoredFile(path, (found) => fileSchema.parse(found))
    if (stored.state === 'unreadable') report(stored.cause)
    const exports = stored.state === 'read' ? stored.value.exports : []
    const mayWrite = stored.state !== 'unreadable' || stored.setAside !== null
    const found = new Map(exports.map((record) => [record.jobId, record]))
    return new UnfinishedExports(path, files, report, now, found, mayWrite)
  }

  /** Those that an earlier run of Lector left. */
  list(): UnfinishedExport[] {
    return [...this.found.values()].map((record) => unfinishedExportSchema.parse(record))
  }

  /** One that an earlier run left; null: there is none of that id. */
  get(jobId: string): ExportRecord | null {
    return this.found.get(jobId) ?? null
  }

  /** An export has begun. One into the same file takes the place of what was left of it. */
  begin(record: ExportRecord): void {
    for (const [jobId, { path }] of this.found) if (path === record.path) this.found.delete(jobId)
    this.#running.set(record.jobId, record)
    this.#write()
  }

  note(jobId: string, share: number): void {
    const record = this.#running.get(jobId)
    if (!record) return
    this.#running.set(jobId, { ...record, share })
    if (this.now() - this.#writtenAt >= writeEveryMilliseconds) this.#write()
  }

  /** An export has ended otherwise than with Lector. */
  end(jobId: string): void {
    if (this.#running.delete(jobId)) this.#write()
  }

  /**
   * Removes what there is of the file of one that was found, and of that with its words, and forgets it. What Lector's end
   * left between an older recording and its words is put in order.
   * @throws the file system's error; it is found as before then
   */
  async discard(jobId: string): Promise<void> {
    const record = this.found.get(jobId)
    if (!record) return
    await putWordsBack(this.files, record.path)
    for (const path of [record.path, wordsFileOf(record.path)])
      await this.files.remove(path + unfinishedSuffix)
    if (this.found.delete(jobId)) this.#write()
  }

  /** Resolves when everything is on the disk, the last shares too. Never rejects. */
  flush(): Promise<void> {
    if (this.#running.size > 0) this.#write()
    return this.#writing
  }

  #write(): void {
    this.#writtenAt = this.now()
    if (!this.mayWrite) return
    const exports = [...this.found.values(), ...this.#running.values()]
    const data = `${JSON.stringify({ version: 1, exports }, null, 2)}\n`
    this.#writing = this.#writing
      .then(() => writeFileAtomically(this.files, this.path, data))
      .catch(this.report)
  }
}

/**
 * An export that Lector's end overtook as it finished may have set the words of an older recording aside: they belong to
 * what is under the final name for as long as the new one has not appeared there.
 */
async function putWordsBack(files: FileSystem, path: string): Promise<void> {
  const wordsPath = wordsFileOf(path)
  const hasAppeared = await access(path + unfinishedSuffix).then(
    () => false,
    (error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error
      return true
    },
  )
  if (hasAppeared) return files.remove(wordsPath + asideSuffix)
  await files.rename(wordsPath + asideSuffix, wordsPath).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw error
  })
}
