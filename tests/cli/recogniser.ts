import { spawn } from 'node:child_process'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'

/** The listener's own program, asked again and again: to start Python takes longer than to hear a sentence. */
const program = `
import json, sys
sys.path.insert(0, sys.argv[1])
import listen
for line in sys.stdin:
    sys.argv = ['listen.py', *json.loads(line)]
    try:
        listen.main()
    except Exception as error:
        print(json.dumps({"error": str(error)}))
    sys.stdout.flush()
`

/** A process that listens to one file after the other. */
export interface Recogniser {
  /** @param words as on the listener's command line. @returns its one object, or what went wrong as `error` */
  listen(words: readonly string[]): Promise<unknown>
  close(): void
}

/** @param listener the script `listen.py`; its figures are those of its command line */
export function startRecogniser(python: string, listener: string): Recogniser {
  const child = spawn(python, ['-c', program, dirname(listener)], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    async listen(words) {
      child.stdin.write(`${JSON.stringify(words)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error('the recogniser has ended')
      return JSON.parse(value)
    },
    close: () => child.stdin.end(),
  }
}
