import { exportWaysSchema } from '@contract/export-ways'
import { describe, expect, test } from 'vitest'
import { estimateExport } from '../../../src-renderer/export/export-estimate'

const ways = exportWaysSchema.parse({ chapterSilenceMilliseconds: 1_000 })
const hour = 3_600

describe('estimateExport', () => {
  test('a book in one file lasts as long as its chapters with the silences between them', () => {
    expect(estimateExport([100, 200], ways, 24_000)).toMatchObject({
      seconds: 301,
      sizes: [{ format: 'wav', bytes: 301 * 48_000 }],
      bytes: 301 * 48_000,
    })
  })

  test('chapters of their own have no silence between them, and both take the room of both', () => {
    expect(estimateExport([100, 200], { ...ways, per: 'chapter' }, 24_000).bytes).toBe(300 * 48_000)
    expect(estimateExport([100, 200], { ...ways, per: 'both' }, 24_000)).toMatchObject({
      seconds: 301,
      bytes: 601 * 48_000,
    })
  })

  test('every format is reckoned by what a second of it takes', () => {
    const { sizes, bytes } = estimateExport([100], { ...ways, formats: ['m4b', 'opus'] }, 24_000)
    expect(sizes).toEqual([
      { format: 'm4b', bytes: 800_000 },
      { format: 'opus', bytes: 400_000 },
    ])
    // The WAV they are made from is there meanwhile.
    expect(bytes).toBe(1_200_000 + 100 * 48_000)
  })

  test('warns of a WAV that old players cannot open, of none that is shorter or is not asked for', () => {
    const day = [25 * hour]
    expect(estimateExport(day, ways, 24_000).hasLongWav).toBe(true)
    expect(estimateExport([24 * hour], ways, 24_000).hasLongWav).toBe(false)
    expect(estimateExport(day, { ...ways, formats: ['m4b'] }, 24_000).hasLongWav).toBe(false)
    expect(estimateExport([13 * hour, 12 * hour], { ...ways, per: 'chapter' }, 24_000).hasLongWav).toBe(false)
    expect(estimateExport([13 * hour], { ...ways, sampleFormat: 'float32' }, 24_000).hasLongWav).toBe(true)
  })

  test('nothing that is chosen takes nothing', () => {
    expect(estimateExport([], ways, 24_000)).toMatchObject({ seconds: 0, bytes: 0, hasLongWav: false })
  })
})
