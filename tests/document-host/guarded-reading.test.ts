import { beforeAll, describe, expect, test } from 'vitest'
import { openDocumentInHost, readDocumentInHost } from '../../src-main/engine/documents/host-launcher'
import { buildHost, type BuiltHost } from './build-host'

let host: BuiltHost
const { signal } = new AbortController()

beforeAll(async () => {
  host = await buildHost('tests/document-host/troubled-host.ts')
})

const open = (text: string) => openDocumentInHost(host.script, { source: { kind: 'text', text } }, signal)
const read = (text: string, until = signal) =>
  readDocumentInHost(host.script, { source: { kind: 'text', text } }, until)
const seconds = async (run: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1_000
}

describe('a document host that is guarded', () => {
  test('a parser that never ends is ended by its processor time', async () => {
    const took = await seconds(() =>
      expect(open('spin')).rejects.toMatchObject({
        code: 'document/timeout',
        details: { reason: 'processor-time' },
      }),
    )
    expect(took).toBeGreaterThan(2)
  })

  test.each(['heap', 'buffers'])('a parser that takes all memory (%s) is ended', async (word) => {
    await expect(open(word)).rejects.toMatchObject({
      code: 'document/too-large',
      details: { reason: 'memory' },
    })
  })

  test('what goes wrong after the first pieces does not take them back', async () => {
    const reading = await read('piece piece spin')
    expect(reading.first).toMatchObject({ isLast: false, piece: { blocks: [{ kind: 'paragraph' }] } })
    expect((await reading.next()).isLast).toBe(false)
    await expect(reading.next()).rejects.toMatchObject({ code: 'document/timeout' })
    await expect(reading.next()).rejects.toMatchObject({ code: 'document/timeout' })
  })

  test('a parser that waits for ever is ended by the clock', async () => {
    const source = { kind: 'text' as const, text: 'wait' }
    await expect(
      openDocumentInHost(host.script, { source }, signal, { answerMilliseconds: 700 }),
    ).rejects.toMatchObject({ code: 'document/timeout', details: { reason: 'time' } })
  })

  test('a failure that nobody in the parser waits for is a refusal, not the end of the process', async () => {
    await expect(open('unheard')).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { reason: 'unheard' },
      cause: 'RangeError: nobody listens',
    })
  })

  test('pages without text come with the first that has some, and the end is said', async () => {
    const reading = await read('blank blank piece blank')
    expect(reading.first.piece.parts.map(({ label }) => label)).toEqual(['1', '2'])
    expect(reading.first.piece.blocks).toHaveLength(1)
    expect(await reading.next()).toMatchObject({ isLast: false, piece: { blocks: [] } })
    expect(await reading.next()).toMatchObject({ isLast: true, piece: { blocks: [] } })
  })

  test('the next piece is not read before it is asked for', async () => {
    const reading = await read('piece piece')
    await new Promise((resolve) => setTimeout(resolve, 500))
    const askedAt = Date.now()
    const { piece } = await reading.next()
    const readAt = Number(/, (\d+)\./.exec(piece.blocks[0].text)?.[1])
    expect(readAt).toBeGreaterThanOrEqual(askedAt)
    expect((await reading.next()).isLast).toBe(true)
  })

  test('the picture of a cover arrives as it was, without what lay beside it', async () => {
    const { cover } = await open('piece')
    expect(cover).toEqual({ mediaType: 'image/png', bytes: new Uint8Array(10).fill(7) })
    expect(cover?.bytes.buffer.byteLength).toBeLessThan(65_536)
  })

  test('a bug of a parser is a failure, not the end of the process', async () => {
    await expect(open('stumble')).rejects.toMatchObject({ code: 'internal/unexpected' })
    await expect(open('piece stumble')).rejects.toMatchObject({ code: 'internal/unexpected' })
  })

  test('cancelling between pieces ends the reading with the reason', async () => {
    const controller = new AbortController()
    const reading = await read('piece piece piece', controller.signal)
    const reason = new Error('closed')
    controller.abort(reason)
    await expect(reading.next()).rejects.toBe(reason)
  })

  test('a reading that is ended gives nothing more, and may be ended twice', async () => {
    const reading = await read('piece piece')
    reading.end()
    reading.end()
    await expect(reading.next()).rejects.toMatchObject({ code: 'contract/invalid' })
  })
})
