import type { VoiceProgress } from '../engine'

/** Where a command's words go: results on standard output, everything else on standard error. */
export interface Terminal {
  /** A line of the result, for people. Silent with --json. */
  line(text: string): void
  /** The one JSON object of --json. Silent without. */
  json(value: unknown): void
  /** A line of a conversation with a program, as JSON whatever the options. */
  answer(value: unknown): void
  /** Something a person should know although the work goes on. */
  notice(text: string): void
  /** What is being done right now and takes a moment: for eyes on a terminal, never for a log. */
  status(text: string): void
  /** How far the work is. Replaces the progress line on a terminal; elsewhere at most one line in two seconds. */
  progress(text: string): void
  /** Ends the progress line. */
  progressDone(): void
}

const quietMilliseconds = 2_000
/** Of a terminal that does not tell its width. */
const usualColumns = 80

/** @param isJson keep standard output for the one object */
export function createTerminal(isJson: boolean): Terminal {
  const { stdout, stderr } = process
  const isLive = stderr.isTTY === true
  let lastAt = -Infinity
  let isShowing = false

  const show = (text: string): void => {
    // A line that wrapped could not be replaced.
    stderr.write(`\r\u001b[K${text.slice(0, (stderr.columns || usualColumns) - 1)}`)
    isShowing = true
  }
  const clear = (): void => {
    if (isShowing) stderr.write('\r\u001b[K')
    isShowing = false
  }
  return {
    line(text) {
      if (!isJson) stdout.write(`${text}\n`)
    },
    json(value) {
      if (isJson) stdout.write(`${JSON.stringify(value)}\n`)
    },
    answer(value) {
      stdout.write(`${JSON.stringify(value)}\n`)
    },
    notice(text) {
      clear()
      stderr.write(`${text}\n`)
    },
    status(text) {
      if (isLive) show(text)
    },
    progress(text) {
      if (isLive) {
        show(text)
        return
      }
      const now = performance.now()
      if (now - lastAt < quietMilliseconds) return
      lastAt = now
      stderr.write(`${text}\n`)
    },
    progressDone: clear,
  }
}

/** A fetch has a figure, or it is about a damaged file, which a person should know; loading takes a moment. */
export function showVoiceProgress(terminal: Terminal, { what, fraction, sentence }: VoiceProgress): void {
  if (what === 'loading') terminal.status(sentence)
  else if (fraction === undefined) terminal.notice(sentence)
  else terminal.progress(sentence)
}

/** Two columns, the right one flush right: figures one under the other. */
export function table(rows: readonly (readonly [string, string])[]): string {
  const left = Math.max(...rows.map(([name]) => name.length))
  const right = Math.max(...rows.map(([, value]) => value.length))
  return rows.map(([name, value]) => `  ${name.padEnd(left)}  ${value.padStart(right)}`).join('\n')
}
