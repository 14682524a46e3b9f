import { AppError } from '@contract/errors'

/** What a report was to tell of is not there any more, or is something else. */
export function changedFile(path: string): AppError {
  return new AppError('report/recording-changed', `${path} is not what was written`, { details: { path } })
}
