import { createRequire } from 'node:module'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'
import type { ProgramThreadData } from '@contract/programs'
import { joinLauncher } from './join-launcher'
import { hearSignals } from './signals'
import { joinStandardStreams } from './standard-streams'

/*
 * Entry of the thread that a program of the installed application runs in, in the place of a process's first thread:
 * that one waits, so that what a thread usually leaves to it is done here.
 */
const { program, end } = workerData as ProgramThreadData

Atomics.store(end, 2, 1)
process.on('exit', (code) => {
  Atomics.store(end, 1, code)
  Atomics.store(end, 0, 1)
  Atomics.notify(end, 0)
})
joinStandardStreams()
process.on('uncaughtException', (error) => {
  process.stderr.write(`${error.stack ?? String(error)}\n`)
  process.exit(1)
})
/** A program is a script that runs when it is required; which one is only known now. */
const start = (): unknown => createRequire(__filename)(join(__dirname, `${program.script}.js`))
if (program.script === 'cli') {
  hearSignals()
  start()
} else {
  const listen = joinLauncher()
  start()
  listen()
}
