import { fork, type ChildProcess } from 'node:child_process'
import type { FuzzAnswer, FuzzQuestion } from './fuzz-messages'

/** A process that has grown to this is replaced: what one mutant leaves must not be laid to another. */
const mostResidentBytes = 600 * 2 ** 20
const heapMebibytes = 700

/** Opens mutants one after the other in a process that is replaced when it dies, hangs or has grown. */
export class FuzzProcess {
  #child: ChildProcess | null = null

  constructor(private readonly script: string) {}

  /** @returns null when the process died of the mutant, or gave no answer in time */
  async ask(question: FuzzQuestion, limitMilliseconds: number): Promise<FuzzAnswer | null> {
    const child = (this.#child ??= this.#start())
    const answer = await new Promise<FuzzAnswer | null>((resolve) => {
      const timer = setTimeout(() => end(null), limitMilliseconds)
      const onMessage = (message: unknown): void => end(message as FuzzAnswer)
      const onExit = (): void => end(null)
      const end = (value: FuzzAnswer | null): void => {
        clearTimeout(timer)
        child.off('message', onMessage).off('exit', onExit)
        resolve(value)
      }
      child.once('message', onMessage).once('exit', onExit)
      child.send(question)
    })
    if (answer === null || answer.residentBytes > mostResidentBytes) this.dispose()
    return answer
  }

  dispose(): void {
    this.#child?.kill('SIGKILL')
    this.#child = null
  }

  #start(): ChildProcess {
    return fork(this.script, [], {
      execArgv: [`--max-old-space-size=${heapMebibytes}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
  }
}
