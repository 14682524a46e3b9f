import { usualBitsPerSecond, type EncodedFormat } from '@contract/recording-files'
import type { EncodingForm } from '../encoding/encoding'
import { createAacEncoder } from './aac'
import type { Encoder } from './encoder'
import { createFlacEncoder } from './flac'
import { createMp3Encoder } from './mp3'
import { createOpusEncoder } from './opus'

const makers: Record<EncodedFormat, (form: EncodingForm) => Promise<Encoder>> = {
  m4b: ({ sampleRateHz, bitsPerSecond = usualBitsPerSecond.m4b }) =>
    createAacEncoder(sampleRateHz, bitsPerSecond),
  mp3: ({ sampleRateHz, bitsPerSecond = usualBitsPerSecond.mp3 }) =>
    createMp3Encoder(sampleRateHz, bitsPerSecond),
  flac: ({ sampleRateHz, bitsPerSample = 16 }) => createFlacEncoder(sampleRateHz, bitsPerSample),
  opus: ({ sampleRateHz, bitsPerSecond = usualBitsPerSecond.opus }) =>
    createOpusEncoder(sampleRateHz, bitsPerSecond),
}

/** The codec of a form. */
export function createEncoder(form: EncodingForm): Promise<Encoder> {
  return makers[form.format](form)
}
