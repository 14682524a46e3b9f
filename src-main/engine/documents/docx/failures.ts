import { AppError } from '@contract/errors'

/** @param reason a word for the log: what of the document is damaged */
export function corruptDocx(reason: string, what: string, cause?: unknown): AppError {
  return new AppError('document/corrupt', `The Word document is damaged: ${what}`, {
    details: { format: 'docx', reason },
    cause,
  })
}
