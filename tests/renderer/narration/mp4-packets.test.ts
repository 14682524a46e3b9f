import { describe, expect, test } from 'vitest'
import { readMp4 } from '../../../src-renderer/narration/mp4-packets'
import { memoryBytes } from './memory-recording'

type Part = Uint8Array | number

/** A box; numbers are 32 bits wide. */
function box(type: string, ...parts: readonly Part[]): Buffer {
  const inside = Buffer.concat(
    parts.map((part) => {
      if (typeof part !== 'number') return Buffer.from(part)
      const word = Buffer.alloc(4)
      word.writeInt32BE(part | 0)
      return word
    }),
  )
  const header = Buffer.alloc(8)
  header.writeUInt32BE(8 + inside.length)
  header.write(type, 4, 'latin1')
  return Buffer.concat([header, inside])
}

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1')
const zeros = (bytes: number): Buffer => Buffer.alloc(bytes)
const rate = 44_100
/** The descriptors of AAC-LC at 44.1 kHz, mono. */
const esds = box(
  'esds',
  0,
  latin1('\x03\x19\0\0\0\x04\x11\x40\x15'),
  zeros(11),
  latin1('\x05\x02\x12\x08\x06\x01\x02'),
)
const sampleEntry = box('mp4a', zeros(16), latin1('\0\x02\0\x10'), zeros(4), rate << 16, esds)

function film(options: {
  edits: readonly (readonly [duration: number, time: number])[]
  table: readonly Buffer[]
  isFragmented: boolean
}): Buffer {
  const { edits, table, isFragmented } = options
  const list = box('elst', 0, edits.length, ...edits.flatMap(([duration, time]) => [duration, time, 1 << 16]))
  const track = box(
    'trak',
    box('tkhd', 0, 0, 0, 7),
    ...(edits.length > 0 ? [box('edts', list)] : []),
    box(
      'mdia',
      box('mdhd', 0, 0, 0, rate, 0),
      box('hdlr', 0, 0, latin1('soun')),
      box('minf', box('stbl', box('stsd', 0, 1, sampleEntry), ...table)),
    ),
  )
  const more = isFragmented ? [box('mvex', box('trex', 0, 7, 1, 1_024, 5, 0))] : []
  return Buffer.concat([
    box('ftyp', latin1('M4A ')),
    box('moov', box('mvhd', 0, 0, 0, 1_000, 0), track, ...more),
  ])
}

const nothing = [box('stsz', 0, 0, 0), box('stsc', 0, 0), box('stco', 0, 0)]
const three = [box('stsz', 0, 0, 3, 10, 20, 30), box('stsc', 0, 1, 1, 3, 1), box('stco', 0, 1, 100)]

describe('readMp4', () => {
  test('heeds what the list of edits says of the beginning and the length', async () => {
    const whole = await readMp4(memoryBytes(film({ edits: [], table: three, isFragmented: false })))
    // The decoder's own setup says one channel, the entry says two, as it does of any sound.
    expect(whole.channels).toBe(1)
    expect([whole.leadSeconds, whole.playedSeconds, await whole.count()]).toEqual([0, null, 3])
    const edits = [[2_500, 1_024]] as const
    const edited = await readMp4(memoryBytes(film({ edits, table: three, isFragmented: false })))
    expect([edited.leadSeconds * rate, edited.playedSeconds]).toEqual([1_024, 2.5])
    const late = [
      [500, -1],
      [2_500, 1_024],
    ] as const
    const begunLate = await readMp4(memoryBytes(film({ edits: late, table: three, isFragmented: false })))
    expect(begunLate.leadSeconds).toBeCloseTo(1_024 / rate - 0.5, 9)
    expect(begunLate.playedSeconds).toBe(3)
  })

  test('finds packets in fragments, as far as they are asked for', async () => {
    const head = film({ edits: [], table: nothing, isFragmented: true })
    const run = (flags: number, ...words: number[]) => box('trun', flags, ...words)
    const fragment = (id: number, ...runs: Buffer[]) =>
      box('moof', box('mfhd', 0, 1), box('traf', box('tfhd', 0x20000, id), ...runs))
    const first = fragment(7, run(0x201, 2, 96, 30, 40), run(0x200, 1, 50))
    const other = fragment(8, run(0x201, 1, 0, 60))
    const last = fragment(7, run(0x1, 2, 80))
    const bytes = Buffer.concat([head, first, box('mdat', zeros(120)), other, last, box('mdat', zeros(20))])
    let lookedAt = 0
    const memory = memoryBytes(bytes)
    const table = await readMp4({
      totalBytes: memory.totalBytes,
      read(startByte, byteLength) {
        lookedAt = Math.max(lookedAt, startByte)
        return memory.read(startByte, byteLength)
      },
    })
    const start = head.length + 96
    expect(await table.packet(1)).toEqual({ startByte: start + 30, byteLength: 40 })
    expect(await table.packet(2)).toEqual({ startByte: start + 70, byteLength: 50 })
    expect(lookedAt).toBeLessThan(head.length + first.length)
    const lastStart = head.length + first.length + 128 + other.length + 80
    // Whose fragment does not say how long they are, are as long as the film says.
    expect(await table.packet(4)).toEqual({ startByte: lastStart + 5, byteLength: 5 })
    expect(await table.packet(5)).toBeNull()
    expect(await table.count()).toBe(5)
  })

  test('a fragment that boasts of billions of packets has those that are there', async () => {
    const head = film({ edits: [], table: nothing, isFragmented: true })
    const boast = box('traf', box('tfhd', 0x20000, 7), box('trun', 0x1, -1, 0))
    const none = box('traf', box('tfhd', 0x20010, 7, 0), box('trun', 0x1, -1, 0))
    const bytes = Buffer.concat([head, box('moof', boast, none), zeros(500)])
    const table = await readMp4(memoryBytes(bytes))
    expect(await table.count()).toBeLessThan(bytes.length)
  })
})
