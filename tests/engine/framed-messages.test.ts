import { PassThrough } from 'node:stream'
import { describe, expect, test } from 'vitest'
import { framedMessages } from '../../src-main/engine/framed-messages'

const messages = [{ kind: 'small' }, 'a'.repeat(200_000), new Uint8Array([1, 2, 3]), '\ud800', null]

describe('framedMessages', () => {
  test('come whole and in order, however the bytes are cut', async () => {
    const written = new PassThrough()
    const sender = framedMessages(written)
    for (const message of messages) sender.post(message)
    written.end()
    const chunks: Buffer[] = []
    for await (const chunk of written) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    for (const size of [1, 3, 4_099, bytes.length]) {
      const read = new PassThrough()
      const heard: unknown[] = []
      framedMessages(read).listen((message) => heard.push(message))
      for (let at = 0; at < bytes.length; at += size) read.write(bytes.subarray(at, at + size))
      read.end()
      await new Promise((resolve) => read.once('end', resolve))
      expect(heard, `${size}`).toEqual(messages)
    }
  })

  test('tell when one has been handed over', async () => {
    const stream = new PassThrough()
    await new Promise<void>((resolve) => framedMessages(stream).post('last', resolve))
    expect(stream.readableLength).toBeGreaterThan(4)
  })
})
