import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { AppError } from '@contract/errors'
import { freeBytes } from '../../free-space'
import { openPartFile, type FileState, type PartFile, type WebFile } from './part-file'
import { isPassing, pauseMilliseconds, retryAfterSeconds } from './retry-pace'
import { requestWeb, type WebAnswer } from './web-request'

/** Tries in a row that bring next to nothing. */
const maxTries = 5
/** Where nothing has come yet, it is told soon that there is no network. */
const maxTriesUnreached = 2
/** A try that brings so much of the file is none that failed. */
const worthwhileShare = 0.01
/** What a disk keeps free besides, for whoever else writes to it. */
const spareBytes = 16 * 2 ** 20

export interface DownloadMeans {
  /** Aborted, it is paused: the part stays, and the next download goes on with it. */
  readonly signal: AbortSignal
  /** Told how much there is, of `file.bytes`. */
  readonly onBytes?: ((bytes: number) => void) | undefined
  readonly pacing?: DownloadPacing | undefined
}

/** Time and chance; tests bring their own. */
export interface DownloadPacing {
  readonly stallMilliseconds?: number
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
  readonly random?: () => number
}

/**
 * Fetches one file, from where an earlier try has stopped, and puts it in its place once size and digest are right. One
 * that is wrong is fetched once more from its beginning. The caller sees to it that nobody else does so meanwhile.
 * @throws AppError 'voice/offline', 'voice/fetch-failed', 'voice/checksum', 'voice/disk-full'; `signal.reason`
 */
export async function downloadFile(file: WebFile, means: DownloadMeans): Promise<void> {
  const part = await openPartFile(file)
  try {
    for (let isAgain = false; ; isAgain = true) {
      await demandRoom(file, part)
      await bring(file, part, means)
      if (await part.isSound(means.signal)) break
      await part.drop()
      if (isAgain) throw wrongContent(file)
    }
    await part.finish()
  } finally {
    await part.close()
  }
}

async function demandRoom({ path, bytes }: WebFile, part: PartFile): Promise<void> {
  const bytesNeeded = bytes - part.bytes + spareBytes
  const bytesFree = await freeBytes(dirname(path))
  if (bytesFree === null || bytesFree >= bytesNeeded) return
  throw new AppError('voice/disk-full', `${path} needs ${bytesNeeded} bytes, ${bytesFree} are free`, {
    details: { path: dirname(path), bytesNeeded, bytesFree },
    retry: 'after-user-action',
  })
}

/** Until as many bytes are there as there should be. */
async function bring(file: WebFile, part: PartFile, means: DownloadMeans): Promise<void> {
  const { signal, pacing: { wait = pause, random = Math.random } = {} } = means
  const begunWith = part.bytes
  let furthest = begunWith
  for (let failures = 0; part.bytes < file.bytes;) {
    try {
      await bringMore(file, part, means)
    } catch (error) {
      signal.throwIfAborted()
      // What has come stays, also for a try that is made by another process.
      await part.close()
      if (!isPassing(error)) throw error
      if (part.bytes - furthest >= file.bytes * worthwhileShare) failures = 0
      furthest = Math.max(furthest, part.bytes)
      failures++
      const isUnreached = error.code === 'voice/offline' && furthest === begunWith
      if (failures >= (isUnreached ? maxTriesUnreached : maxTries)) throw error
      await wait(pauseMilliseconds(failures, error, random), signal)
    }
  }
  means.onBytes?.(part.bytes)
}

/** One request, for all that is missing. */
async function bringMore(file: WebFile, part: PartFile, means: DownloadMeans): Promise<void> {
  const { signal, pacing, onBytes } = means
  const stallMilliseconds = pacing?.stallMilliseconds
  const headers = part.bytes > 0 ? rangeHeaders(part) : {}
  const answer = await requestWeb(file.url, { headers, signal, stallMilliseconds })
  try {
    await adjust(file, part, answer)
    for await (const chunk of answer.chunks()) {
      await part.append(chunk)
      onBytes?.(part.bytes)
      // Whatever more is sent, it is not of this file.
      if (part.bytes === file.bytes) return
    }
  } finally {
    answer.close()
  }
  throw unfit(file, `${file.url} ended after ${part.bytes} of ${file.bytes} bytes`)
}

function rangeHeaders({ bytes, state }: PartFile): Record<string, string> {
  const range = { Range: `bytes=${bytes}-` }
  // A weak one does not promise the same bytes.
  const strong = state.etag?.startsWith('W/') ? undefined : state.etag
  const condition = strong ?? state.lastModified
  return condition === undefined ? range : { ...range, 'If-Range': condition }
}

/** Makes the part such that the answer's first byte is its next. @throws AppError when it cannot be */
async function adjust(file: WebFile, part: PartFile, answer: WebAnswer): Promise<void> {
  const { status } = answer
  if (status !== 200 && status !== 206) throw await refusal(file, part, answer)
  if (![undefined, 'identity'].includes(answer.header('Content-Encoding')))
    throw unfit(file, `${file.url} is sent in another form than it was asked for`)
  const state = stateOf(answer)
  if (status === 200) return part.begin(state)
  const isSame = part.state.etag === undefined || state.etag === undefined || part.state.etag === state.etag
  if (part.bytes > 0 && isSame && isRangeFrom(answer.header('Content-Range'), part.bytes, file.bytes)) return
  await part.drop()
  throw unfit(file, `${file.url} sent another range than it was asked for`)
}

function stateOf(answer: WebAnswer): FileState {
  return { etag: answer.header('ETag'), lastModified: answer.header('Last-Modified') }
}

function isRangeFrom(header: string | undefined, start: number, wholeBytes: number): boolean {
  const match = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(header?.trim() ?? '')
  return match !== null && Number(match[1]) === start && ['*', String(wholeBytes)].includes(match[2])
}

async function refusal(file: WebFile, part: PartFile, answer: WebAnswer): Promise<AppError> {
  const { status } = answer
  const details = { address: file.url, status }
  if (status === 416) {
    // It has no such range: the part is of something else.
    await part.drop()
    return unfit(file, `${file.url} has no more than it has sent`)
  }
  if ([408, 425, 429].includes(status) || status >= 500) {
    const seconds = retryAfterSeconds(answer.header('Retry-After'), Date.now())
    return new AppError('voice/fetch-failed', `${file.url} cannot be had at the moment (status ${status})`, {
      details: { ...details, reason: 'busy', ...(seconds === null ? {} : { retryAfterSeconds: seconds }) },
      retry: 'now',
    })
  }
  return new AppError('voice/fetch-failed', `${file.url} is not given out (status ${status})`, {
    details: { ...details, reason: 'refused' },
  })
}

function unfit({ url }: WebFile, message: string): AppError {
  return new AppError('voice/fetch-failed', message, {
    details: { reason: 'unfit', address: url },
    retry: 'now',
  })
}

function wrongContent({ url, path }: WebFile): AppError {
  return new AppError('voice/checksum', `What ${url} holds is not what was expected: it was fetched twice`, {
    details: { address: url, path },
    retry: 'now',
  })
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return sleep(milliseconds, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}
