import type { SampleFormat } from '@contract/sample-formats'

/** What a WAV file says of its samples. */
export interface WavLayout {
  readonly sampleRateHz: number
  readonly format: SampleFormat
  readonly dataStartByte: number
  readonly dataBytes: number
}

/** What stands before the samples is shorter: a title and its like. */
export const longestHeadBytes = 64 * 2 ** 10

const integer = 1
const float = 3
const extensible = 0xfffe
/** A length of 32 bits that says: it stands in the chunk ds64. */
const standsInDs64 = 0xffff_ffff

/**
 * Reads the head of a mono WAV file, RIFF or RF64, in one of the formats that Lector writes.
 * @param bytes the file's first `longestHeadBytes`, or all of a shorter one; from anybody
 * @returns null for anything else
 */
export function readWavLayout(bytes: Buffer): WavLayout | null {
  const kind = bytes.toString('latin1', 0, 4)
  if ((kind !== 'RIFF' && kind !== 'RF64') || bytes.toString('latin1', 8, 12) !== 'WAVE') return null
  let longDataBytes: number | null = null
  let format: Pick<WavLayout, 'sampleRateHz' | 'format'> | null = null
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', at, at + 4)
    const length = bytes.readUInt32LE(at + 4)
    const start = at + 8
    if (name === 'data') {
      const dataBytes = length === standsInDs64 && kind === 'RF64' ? longDataBytes : length
      return format && dataBytes !== null ? { ...format, dataStartByte: start, dataBytes } : null
    }
    if (start + length > bytes.length) return null
    const content = bytes.subarray(start, start + length)
    if (name === 'ds64' && length >= 24) longDataBytes = Number(content.readBigUInt64LE(8))
    if (name === 'fmt ') format = readFormat(content)
    at = start + length + (length % 2)
  }
  return null
}

function readFormat(content: Buffer): Pick<WavLayout, 'sampleRateHz' | 'format'> | null {
  if (content.length < 16) return null
  const declared = content.readUInt16LE(0)
  const kind = declared === extensible && content.length >= 26 ? content.readUInt16LE(24) : declared
  const sampleRateHz = content.readUInt32LE(4)
  const bits = content.readUInt16LE(14)
  if (content.readUInt16LE(2) !== 1 || content.readUInt16LE(12) * 8 !== bits) return null
  if (kind === float && bits === 32) return { sampleRateHz, format: 'float32' }
  if (kind === integer && bits === 24) return { sampleRateHz, format: 'int24' }
  if (kind === integer && bits === 16) return { sampleRateHz, format: 'int16' }
  return null
}
