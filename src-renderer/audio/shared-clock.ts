/*
 * The audio clock as the worklet writes it and the page reads it, in one SharedArrayBuffer. Numbers are float64,
 * because a day of frames does not fit 32 bits; a sequence counter (odd while writing) keeps the fields of one reading together.
 */

const fields = [
  'streamId',
  'heardSamples',
  'heardFrame',
  'firstFrame',
  'receivedSamples',
  'receivedChecksum',
  'underruns',
  'refused',
  'flags',
] as const
type Field = (typeof fields)[number]

const sequenceBytes = 8
const flagBits = { starving: 1, ended: 2, halted: 4 } as const

/** One consistent look at the clock. */
export interface ClockReading {
  /** The newest stream the worklet knows; 0 before the first. */
  readonly streamId: number
  /** Samples of the stream handed to the audio device so far. */
  readonly heardSamples: number
  /** Frame of the audio context right after the last of them; stands still while nothing is played. */
  readonly heardFrame: number
  /** Frame of the stream's first sample; -1 before it. */
  readonly firstFrame: number
  readonly receivedSamples: number
  /** FNV-1a over the 32-bit patterns of the received samples. */
  readonly receivedChecksum: number
  /** Times the worklet ran dry while playing, over all streams. */
  readonly underruns: number
  /** Messages refused because they were out of order or too many, over all streams. */
  readonly refused: number
  readonly starving: boolean
  /** Every sample of the stream was handed to the audio device. */
  readonly ended: boolean
  /** It stands where it was told to halt. */
  readonly halted: boolean
}

/** Memory for one clock. */
export function createClockBuffer(): SharedArrayBuffer {
  return new SharedArrayBuffer(sequenceBytes + fields.length * Float64Array.BYTES_PER_ELEMENT)
}

/** Writes the clock without allocating; one writer per buffer. */
export class ClockWriter {
  readonly #sequence: Int32Array
  readonly #values: Float64Array

  constructor(buffer: SharedArrayBuffer) {
    this.#sequence = new Int32Array(buffer, 0, 1)
    this.#values = new Float64Array(buffer, sequenceBytes)
  }

  write(reading: ClockReading): void {
    Atomics.add(this.#sequence, 0, 1)
    this.#set('streamId', reading.streamId)
    this.#set('heardSamples', reading.heardSamples)
    this.#set('heardFrame', reading.heardFrame)
    this.#set('firstFrame', reading.firstFrame)
    this.#set('receivedSamples', reading.receivedSamples)
    this.#set('receivedChecksum', reading.receivedChecksum)
    this.#set('underruns', reading.underruns)
    this.#set('refused', reading.refused)
    this.#set(
      'flags',
      (reading.starving ? flagBits.starving : 0) |
        (reading.ended ? flagBits.ended : 0) |
        (reading.halted ? flagBits.halted : 0),
    )
    Atomics.add(this.#sequence, 0, 1)
  }

  #set(field: Field, value: number): void {
    this.#values[fields.indexOf(field)] = value
  }
}

/** A write takes well under a microsecond; this many tries only fail when the writer died inside one. */
const maxTries = 1_000

/** Reads a clock that another thread may be writing. */
export function readClock(buffer: SharedArrayBuffer): ClockReading {
  const sequence = new Int32Array(buffer, 0, 1)
  const values = new Float64Array(buffer, sequenceBytes)
  let copy = Float64Array.from(values)
  for (let tries = 0; tries < maxTries; tries += 1) {
    const before = Atomics.load(sequence, 0)
    copy = Float64Array.from(values)
    if (before % 2 === 0 && Atomics.load(sequence, 0) === before) break
  }
  const get = (field: Field): number => copy[fields.indexOf(field)] ?? 0
  const flags = get('flags')
  return {
    streamId: get('streamId'),
    heardSamples: get('heardSamples'),
    heardFrame: get('heardFrame'),
    firstFrame: get('firstFrame'),
    receivedSamples: get('receivedSamples'),
    receivedChecksum: get('receivedChecksum'),
    underruns: get('underruns'),
    refused: get('refused'),
    starving: (flags & flagBits.starving) !== 0,
    ended: (flags & flagBits.ended) !== 0,
    halted: (flags & flagBits.halted) !== 0,
  }
}
