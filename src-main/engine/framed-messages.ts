import type { Duplex } from 'node:stream'
import { deserialize, serialize } from 'node:v8'

/** Before each message: how many bytes it has, as an unsigned integer, little-endian. */
const headBytes = 4

/** Messages over a stream of bytes, whole and in order, as structured clones. Both ends are ours, of one build. */
export interface FramedMessages {
  /** @param sent called when it has been handed to the system */
  post(message: unknown, sent?: () => void): void
  /** Begins to read. Once. */
  listen(listener: (message: unknown) => void): void
}

/** @param stream the way to the other end; whoever opened it closes it */
export function framedMessages(stream: Duplex): FramedMessages {
  return {
    post(message, sent) {
      const body = serialize(message)
      const head = Buffer.alloc(headBytes)
      head.writeUInt32LE(body.length)
      stream.write(Buffer.concat([head, body]), () => sent?.())
    },
    listen(listener) {
      let pieces: Buffer[] = []
      let held = 0
      let wanted: number | null = null
      const take = (bytes: number): Buffer => {
        const all = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces)
        pieces = all.length > bytes ? [all.subarray(bytes)] : []
        held -= bytes
        return all.subarray(0, bytes)
      }
      stream.on('data', (piece: Buffer) => {
        pieces.push(piece)
        held += piece.length
        for (;;) {
          if (wanted === null && held >= headBytes) wanted = take(headBytes).readUInt32LE()
          if (wanted === null || held < wanted) return
          const body = take(wanted)
          wanted = null
          listener(deserialize(body))
        }
      })
    },
  }
}
