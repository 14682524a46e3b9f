import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { faultText } from './fault-text'

/** The file and its one predecessor together stay under twice this, and a line. */
const maxLogBytes = 1_000_000
/** Longer than any stack that is told. */
const maxLineChars = 4_000
/** As many as are of use to whoever is asked for help. */
const recentLines = 40

/** Notes what happened, for whoever looks for a fault. Never given text of a document. */
export interface Log {
  /** @param message words of the program's own: no path, no title, no text */
  info(area: string, message: string): void
  /** @param error may hold anything; what is written of it is `faultText` */
  error(area: string, error: unknown): void
  /** The last lines since this start, the newest last. */
  recent(): readonly string[]
}

/** A log file in a folder; when it is full it becomes `lector.old.log`. A full disk costs the lines, not the app. */
export function openLog(folder: string): Log {
  const path = join(folder, 'lector.log')
  mkdirSync(folder, { recursive: true })
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const recent: string[] = []
  const write = (level: string, area: string, message: string): void => {
    const text = message.slice(0, maxLineChars).replaceAll('\n', '\n  ')
    const line = `${new Date().toISOString()} ${level} ${area}: ${text}`
    recent.push(line)
    if (recent.length > recentLines) recent.shift()
    try {
      if (bytes > maxLogBytes) {
        // One that somebody else made long is not kept for another round.
        if (bytes > 2 * maxLogBytes) rmSync(path)
        else renameSync(path, join(folder, 'lector.old.log'))
        bytes = 0
      }
      // Lines are rare and the last one before a crash matters most: written before going on.
      appendFileSync(path, `${line}\n`)
      bytes += Buffer.byteLength(line) + 1
    } catch {
      // Nowhere is left to report to.
    }
  }
  return {
    info: (area, message) => write('info', area, message),
    error: (area, error) => write('error', area, faultText(error)),
    recent: () => [...recent],
  }
}
