import { AppError } from '@contract/errors'

/** @param what for the log: what of it is not as it must be */
export function damagedRecording(what: string, cause?: unknown): AppError {
  return new AppError('narration/damaged', `The recording is damaged: ${what}`, { cause })
}

/** @param kind what it is, for people: "FLAC" */
export function unplayableRecording(kind: string): AppError {
  return new AppError('narration/unplayable', `Recordings of the kind ${kind} cannot be played`, {
    details: { kind },
  })
}
