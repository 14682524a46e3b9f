/** Where a command's words go: results on standard output, everything else on standard error. */
export interface Terminal {
  /** A line of the result, for people. Silent with --json. */
  line(text: string): void
  /** The one JSON object of --json. Silent without. */
  json(value: unknown): void
  /** Replaces the progress line on a terminal; elsewhere at most one line in two seconds. */
  progress(text: string): void
  /** Ends the progress line. */
  progressDone(): void
}

const quietMilliseconds = 2_000

/** @param isJson keep standard output for the one object */
export function createTerminal(isJson: boolean): Terminal {
  const isLive = process.stderr.isTTY === true
  let lastAt = -Infinity
  let isShowing = false
  return {
    line(text) {
      if (!isJson) process.stdout.write(`${text}\n`)
    },
    json(value) {
      if (isJson) process.stdout.write(`${JSON.stringify(value)}\n`)
    },
    progress(text) {
      if (isLive) {
        process.stderr.write(`\r\u001b[K${text}`)
        isShowing = true
        return
      }
      const now = performance.now()
      if (now - lastAt < quietMilliseconds) return
      lastAt = now
      process.stderr.write(`${text}\n`)
    },
    progressDone() {
      if (isShowing) process.stderr.write('\r\u001b[K')
      isShowing = false
    },
  }
}

/** Two columns, the right one flush right: figures one under the other. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([name]) => name.length))
  const right = Math.max(...rows.map(([, value]) => value.length))
  return rows.map(([name, value]) => `  ${name.padEnd(left)}  ${value.padStart(right)}`).join('\n')
}
