import { open, stat } from 'node:fs/promises'
import { exportReportSchema, maxReportBytes, type ExportReport } from '@contract/export-report'
import { isAsWritten } from './report-file'

/** A report of anybody's; `null` with the reason: it is none. */
export type ReadReport =
  | { readonly report: ExportReport; readonly isAsWritten: boolean }
  | { readonly report: null; readonly reason: string }

/** @throws the file system's error */
export async function readReport(path: string): Promise<ReadReport> {
  const bytes = await readBounded(path)
  if (!bytes) return { report: null, reason: `no file of up to ${maxReportBytes} bytes` }
  let content: unknown
  try {
    content = JSON.parse(bytes.toString('utf8'))
  } catch {
    return { report: null, reason: 'no JSON' }
  }
  const parsed = exportReportSchema.safeParse(content)
  if (!parsed.success) {
    const [{ path: at, message }] = parsed.error.issues
    return { report: null, reason: `${at.join('.')}: ${message}` }
  }
  return { report: parsed.data, isAsWritten: isAsWritten(bytes) }
}

/** @returns null for what is no file, or too large */
async function readBounded(path: string): Promise<Buffer | null> {
  // A pipe would be waited for before it is open.
  const { size } = await stat(path).then((stats) => (stats.isFile() ? stats : { size: Infinity }))
  if (size > maxReportBytes) return null
  const file = await open(path)
  try {
    const bytes = Buffer.alloc(size)
    let done = 0
    for (let read = -1; read !== 0 && done < size; done += read)
      read = (await file.read(bytes, done, size - done, done)).bytesRead
    return bytes.subarray(0, done)
  } finally {
    await file.close()
  }
}
