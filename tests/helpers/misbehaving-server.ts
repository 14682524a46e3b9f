import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How one request is answered; 'honest' unless a test has said otherwise. */
export type Conduct =
  | { readonly kind: 'honest' }
  /** Sends so many bytes of the answer, then breaks the connection. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** Sends so many bytes of the answer, then nothing more, and keeps the connection. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  /** 200 and the whole file, whatever range is asked for. */
  | { readonly kind: 'ignore-range' }
  /** 206, but of another stretch than was asked for. */
  | { readonly kind: 'wrong-range' }
  /** 206 as asked for, although what it is a range of has changed. */
  | { readonly kind: 'ignore-condition' }
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
    }
  /** Another content of the same length from now on. */
  | { readonly kind: 'change' }
  | { readonly kind: 'flip'; readonly atByte: number }
  | { readonly kind: 'twice' }
  /** Tells this length and sends the file all the same. */
  | { readonly kind: 'lie'; readonly length: number }
  /** Tells no length at all. */
  | { readonly kind: 'unmeasured' }
  | { readonly kind: 'redirect'; readonly to: string }
  /** A packed form nobody asked for. */
  | { readonly kind: 'packed' }

export interface SeenRequest {
  readonly path: string
  readonly range: string | undefined
  readonly condition: string | undefined
}

/** A server on this machine whose files a test names and whose manners it chooses, request by request. */
export interface MisbehavingServer {
  /** Of a path on it. */
  address(path: string): string
  put(path: string, content: Uint8Array): void
  /** How the next requests for a path are answered, one after the other; afterwards honestly. */
  expect(path: string, ...conducts: readonly Conduct[]): void
  /** How every request for a path is answered that nothing else was said of. */
  always(path: string, conduct: Conduct): void
  readonly requests: readonly SeenRequest[]
  /** Of bodies, as they were handed to the system. */
  sentBytes(): number
  close(): Promise<void>
}

/** Of a large answer a slice is larger: what is cut out of it may be as well. */
const sliceBytes = (body: Buffer): number => (body.length < 2 ** 22 ? 4_096 : 65_536)

/** @param options.pauseMilliseconds between two slices of 4 KiB: for what must be met under way */
export async function misbehavingServer(
  options: { pauseMilliseconds?: number; withoutValidators?: boolean } = {},
): Promise<MisbehavingServer> {
  const files = new Map<string, Buffer>()
  const coming = new Map<string, Conduct[]>()
  const usual = new Map<string, Conduct>()
  const requests: SeenRequest[] = []
  const open = new Set<ServerResponse>()
  let sent = 0

  const server = createServer((request, response) => {
    open.add(response)
    response.on('close', () => open.delete(response))
    response.on('error', () => undefined)
    void answer(request, response)
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent(request.url ?? '/')
    const { range, 'if-range': condition } = request.headers
    requests.push({ path, range, condition: condition?.toString() })
    const conduct = coming.get(path)?.shift() ?? usual.get(path) ?? { kind: 'honest' }
    if (conduct.kind === 'silent') return
    if (conduct.kind === 'redirect') return void response.writeHead(302, { Location: conduct.to }).end()
    if (conduct.kind === 'status') return void response.writeHead(conduct.status, conduct.headers).end()
    if (conduct.kind === 'change') {
      const before = files.get(path)
      if (before) files.set(path, Buffer.from(before.map((byte) => byte ^ 0x55)))
    }
    const file = files.get(path)
    if (!file) return void response.writeHead(404).end()
    const etag = `"${createHash('sha256').update(file).digest('hex').slice(0, 16)}"`
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { ETag: etag }).end()
    const isUnchanged = condition === undefined || condition === etag || conduct.kind === 'ignore-condition'
    const asked = /^bytes=(\d+)-$/.exec(range ?? '')
    const isRange = asked !== null && conduct.kind !== 'ignore-range' && isUnchanged
    let start = isRange ? Number(asked[1]) : 0
    if (start >= file.length) {
      response.writeHead(416, { 'Content-Range': `bytes */${file.length}` }).end()
      return
    }
    if (isRange && conduct.kind === 'wrong-range') start = Math.max(0, start - 1)
    let body = Buffer.from(file.subarray(start))
    if (conduct.kind === 'flip' && conduct.atByte >= start) body[conduct.atByte - start] ^= 1
    if (conduct.kind === 'twice') body = Buffer.concat([body, body])
    response.writeHead(isRange ? 206 : 200, {
      ...(options.withoutValidators ? {} : { ETag: etag }),
      ...(isRange ? { 'Content-Range': `bytes ${start}-${file.length - 1}/${file.length}` } : {}),
      ...(conduct.kind === 'unmeasured' || conduct.kind === 'twice'
        ? {}
        : { 'Content-Length': conduct.kind === 'lie' ? conduct.length : body.length }),
      ...(conduct.kind === 'packed' ? { 'Content-Encoding': 'gzip' } : {}),
    })
    await send(response, body, conduct)
  }

  async function send(response: ServerResponse, body: Buffer, conduct: Conduct): Promise<void> {
    const end = 'afterBytes' in conduct ? Math.min(conduct.afterBytes, body.length) : body.length
    const slice = sliceBytes(body)
    response.flushHeaders()
    for (let at = 0; at < end && !response.destroyed; at += slice) {
      const piece = body.subarray(at, Math.min(end, at + slice))
      // Handed to the system before anything else is done: what a test counts has been sent.
      await new Promise<void>((resolve) => {
        response.once('close', resolve)
        response.write(piece, () => {
          response.off('close', resolve)
          resolve()
        })
      })
      sent += piece.length
      if (options.pauseMilliseconds !== undefined)
        await new Promise((resolve) => setTimeout(resolve, options.pauseMilliseconds))
    }
    if (conduct.kind === 'stall') return
    // The file is all there, and the length that was told is not kept.
    if (conduct.kind === 'cut' || conduct.kind === 'lie') response.destroy()
    else response.end()
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: (path) => `http://127.0.0.1:${port}${path.split('/').map(encodeURIComponent).join('/')}`,
    put: (path, content) => void files.set(path, Buffer.from(content)),
    expect: (path, ...conducts) => void coming.set(path, [...(coming.get(path) ?? []), ...conducts]),
    always: (path, conduct) => void usual.set(path, conduct),
    requests,
    sentBytes: () => sent,
    async close() {
      for (const response of open) response.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
