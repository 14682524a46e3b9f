import { readFile } from 'node:fs/promises'

/** What a process holds. PSS shares out what it has in common with others; RSS counts that in full. */
export interface ProcessMemory {
  readonly kind: 'pss' | 'rss'
  readonly mebibytes: number
}

/** This process's memory, worker threads and native parts included; takes the kernel some milliseconds. */
export async function readProcessMemory(): Promise<ProcessMemory> {
  const kibibytes = await proportionalKibibytes()
  return kibibytes === null
    ? { kind: 'rss', mebibytes: process.memoryUsage.rss() / 2 ** 20 }
    : { kind: 'pss', mebibytes: kibibytes / 1_024 }
}

/** @returns null where the system keeps no such account */
async function proportionalKibibytes(): Promise<number | null> {
  try {
    const match = /^Pss:\s+(\d+) kB$/m.exec(await readFile('/proc/self/smaps_rollup', 'utf8'))
    return match ? Number(match[1]) : null
  } catch {
    return null
  }
}
