import { bytesPerSample, type SampleFormat } from '@contract/sample-formats'
import { ascii, riffChunk, uint16, uint32, uint64 } from './riff-chunk'
import { encodeSamples } from './sample-bytes'
import { cueChunks, type WavCue } from './wav-cues'
import { infoChunk, type WavTags } from './wav-tags'

/** What holds of a mono WAV file from its first byte on. */
export interface WavForm {
  readonly sampleRateHz: number
  readonly format: SampleFormat
  readonly tags: WavTags
}

/** How much stands behind the head of a WAV file. */
export interface WavExtent {
  readonly samples: number
  /** Of what stands behind the samples. */
  readonly tailBytes: number
}

/** A length of 32 bits that says: it stands in the chunk ds64. */
const standsInDs64 = 0xffff_ffff
/** The most that the length of a RIFF file can say; a longer file is RF64. */
export const longestRiffBytes = standsInDs64 - 1

/** Before the length that a RIFF file says nothing is counted. */
const uncountedBytes = 8
const ds64ContentBytes = 28

/** What the format's field says of integers and of IEEE 754 numbers, and that something further on says it. */
const integer = 1
const float = 3
const extensible = 0xfffe
/** How the GUID of every kind of samples ends, behind the number of the kind. */
const guidEnd = Buffer.from('000000001000800000aa00389b71', 'hex')
/** The speaker of a single channel. */
const frontCentre = 4

/** A stretch of a head. */
interface HeadPart {
  readonly bytes: Buffer
  /** Whether it is another one in the same file of another extent; never its length. */
  readonly tellsExtent: boolean
}

/**
 * What stands before the samples, of one length whatever the extent. Room for the chunk ds64 is kept in a chunk JUNK until
 * the file is RF64.
 * @param limitBytes the longest content of a RIFF file
 * @see EBU Tech 3306; https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
 */
export function wavHead(form: WavForm, { samples, tailBytes }: WavExtent, limitBytes: number): Buffer {
  const dataBytes = samples * bytesPerSample[form.format]
  const riffBytes = lengthOf(headParts(form, 0, 0, 0, false)) - uncountedBytes + dataBytes + tailBytes
  return joined(headParts(form, samples, dataBytes, riffBytes, riffBytes > limitBytes))
}

function headParts(
  form: WavForm,
  samples: number,
  dataBytes: number,
  riffBytes: number,
  isLong: boolean,
): HeadPart[] {
  const same = (...bytes: readonly Buffer[]): HeadPart => ({
    bytes: Buffer.concat(bytes),
    tellsExtent: false,
  })
  const extent = (...bytes: readonly Buffer[]): HeadPart => ({ ...same(...bytes), tellsExtent: true })
  const short = (length: number): HeadPart => extent(uint32(isLong ? standsInDs64 : length))
  const ds64 = riffChunk('ds64', uint64(riffBytes, dataBytes, samples), uint32(0))
  return [
    ...[extent(ascii(isLong ? 'RF64' : 'RIFF')), short(riffBytes), same(ascii('WAVE'))],
    extent(isLong ? ds64 : riffChunk('JUNK', Buffer.alloc(ds64ContentBytes))),
    same(formatChunk(form)),
    // What is not plain PCM says its length in samples too.
    ...(form.format === 'int16' ? [] : [same(ascii('fact'), uint32(4)), short(samples)]),
    same(infoChunk(form.tags)),
    ...[same(ascii('data')), short(dataBytes)],
  ]
}

/** More than 16 bits of integers are told at length, as Microsoft's driver documentation wants it. */
function formatChunk({ sampleRateHz, format }: WavForm): Buffer {
  const bytes = bytesPerSample[format]
  const fields = (kind: number): Buffer =>
    Buffer.concat([
      ...[uint16(kind, 1), uint32(sampleRateHz, sampleRateHz * bytes), uint16(bytes, bytes * 8)],
    ])
  switch (format) {
    case 'int16':
      return riffChunk('fmt ', fields(integer))
    case 'int24': {
      const more = Buffer.concat([uint16(bytes * 8), uint32(frontCentre), uint16(integer), guidEnd])
      return riffChunk('fmt ', fields(extensible), uint16(more.length), more)
    }
    case 'float32':
      return riffChunk('fmt ', fields(float), uint16(0))
  }
}

/** What stands behind the samples: a byte that makes them even, and the cues. */
export function wavTail(form: WavForm, samples: number, cues: readonly WavCue[]): Buffer {
  return Buffer.concat([Buffer.alloc((samples * bytesPerSample[form.format]) % 2), cueChunks(cues)])
}

/** Whether these bytes are the head of such a file, of whatever extent. */
export function isWavHead(bytes: Buffer, form: WavForm): boolean {
  const kind = bytes.toString('latin1', 0, 4)
  const parts = headParts(form, 0, 0, 0, false)
  if (bytes.length !== lengthOf(parts) || (kind !== 'RIFF' && kind !== 'RF64')) return false
  let at = 0
  return parts.every(({ bytes: expected, tellsExtent }) => {
    const found = bytes.subarray(at, (at += expected.length))
    return tellsExtent || expected.equals(found)
  })
}

/** A whole WAV file; memory holds it. */
export function wholeWav(form: WavForm, samples: Float32Array, cues: readonly WavCue[] = []): Buffer {
  const tail = wavTail(form, samples.length, cues)
  const head = wavHead(form, { samples: samples.length, tailBytes: tail.length }, longestRiffBytes)
  return Buffer.concat([head, encodeSamples([samples], form.format, 0), tail])
}

function lengthOf(parts: readonly HeadPart[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes.length, 0)
}

function joined(parts: readonly HeadPart[]): Buffer {
  return Buffer.concat(parts.map(({ bytes }) => bytes))
}
