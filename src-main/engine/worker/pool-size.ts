import { availableParallelism } from 'node:os'

/** Each renders whole sentences in a thread of its own and takes 100 to 200 MB: more gain little beside a reader's other programs. */
const mostWorkers = 6

/** How many sentences this machine best renders side by side. */
export function poolSize(): number {
  return Math.max(1, Math.min(mostWorkers, availableParallelism()))
}
