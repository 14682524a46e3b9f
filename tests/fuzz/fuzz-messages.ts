/** To a process that opens mutants. */
export interface FuzzQuestion {
  readonly index: number
  readonly path: string
}

/** From it. */
export interface FuzzAnswer {
  readonly index: number
  /** 'opened', the code of a refusal, or 'bug'. */
  readonly outcome: string
  /** What must not be: a bug's stack, or what is wrong with a document; null: nothing. */
  readonly problem: string | null
  readonly cpuSeconds: number
  readonly residentBytes: number
}
