import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import type { ReadableDocument } from '../../src-main/contract/document'
import { askDocumentHost, readToEnd } from '../../src-main/contract/document-host-protocol'
import { AppError } from '../../src-main/contract/errors'
import type { OpenOptions } from '../../src-main/contract/host-messages'
import {
  documentAnswerMilliseconds,
  documentHeapMebibytes,
  documentReadMilliseconds,
} from '../../src-main/contract/limits'
import { launchForkedDocumentHost } from '../../src-main/engine/documents/host-launcher'

/** What became of a document, and what it took. */
export interface WatchedReading {
  readonly document: ReadableDocument | null
  /** Why there is none. */
  readonly error: AppError | null
  readonly seconds: number
  /** Processor time of all its threads, starting and loading included; 0 where the system does not tell. */
  readonly cpuSeconds: number
  /** Highest resident memory of the process; 0 where the system does not tell. */
  readonly peakMebibytes: number
}

const lookMilliseconds = 5

/** Reads a file in a document host, as the command line does, and looks at the process meanwhile. @throws what is no AppError */
export async function readWatched(
  hostScript: string,
  path: string,
  options: OpenOptions = {},
): Promise<WatchedReading> {
  const start = performance.now()
  const host = launchForkedDocumentHost(hostScript, documentHeapMebibytes)
  let peakMebibytes = 0
  let cpuSeconds = 0
  const look = setInterval(() => {
    peakMebibytes = Math.max(peakMebibytes, residentPeak(host.pid))
    cpuSeconds = Math.max(cpuSeconds, processorSeconds(host.pid))
  }, lookMilliseconds)
  let document: ReadableDocument | null = null
  let error: AppError | null = null
  try {
    const reading = await askDocumentHost(
      host,
      { source: { kind: 'file', path }, options },
      {
        signal: new AbortController().signal,
        answerMilliseconds: documentAnswerMilliseconds,
        readMilliseconds: documentReadMilliseconds,
        now: () => performance.now(),
        after: (milliseconds, run) => {
          const timer = setTimeout(run, milliseconds)
          return () => clearTimeout(timer)
        },
      },
    )
    document = await readToEnd(reading)
  } catch (failure) {
    if (!(failure instanceof AppError)) throw failure
    error = failure
  } finally {
    clearInterval(look)
  }
  return { document, error, seconds: (performance.now() - start) / 1_000, cpuSeconds, peakMebibytes }
}

/** The high-water mark that Linux keeps of every process. */
function residentPeak(pid: number | undefined): number {
  return Number(/VmHWM:\s+(\d+)/.exec(ofProcess(pid, 'status'))?.[1] ?? 0) / 1_024
}

/** Linux counts in hundredths of a second, in user and in system mode. */
function processorSeconds(pid: number | undefined): number {
  // The name in parentheses may hold anything; the 12th and 13th after it are meant.
  const [, fields = ''] = ofProcess(pid, 'stat').split(') ')
  const [user = 0, system = 0] = fields.split(' ').slice(11, 13).map(Number)
  return (user + system) / 100
}

/** Empty when the process has ended meanwhile, and on other systems. */
function ofProcess(pid: number | undefined, name: string): string {
  try {
    return pid === undefined ? '' : readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error) return ''
    throw error
  }
}

/** Listens where documents try to reach, and counts who comes. */
export interface Listener {
  /** "127.0.0.1:4711" */
  readonly address: string
  connections(): number
  close(): Promise<void>
}

/** @param port 0: any free one. @returns null where the port may not be listened at */
export async function listen(port: number): Promise<Listener | null> {
  let connections = 0
  const server: Server = createServer((socket) => {
    connections += 1
    socket.destroy()
  })
  const isListening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => resolve(true))
  })
  const address = server.address()
  if (!isListening || address === null || typeof address === 'string') return null
  return {
    address: `127.0.0.1:${address.port}`,
    connections: () => connections,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** Everything in some folders, and what hostile documents are known to leave in the system's folder for such things. */
export function listFiles(folders: readonly string[]): string[] {
  const inside = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  const left = ['/tmp', tmpdir()].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith('reader-'))
      .map((name) => `${folder}/${name}`),
  )
  return [...new Set([...inside, ...left])].sort()
}
