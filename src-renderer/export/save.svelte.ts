import type { ExportHead, ExportProgress } from '@contract/calls/export'

type RunningExport = Extract<ExportProgress, { state: 'running' }>
type DoneExport = Extract<ExportProgress, { state: 'done' }>
type FailedExport = Extract<ExportProgress, { state: 'failed' }>

/** Who reads what is saved of a document that has a narration of its own, which is not. */
export interface ExportReader {
  /** The voice's name. */
  readonly voice: string
  /** What the narration is. */
  readonly kind: 'recording' | 'book'
}

/** Has main begin a save. Null: the person cancelled a dialog. @param replaces files that are there already */
export type BeginSave = (replaces: boolean) => Promise<{ jobId: string } | null>

/** What is known of a save before main has said anything. */
export interface SaveGiven {
  readonly reader?: ExportReader | null
  /** What it is called until that is known. */
  readonly title?: string
  /** Whether a person is asked where whenever it begins; else it goes into the folder for that. */
  readonly asksWhere?: boolean
}

/** One save of the window: what it makes, how far it is, how it ended. */
export class Save {
  #head: ExportHead | null = $state.raw(null)
  #measured: number | null = $state(null)
  #running: RunningExport | null = $state.raw(null)
  #end: DoneExport | FailedExport | null = $state.raw(null)
  /** As the person wants it: the engine follows within a moment. */
  isPaused = $state(false)
  #settle = (): void => undefined
  /** Resolves when main has it in hand, or it has ended before that. */
  readonly taken = new Promise<void>((resolve) => (this.#settle = resolve))

  constructor(
    readonly jobId: string,
    /** Begins the same once more. */
    readonly begin: BeginSave,
    /** As it was when it began. */
    readonly given: SaveGiven = {},
  ) {}

  get title(): string {
    return this.#head?.title ?? this.given.title ?? ''
  }
  /** null where there is nothing to be told of. */
  get reader(): ExportReader | null {
    return this.given.reader ?? null
  }

  /** What is made; null until that is known. */
  get head(): ExportHead | null {
    return this.#head
  }
  /** How much of finding out how loud it is is done, before anything is written: 0..1; null: nothing of that. */
  get measured(): number | null {
    return this.#running ? null : this.#measured
  }
  /** How far it is; null until something is written. */
  get running(): RunningExport | null {
    return this.#running
  }
  get done(): DoneExport | null {
    return this.#end?.state === 'done' ? this.#end : null
  }
  get failed(): FailedExport | null {
    return this.#end?.state === 'failed' ? this.#end : null
  }
  get isUnderWay(): boolean {
    return this.#end === null
  }
  /** Files bear the names of its own, and nobody has said what becomes of them. */
  get isInTheWay(): boolean {
    return this.failed?.error.code === 'export/already-there'
  }
  /** 0..1 */
  get fraction(): number {
    return this.done ? 1 : (this.#running?.fraction ?? 0)
  }

  /** What main says of it. */
  note(progress: ExportProgress): void {
    this.#settle()
    if (progress.state === 'taken') this.#head = progress.head
    else if (progress.state === 'measuring') this.#measured = progress.fraction
    else if (progress.state === 'running') this.#running = progress
    else if (progress.state === 'done' || progress.state === 'failed') this.#end = progress
  }
}
