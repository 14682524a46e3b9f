import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { canProbe, coverIn, probe, probeNeeds } from '../engine/export/encoded/media-tools'
import { paragraph } from '../helpers/paragraphs'
import { wavParts } from '../helpers/wav-parts'
import { useExportDesk } from './export-desk'

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const desk = useExportDesk()
const path = (name: string) => join(desk.directory, name)
const bookOf = (hasCover: boolean) => ({
  ...{ id: 'd', title: 'Two days', authors: ['Ann Onym', 'Bo'] },
  blocks: [paragraph('One. And more.'), paragraph('Two. And more.')],
  contents: [
    { title: 'Dawn', level: 1, startBlock: 0 },
    { title: 'Noon', level: 1, startBlock: 1 },
  ],
  ...(hasCover ? { cover: { mediaType: 'image/png', bytes: Uint8Array.from(png) } } : {}),
})

describe('what an order says of a book', () => {
  test('is said by every WAV that is made of it', async () => {
    desk.start('a', '', { document: bookOf(true), per: 'both', words: false })
    await desk.ended('a')
    const tagsOf = async (name: string) => wavParts(await readFile(path(name))).tags
    const book = { IART: 'Ann Onym, Bo', IPRD: 'Two days', ISFT: 'Lector' }
    expect(await tagsOf('a.wav')).toMatchObject({ INAM: 'Two days', ...book })
    expect(await tagsOf('02 Noon.wav')).toMatchObject({ INAM: 'Noon', ITRK: '2', ...book })
  })

  test.skipIf(!canProbe)(
    `is said by encoded recordings, with the cover that is left in ${probeNeeds}`,
    async () => {
      const formats = ['m4b', 'mp3', 'flac', 'opus'] as const
      for (const hasCover of [true, false]) {
        const name = hasCover ? 'with' : 'without'
        desk.start(name, '', { document: bookOf(hasCover), formats: [...formats], words: false })
        await desk.ended(name)
        for (const format of formats) {
          const found = await probe(path(`${name}.${format}`))
          const tags = {
            ...found.format.tags,
            ...found.streams.find(({ codec_type }) => codec_type === 'audio')?.tags,
          }
          const lower = Object.fromEntries(
            Object.entries(tags).map(([key, value]) => [key.toLowerCase(), value]),
          )
          expect(lower, format).toMatchObject({
            title: 'Two days',
            artist: 'Ann Onym, Bo',
            album: 'Two days',
          })
          const hasPicture = found.streams.some(({ codec_type }) => codec_type === 'video')
          expect(hasPicture, format).toBe(hasCover)
          if (hasCover) expect(await coverIn(path(`${name}.${format}`)), format).toEqual(png)
        }
      }
    },
  )
})
