import { join } from 'node:path'
import { AppError, toErrorData, type ErrorData } from '@contract/errors'
import { settingsSchema, type Settings } from '@contract/settings'
import { writeFileAtomically, type FileSystem } from './atomic-file'
import { readStoredFile } from './stored-file'

/** A slider sends many values; the last one within this time is written. */
const writeDelayMilliseconds = 500

/** The one owner of the settings file. */
export class SettingsStore {
  #value: Settings
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()
  #listeners: readonly ((now: Settings) => void)[] = []

  private constructor(
    private readonly path: string,
    private readonly files: FileSystem,
    private readonly reportFailure: (error: unknown) => void,
    value: Settings,
    /** False when a file that cannot be read also cannot be moved: it is not overwritten. */
    private readonly mayWrite: boolean,
    /** Why the stored settings could not be used; they were set aside. */
    readonly problem: ErrorData | null,
  ) {
    this.#value = value
  }

  /**
   * Reads the settings of a folder. Ones that cannot be read are set aside under another name and replaced by the defaults.
   * @param reportFailure told when settings could not be written; they are kept in memory and written at the next change
   */
  static async open(
    folder: string,
    files: FileSystem,
    reportFailure: (error: unknown) => void,
  ): Promise<SettingsStore> {
    const path = join(folder, 'settings.json')
    const fresh = settingsSchema.parse({})
    const stored = await readStoredFile(path, (found) => settingsSchema.parse(found))
    if (stored.state !== 'unreadable') {
      const value = stored.state === 'read' ? stored.value : fresh
      return new SettingsStore(path, files, reportFailure, value, true, null)
    }
    const { setAside, cause } = stored
    const problem = new AppError('settings/unreadable', `Settings in ${path} could not be read`, {
      details: { setAside: setAside ?? '' },
      cause,
    })
    return new SettingsStore(path, files, reportFailure, fresh, setAside !== null, toErrorData(problem))
  }

  get value(): Settings {
    return this.#value
  }

  /** Takes new settings; they reach the disk a moment later. @returns what is held now */
  change(next: Settings): Settings {
    this.#value = next
    this.#timer ??= setTimeout(() => void this.flush(), writeDelayMilliseconds)
    for (const listener of this.#listeners) listener(next)
    return this.#value
  }

  /** Runs `listener` after every change. */
  onChange(listener: (now: Settings) => void): void {
    this.#listeners = [...this.#listeners, listener]
  }

  /** Writes what is waiting to be written. Never rejects. */
  flush(): Promise<void> {
    if (this.#timer === null || !this.mayWrite) return this.#writing
    clearTimeout(this.#timer)
    this.#timer = null
    // One write at a time; each writes what is newest when its turn comes.
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    try {
      await writeFileAtomically(this.files, this.path, `${JSON.stringify(this.#value, null, 2)}\n`)
    } catch (error) {
      this.reportFailure(error)
    }
  }
}
