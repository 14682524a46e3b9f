import { createReadStream, writeSync } from 'node:fs'
import { Writable } from 'node:stream'
import { isatty, ReadStream, WriteStream } from 'node:tty'

/** How long is waited for whoever reads a pipe, before the next try. */
const fullPipeMilliseconds = 5

/** Joins this thread's streams to the process's descriptors: its own lead through the first thread, which waits. */
export function joinStandardStreams(): void {
  const input = isatty(0) ? () => new ReadStream(0) : () => createReadStream('', { fd: 0, autoClose: false })
  let stdin: ReturnType<typeof input> | undefined
  Object.defineProperties(process, {
    // A stream that reads keeps the thread: only who asks for it has one.
    stdin: { get: () => (stdin ??= input()) },
    stdout: { value: outputTo(1) },
    stderr: { value: outputTo(2) },
  })
}

function outputTo(descriptor: number): Writable {
  if (isatty(descriptor)) return new WriteStream(descriptor)
  return new Writable({
    decodeStrings: true,
    // At once, as Node does for files and pipes: what was said before a sudden end has been said.
    write(bytes: Buffer, _encoding, done) {
      try {
        writeAll(descriptor, bytes)
        done()
      } catch (error) {
        done(error as Error)
      }
    },
  })
}

function writeAll(descriptor: number, bytes: Buffer): void {
  const never = new Int32Array(new SharedArrayBuffer(4))
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(descriptor, bytes, at)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(never, 0, 0, fullPipeMilliseconds)
    }
  }
}
