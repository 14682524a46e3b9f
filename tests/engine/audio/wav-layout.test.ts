import { describe, expect, test } from 'vitest'
import { sampleFormats } from '@contract/sample-formats'
import { wavHead, wholeWav } from '../../../src-main/engine/audio/wav'
import { longestHeadBytes, readWavLayout } from '../../../src-main/engine/audio/wav-layout'
import { createRandom } from '../../helpers/random'

describe('readWavLayout', () => {
  const tags = { title: 'A title. '.repeat(300), artist: 'Somebody', software: 'Lector' }

  test.each(sampleFormats)('reads what Lector writes of %s, also of a file beyond 4 GiB', (format) => {
    const form = { sampleRateHz: 22_050, format, tags }
    const wav = wholeWav(form, new Float32Array(5).fill(0.5))
    const { dataBytes, dataStartByte } = readWavLayout(wav.subarray(0, longestHeadBytes)) ?? {}
    expect(readWavLayout(wav)).toMatchObject({ sampleRateHz: 22_050, format })
    expect(wav.toString('latin1', dataStartByte! - 8, dataStartByte! - 4)).toBe('data')
    expect(dataBytes).toBe(wav.readUInt32LE(dataStartByte! - 4))
    const samples = 3 * 2 ** 30
    const long = wavHead(form, { samples, tailBytes: 0 }, 1_000)
    const bytes = { int16: 2, int24: 3, float32: 4 }[format]
    expect(long.toString('latin1', 0, 4)).toBe('RF64')
    expect(readWavLayout(long)).toEqual({
      ...{ sampleRateHz: 22_050, format },
      ...{ dataStartByte: long.length, dataBytes: samples * bytes },
    })
  })

  test('says null of everything else, whatever is damaged', () => {
    const wav = wholeWav({ sampleRateHz: 24_000, format: 'int16', tags }, new Float32Array(9))
    const { dataStartByte } = readWavLayout(wav)!
    for (let cut = 0; cut < dataStartByte; cut++) expect(readWavLayout(wav.subarray(0, cut))).toBeNull()
    const stereo = Buffer.from(wav)
    const formatByte = wav.indexOf('fmt ') + 8
    stereo.writeUInt16LE(2, formatByte + 2)
    expect(readWavLayout(stereo)).toBeNull()
    const random = createRandom(1)
    for (let i = 0; i < 2_000; i++) {
      const damaged = Buffer.from(wav)
      for (let byte = 0; byte < 4; byte++)
        damaged[Math.floor(random() * dataStartByte)] = Math.floor(random() * 256)
      expect(() => readWavLayout(damaged)).not.toThrow()
    }
  })
})
