import { AppError } from '@contract/errors'
import type { ReportedFile } from '@contract/export-report'
import { FilePass, type PassMeans } from './file-pass'
import type { ReportProblem } from './report-problem'

/** How a file that a report names is read. */
export interface ReadingMeans extends PassMeans {
  /** Told how many more of its bytes were read. */
  readonly onBytes: (bytes: number) => void
}

/**
 * Has a file that a report names read, or says why it cannot be.
 * @throws `signal.reason` when aborted
 */
export async function readNamed<Found>(
  path: string,
  name: string,
  means: PassMeans,
  read: (pass: FilePass) => Promise<Found>,
): Promise<{ readonly found: Found } | { readonly problem: ReportProblem }> {
  let pass: FilePass | null = null
  const { signal } = means
  signal.throwIfAborted()
  try {
    pass = await FilePass.open(path, means)
    if (!pass) return { problem: { kind: 'missing-recording', recording: name } }
    return { found: await read(pass) }
  } catch (error) {
    signal.throwIfAborted()
    const reason = (error as NodeJS.ErrnoException).code
    // What is not the file system's is nothing of the file's.
    if (reason === undefined || error instanceof AppError) throw error
    return { problem: { kind: 'unreadable-recording', recording: name, reason } }
  } finally {
    await pass?.close()
  }
}

/** Reads a file that was made of a recording, where it is as long as it was. @throws `signal.reason` when aborted */
export async function verifyFile(
  path: string,
  { name, bytes, sha256 }: ReportedFile,
  means: ReadingMeans,
): Promise<readonly ReportProblem[]> {
  const result = await readNamed(path, name, means, async (pass): Promise<readonly ReportProblem[]> => {
    if (pass.byteLength !== bytes)
      return [{ kind: 'wrong-length', recording: name, bytes: pass.byteLength, expectedBytes: bytes }]
    await pass.readTo(bytes, (read) => means.onBytes(read.length))
    return pass.atByte === bytes && (await pass.sha256()) === sha256
      ? []
      : [{ kind: 'wrong-content', recording: name }]
  })
  return 'found' in result ? result.found : [result.problem]
}
