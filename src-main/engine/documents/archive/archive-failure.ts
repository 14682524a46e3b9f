import { AppError } from '@contract/errors'

/** An archive that is made to burst its reader, or is past what one may reasonably be. */
export function unsafeArchive(what: string): AppError {
  return new AppError('document/too-large', `The archive is unsafe: ${what}`, {
    details: { format: 'archive', reason: 'unsafe' },
  })
}

/** @param reason a word for the log: what of the archive is broken */
export function brokenArchive(reason: string, what: string, cause?: unknown): AppError {
  return new AppError('document/corrupt', `The archive is damaged or incomplete: ${what}`, {
    details: { format: 'archive', reason },
    cause,
  })
}

/** A password is asked for before the archive's files can be read. */
export function lockedArchive(what: string): AppError {
  return new AppError('document/encrypted', `The archive is encrypted: ${what}`, {
    details: { format: 'archive', reason: 'password' },
  })
}
