/**
 * What set-up tells the person: plain lines on standard error, so that standard output belongs to the command alone
 * (`npm start --silent -- … --json` gives one JSON object there and nothing else).
 */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** A failure that set-up can name. `message` is one sentence that says what to do; `output` is the failing tool's own. */
export class Problem extends Error {
  constructor(message, output = '') {
    super(message)
    this.name = 'Problem'
    this.output = output
  }
}

/** Ends set-up on a signal; `exitCode` is 128 + the signal's number, as shells report it. */
export class Interrupted extends Error {
  constructor(signalName) {
    super(`Interrupted by ${signalName}`)
    this.name = 'Interrupted'
    this.exitCode = exitCodeOfSignal(signalName)
  }
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGABRT: 6, SIGKILL: 9, SIGSEGV: 11, SIGTERM: 15 }

/** The exit code a shell gives to a process ended by `signalName`. */
export function exitCodeOfSignal(signalName) {
  return 128 + (signalNumbers[signalName] ?? 1)
}
