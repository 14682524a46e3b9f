import { createHash } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { unfinishedExportSchema, type UnfinishedExport } from '@contract/calls/export'
import { jobFolderSuffix } from '@contract/export-job'
import { writeFileAtomically, type FileSystem } from './atomic-file'
import { readStoredFile } from './stored-file'

const fileSchema = z.object({ version: z.literal(2), exports: z.array(unfinishedExportSchema).max(100) })

/** The share done is written at most this often: it is only told to a person, in whole percents. */
const writeEveryMilliseconds = 5_000
/** A drive that does not answer is not waited for. */
const lookMilliseconds = 2_000
/** Of what others left. */
const maxStrays = 100

/** Keeps which exports are not done, so that they can be gone on with. Its only keeper: nobody else reads or writes that file. */
export class UnfinishedExports {
  /** Those under way; they are not offered. */
  readonly #running = new Map<string, UnfinishedExport>()
  /** What others left where it was last looked for. */
  #strays: ReadonlyMap<string, UnfinishedExport> = new Map()
  #writtenAt = -Infinity
  #writing: Promise<void> = Promise.resolve()

  private constructor(
    private readonly path: string,
    private readonly files: FileSystem,
    private readonly report: (error: unknown) => void,
    private readonly now: () => number,
    private readonly left: Map<string, UnfinishedExport>,
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
    const left = new Map(exports.map((record) => [record.jobId, record]))
    return new UnfinishedExports(path, files, report, now, left, mayWrite)
  }

  /** Those that ended before they were done. */
  list(): UnfinishedExport[] {
    return [...this.left.values()]
  }

  /** The same, and what others left in a folder, as the command line does. */
  async find(folder: string): Promise<UnfinishedExport[]> {
    const names = await Promise.race([
      readdir(folder).catch(() => []),
      sleep(lookMilliseconds, [], { ref: false }),
    ])
    const known = [...this.left.values(), ...this.#running.values()].map(({ jobFolder }) => jobFolder)
    const strays = names
      .filter((name) => name.endsWith(jobFolderSuffix))
      .map((name) => join(folder, name))
      .filter((jobFolder) => !known.includes(jobFolder))
      .slice(0, maxStrays)
      .map(strayOf)
    this.#strays = new Map(strays.map((stray) => [stray.jobId, stray]))
    return [...this.list(), ...strays]
  }

  /** One of them; null: there is none of that id. */
  get(jobId: string): UnfinishedExport | null {
    return this.left.get(jobId) ?? this.#strays.get(jobId) ?? null
  }

  /** An export has begun. One of the same files takes the place of what was left of it. */
  begin(record: UnfinishedExport): void {
    for (const [jobId, { jobFolder }] of this.left)
      if (jobFolder === record.jobFolder) this.left.delete(jobId)
    this.#running.set(record.jobId, record)
    this.#write()
  }

  note(jobId: string, share: number): void {
    const record = this.#running.get(jobId)
    if (!record) return
    this.#running.set(jobId, { ...record, share })
    if (this.now() - this.#writtenAt >= writeEveryMilliseconds) this.#write()
  }

  /** An export has ended otherwise than with Lector. @param isKept it can be gone on with */
  end(jobId: string, isKept: boolean): void {
    const record = this.#running.get(jobId)
    if (!record) return
    this.#running.delete(jobId)
    if (isKept) this.left.set(jobId, record)
    this.#write()
  }

  /**
   * Has what there is of one removed that is not done, and forgets it.
   * @throws what `remove` throws; it is offered as before then
   */
  async discard(jobId: string, remove: (jobFolder: string) => Promise<void>): Promise<void> {
    const record = this.get(jobId)
    if (!record) return
    await remove(record.jobFolder)
    if (this.left.delete(jobId)) this.#write()
  }

  /** Resolves when everything is on the disk, the last shares too. Never rejects. */
  flush(): Promise<void> {
    if (this.#running.size > 0) this.#write()
    return this.#writing
  }

  #write(): void {
    this.#writtenAt = this.now()
    if (!this.mayWrite) return
    const exports = [...this.left.values(), ...this.#running.values()]
    const data = `${JSON.stringify({ version: 2, exports }, null, 2)}\n`
    this.#writing = this.#writing
      .then(() => writeFileAtomically(this.files, this.path, data))
      .catch(this.report)
  }
}

/** What lies in a folder that nobody here has begun. */
function strayOf(jobFolder: string): UnfinishedExport {
  const jobId = createHash('sha256').update(jobFolder).digest('hex').slice(0, 32)
  return { jobId, title: basename(jobFolder, jobFolderSuffix), jobFolder, share: null }
}
