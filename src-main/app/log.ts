import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { AppError } from '@contract/errors'

/** The file and its one predecessor together stay under twice this. */
const maxLogBytes = 1_000_000

/** Notes what happened, for whoever looks for a fault. Never given text of a document. */
export interface Log {
  info(area: string, message: string): void
  /** @param error only its name, code, message and stack are written */
  error(area: string, error: unknown): void
}

/** A log file in a folder; when it is full it becomes `lector.old.log`. A full disk costs the lines, not the app. */
export function openLog(folder: string): Log {
  const path = join(folder, 'lector.log')
  mkdirSync(folder, { recursive: true })
  let bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const write = (level: string, area: string, message: string): void => {
    const line = `${new Date().toISOString()} ${level} ${area}: ${message.replaceAll('\n', '\n  ')}\n`
    try {
      if (bytes > maxLogBytes) {
        renameSync(path, join(folder, 'lector.old.log'))
        bytes = 0
      }
      // Lines are rare and the last one before a crash matters most: written before going on.
      appendFileSync(path, line)
      bytes += Buffer.byteLength(line)
    } catch {
      // Nowhere is left to report to.
    }
  }
  return {
    info: (area, message) => write('info', area, message),
    error: (area, error) => write('error', area, describe(error)),
  }
}

function describe(error: unknown): string {
  if (error instanceof AppError) return `${error.code} ${error.message}${causeOf(error)}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? ` (${error.cause.name}: ${error.cause.message})` : ''
}
