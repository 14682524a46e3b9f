import type { IncomingMessage } from 'node:http'
import { request as requestPlain } from 'node:http'
import { request as requestSecure } from 'node:https'
import { AppError } from '@contract/errors'

const maxRedirects = 5
const redirectStatuses = [301, 302, 303, 307, 308]
/** Nothing for so long: whoever sends has forgotten us. A slow line still brings a packet every few seconds. */
const usualStallMilliseconds = 30_000
/** Of at most 64 KiB each, that wait for a slow disk. */
const maxWaitingChunks = 16

/** Of a system that reaches nobody under that name or address. */
const unreachableCodes = [
  ...['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL', 'ENETUNREACH', 'EHOSTUNREACH', 'ENETDOWN', 'EHOSTDOWN'],
  ...['ECONNREFUSED', 'EADDRNOTAVAIL', 'ETIMEDOUT'],
]

/** What was asked for, as it comes. */
export interface WebAnswer {
  readonly status: number
  header(name: string): string | undefined
  /** Read once, or `close` is called. @throws AppError as `requestWeb`; `signal.reason` */
  chunks(): AsyncIterable<Buffer>
  /** Wants no more of it; may be called twice. */
  close(): void
}

export interface WebRequest {
  readonly headers?: Readonly<Record<string, string>>
  /** How long nothing may come. */
  readonly stallMilliseconds?: number | undefined
  readonly signal: AbortSignal
}

/**
 * Whether Lector fetches from an address: by https alone, which nobody on the way can read or alter, but on this very
 * machine, where tests have their servers.
 */
export function isSafeAddress(address: string): boolean {
  const url = parsed(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  return url.protocol === 'https:' || isPlainAtHome(url)
}

/**
 * Asks for what is at an address; redirects are followed, never to one that is not safe.
 * @throws AppError 'voice/offline' with `reason` unreachable; 'voice/fetch-failed' with `reason` broken or stalled, where
 *   trying again may help, or address, redirects or certificate, where it does not; `signal.reason`
 */
export async function requestWeb(address: string, options: WebRequest): Promise<WebAnswer> {
  if (!isSafeAddress(address)) throw refused(address, 'address', `${address} is no address to fetch from`)
  let url = new URL(address)
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const response = await ask(url, options)
    if (!redirectStatuses.includes(response.statusCode ?? 0)) return answerOf(response, url, options)
    response.on('error', () => undefined).destroy()
    url = redirected(url, response.headers.location)
  }
  throw refused(address, 'redirects', `${address} leads on and on`)
}

function parsed(address: string, base?: URL): URL | null {
  try {
    return new URL(address, base)
  } catch {
    return null
  }
}

function isPlainAtHome({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['127.0.0.1', '[::1]', 'localhost'].includes(hostname)
}

function redirected(from: URL, location = ''): URL {
  const to = parsed(location, from)
  // From elsewhere nobody sends us to a server on this machine.
  if (to === null || !isSafeAddress(to.href) || (isPlainAtHome(to) && !isPlainAtHome(from)))
    throw refused(from.href, 'redirects', `${from.href} leads to ${location}, which is not safe`)
  return to
}

/** Without an agent: a connection that was cut or has stalled is never used again. */
function ask(
  url: URL,
  { headers, signal, stallMilliseconds = usualStallMilliseconds }: WebRequest,
): Promise<IncomingMessage> {
  signal.throwIfAborted()
  const start = url.protocol === 'https:' ? requestSecure : requestPlain
  return new Promise((resolve, reject) => {
    const request = start(url, {
      agent: false,
      headers: { 'User-Agent': 'Lector', 'Accept-Encoding': 'identity', ...headers },
      signal,
    })
    const timer = setTimeout(() => request.destroy(stalled(url)), stallMilliseconds)
    request.on('response', (response) => {
      clearTimeout(timer)
      resolve(response)
    })
    request.on('error', (error) => {
      clearTimeout(timer)
      reject(failureOf(error, url, signal))
    })
    request.end()
  })
}

function answerOf(
  response: IncomingMessage,
  url: URL,
  { signal, stallMilliseconds = usualStallMilliseconds }: WebRequest,
): WebAnswer {
  const arriving = arrivals(response, () => stalled(url), stallMilliseconds)
  return {
    status: response.statusCode ?? 0,
    header(name) {
      const value = response.headers[name.toLowerCase()]
      return Array.isArray(value) ? value[0] : value
    },
    async *chunks() {
      try {
        yield* arriving()
      } catch (error) {
        throw failureOf(error, url, signal)
      } finally {
        response.destroy()
      }
    },
    close: () => void response.destroy(),
  }
}

/**
 * Takes the chunks of a response as they come: a broken connection throws away what its stream still holds (up to 64 KiB
 * each time), and here all of them are handed on before it is told that it broke. From the first moment on, because it may
 * break before anybody reads.
 */
function arrivals(
  response: IncomingMessage,
  stall: () => AppError,
  stallMilliseconds: number,
): () => AsyncGenerator<Buffer> {
  const waiting: Buffer[] = []
  let failure: unknown
  let isOver = false
  let wake = (): void => undefined
  const end = (error?: unknown): void => {
    failure ??= error
    isOver = true
    wake()
  }
  response.on('data', (chunk: Buffer) => {
    waiting.push(chunk)
    if (waiting.length >= maxWaitingChunks) response.pause()
    wake()
  })
  response.on('error', end)
  response.on('close', () => end(response.complete ? undefined : new Error('aborted')))
  return async function* () {
    for (;;) {
      const chunk = waiting.shift()
      if (chunk) {
        yield chunk
        if (waiting.length < maxWaitingChunks) response.resume()
      } else if (isOver) {
        if (failure !== undefined) throw failure
        return
      } else {
        // Runs only while we wait for them: a slow disk is not their fault.
        const timer = setTimeout(() => response.destroy(stall()), stallMilliseconds)
        await new Promise<void>((resolve) => (wake = resolve))
        clearTimeout(timer)
      }
    }
  }
}

/** In Lector's words. What the consumer of chunks threw never comes here: a generator does not see it. */
function failureOf(error: unknown, url: URL, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason
  if (error instanceof AppError) return error
  const code = codeOf(error)
  if (unreachableCodes.includes(code)) {
    return new AppError('voice/offline', `${url.host} cannot be reached: is there a network connection?`, {
      details: { reason: 'unreachable', host: url.host },
      retry: 'now',
      cause: error,
    })
  }
  if (/CERT|SIGNED|SIGNATURE|ALTNAME|UNABLE_TO_/.test(code))
    return refused(url.href, 'certificate', `${url.host} does not prove who it is (${code})`, error)
  return new AppError('voice/fetch-failed', `${url.host} broke off`, {
    details: { reason: 'broken', host: url.host },
    retry: 'now',
    cause: error,
  })
}

/** Of several addresses that were tried the first tells. */
function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error) return String(error.code)
  return error instanceof AggregateError ? codeOf(error.errors[0]) : ''
}

function stalled({ host }: URL): AppError {
  return new AppError('voice/fetch-failed', `${host} has stopped sending`, {
    details: { reason: 'stalled', host },
    retry: 'now',
  })
}

function refused(address: string, reason: string, message: string, cause?: unknown): AppError {
  return new AppError('voice/fetch-failed', message, { details: { reason, address }, cause })
}
