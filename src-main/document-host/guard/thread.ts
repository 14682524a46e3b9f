import { writeSync } from 'node:fs'
import { parentPort, type MessagePort } from 'node:worker_threads'
import { judge } from './judge'
import type { BeginMessage, GuardMessage, GuardReply } from './messages'

/*
 * Entry of the thread that watches what the reading of a document takes: a parser caught in a loop could not watch
 * itself. It shares no module with the rest of the process, so that it is a small file of its own however the bundler
 * cuts; what it must know it is told.
 */

/** A parser allocates some 2 GB a second at most: 40 MB between two looks. */
const lookMilliseconds = 20
const errorOutput = 2

function watch(port: MessagePort): void {
  let begun: BeginMessage | null = null
  let pieces = 0
  port.on('message', (message: GuardMessage) => {
    if (message.kind === 'piece') pieces += 1
    else {
      begun = message
      setInterval(look, lookMilliseconds)
      port.postMessage('watching' satisfies GuardReply)
    }
  })

  function look(): void {
    if (begun === null) return
    const { user, system } = process.cpuUsage(begun.cpuBefore)
    const overstepped = judge(begun.allowance, {
      residentBytes: process.memoryUsage.rss(),
      cpuMilliseconds: (user + system) / 1_000,
      pieces,
    })
    if (overstepped !== null) endProcess(begun.words[overstepped])
  }
}

/** Says why, in a way that needs no event loop, and ends all threads at once. */
function endProcess(words: string): void {
  try {
    writeSync(errorOutput, `${words}\n`)
  } finally {
    // Where nobody reads the error output any more, the launcher takes it for a crash.
    process.kill(process.pid, 'SIGKILL')
  }
}

if (parentPort === null) throw new Error('The guard runs in a worker thread')
watch(parentPort)
