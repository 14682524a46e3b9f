import { writeSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'
import { assert } from '@contract/assert'
import { guardWords, type GuardedLimit } from '@contract/host-conversation'
import { judge } from './judge'
import type { GuardMessage } from './messages'

/** A parser allocates some 2 GB a second at most: 40 MB between two looks. */
const lookMilliseconds = 20
const errorOutput = 2

/**
 * Entry of the thread that watches what the reading of a document takes: a parser caught in a loop could not watch
 * itself. Both ends of its port are ours and in one process.
 */
function main(): void {
  const port = parentPort
  assert(port, 'the guard runs in a worker thread')
  let watched: { sourceBytes: number; pieces: number; cpuBefore: NodeJS.CpuUsage } | null = null
  port.on('message', (message: GuardMessage) => {
    if (message.kind === 'piece') {
      if (watched) watched.pieces += 1
      return
    }
    if (watched === null) setInterval(look, lookMilliseconds)
    watched = { sourceBytes: message.sourceBytes, pieces: 0, cpuBefore: message.cpuBefore }
  })

  function look(): void {
    if (!watched) return
    const { user, system } = process.cpuUsage(watched.cpuBefore)
    const overstepped = judge({
      sourceBytes: watched.sourceBytes,
      pieces: watched.pieces,
      residentBytes: process.memoryUsage.rss(),
      cpuMilliseconds: (user + system) / 1_000,
    })
    if (overstepped !== null) endProcess(overstepped)
  }
}

/** Says why, in a way that needs no event loop, and ends all threads at once. */
function endProcess(overstepped: GuardedLimit): void {
  try {
    writeSync(errorOutput, `${guardWords[overstepped]}\n`)
  } finally {
    // Where nobody reads the error output any more, the launcher takes it for a crash.
    process.kill(process.pid, 'SIGKILL')
  }
}

main()
