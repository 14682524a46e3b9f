/** What the command line can be asked for; in the installed application it is what its first plain argument names. */
export const commandNames = [
  'speak',
  'narrate',
  'text',
  'phonemes',
  'coverage',
  'voices',
  'bench',
  'seam-test',
  'verify',
  'devices',
  'help',
  'version',
] as const
export type CommandName = (typeof commandNames)[number]

/** Scripts that the installed application runs as processes of its own, by the names they are built under. */
export const ownScripts = ['document-host', 'inference-worker'] as const
export type OwnScript = (typeof ownScripts)[number]

/** What an own script's process is given beside its name: how many MiB its JavaScript may take. */
export const heapOption = '--heap-mebibytes='

/** The descriptor by which such a process and whoever started it speak. */
export const ownProcessDescriptor = 3

/** What is run in the place of the window. */
export interface Program {
  /** As it is built, without an ending. */
  readonly script: 'cli' | OwnScript
  /** What the command line is given. */
  readonly words: readonly string[]
  /** Absent: as much as the engine gives. */
  readonly heapMebibytes?: number
}

/** Asked for without a command, as everywhere. */
const questions: readonly string[] = ['--help', '-h', '--version']

/**
 * What an installed application is asked for in place of its window. A document called as a command is, is opened as
 * `./speak`.
 * @param given what follows the program's own name
 * @returns null: the window
 */
export function programOf(given: readonly string[]): Program | null {
  const at = given.findIndex((word) => !word.startsWith('-'))
  const name = given[at]
  const script = ownScripts.find((known) => known === name)
  if (script !== undefined) {
    const heap = given.find((word) => word.startsWith(heapOption))?.slice(heapOption.length)
    return { script, words: [], ...(heap === undefined ? {} : { heapMebibytes: Number(heap) }) }
  }
  if (commandNames.some((known) => known === name)) return { script: 'cli', words: given.slice(at) }
  const question = given.find((word) => questions.includes(word))
  return at < 0 && question !== undefined ? { script: 'cli', words: [question] } : null
}

/** To the thread that runs a program. */
export interface ProgramThreadData {
  readonly program: Program
  /** Three numbers: whether it has ended, its exit code, and whether it has begun. */
  readonly end: Int32Array
}
