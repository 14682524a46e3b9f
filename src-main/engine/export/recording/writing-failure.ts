import { AppError } from '@contract/errors'

/**
 * Gives file-system errors of an action the code a person's sentence hangs on.
 * @throws AppError 'export/disk-full', 'export/not-writable', or what the action itself throws as an AppError
 */
export async function asWritingFailure<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown'
    const isFull = code === 'ENOSPC' || code === 'EDQUOT'
    throw new AppError(
      isFull ? 'export/disk-full' : 'export/not-writable',
      `${path} cannot be written: ${code}`,
      { details: { path, reason: code }, retry: 'after-user-action', cause },
    )
  }
}
