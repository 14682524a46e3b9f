import type { ReportedFile } from '@contract/export-report'
import { FilePass } from './file-pass'
import type { ReportProblem } from './report-problem'

/** How a file that a report names is read. */
export interface ReadingMeans {
  readonly signal: AbortSignal
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
  signal: AbortSignal,
  read: (pass: FilePass) => Promise<Found>,
): Promise<{ readonly found: Found } | { readonly problem: ReportProblem }> {
  let pass: FilePass | null = null
  signal.throwIfAborted()
  try {
    pass = await FilePass.open(path, signal)
    if (!pass) return { problem: { kind: 'missing-recording', recording: name } }
    return { found: await read(pass) }
  } catch (error) {
    signal.throwIfAborted()
    const reason = (error as NodeJS.ErrnoException).code
    // What is not the file system's is a bug.
    if (reason === undefined) throw error
    return { problem: { kind: 'unreadable-recording', recording: name, reason } }
  } finally {
    await pass?.close()
  }
}

/** Reads a file that was made of a recording, where it is as long as it was. @throws `signal.reason` when aborted */
export async function verifyFile(
  path: string,
  { name, bytes, sha256 }: ReportedFile,
  { signal, onBytes }: ReadingMeans,
): Promise<readonly ReportProblem[]> {
  const result = await readNamed(path, name, signal, async (pass): Promise<readonly ReportProblem[]> => {
    if (pass.byteLength !== bytes)
      return [{ kind: 'wrong-length', recording: name, bytes: pass.byteLength, expectedBytes: bytes }]
    await pass.readTo(bytes, (read) => onBytes(read.length))
    return pass.sha256() === sha256 ? [] : [{ kind: 'wrong-content', recording: name }]
  })
  return 'found' in result ? result.found : [result.problem]
}
