import { AppError } from '@contract/errors'

/** Whether files may be fetched. */
export interface NetworkLeave {
  /** Aborted, with 'voice/offline', once nothing may be fetched: another one follows when that is over. */
  readonly signal: AbortSignal
  allow(isAllowed: boolean): void
}

/** Everything may be fetched until it is told otherwise. */
export function createNetworkLeave(): NetworkLeave {
  let leave = new AbortController()
  return {
    get signal() {
      return leave.signal
    },
    allow(isAllowed) {
      if (!isAllowed)
        leave.abort(new AppError('voice/offline', 'Nothing may be fetched', { retry: 'after-user-action' }))
      else if (leave.signal.aborted) leave = new AbortController()
    },
  }
}
