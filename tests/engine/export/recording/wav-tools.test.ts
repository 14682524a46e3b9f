import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { unfinishedSuffix } from '@contract/recording-words'
import { bytesPerSample, sampleFormats, type SampleFormat } from '@contract/sample-formats'
import { longestRiffBytes, wavHead, type WavForm } from '../../../../src-main/engine/audio/wav'
import { lastCueSample } from '../../../../src-main/engine/audio/wav-cues'
import { createWavFile, resumeWavFile } from '../../../../src-main/engine/export/recording/wav-file'

const python = process.env.LECTOR_LISTEN_PYTHON
const hasSoxi = spawnSync('sox', ['--version']).status === 0
const hasFfprobe = spawnSync('ffprobe', ['-version']).status === 0

const formOf = (format: SampleFormat): WavForm => ({
  sampleRateHz: 24_000,
  format,
  tags: {
    ...{ title: 'Das große Buch', artist: '紫式部', product: 'Bücher', track: '3', software: 'Lector' },
    ...{
      comment: 'Synthetic speech',
      created: '2026-11-22',
      genre: 'Speech',
      language: 'de',
      copyright: '©',
    },
  },
})
const tone = (length: number) => Float32Array.from({ length }, (_, i) => 0.5 * Math.sin(i / 11))
/** Of an odd number of samples and bytes. */
const toneSamples = 4_801

/** Says what libsndfile knows of a file, with its samples from a place on. */
const readEnd = `
import json, sys, soundfile
with soundfile.SoundFile(sys.argv[1]) as file:
    file.seek(int(sys.argv[2]))
    tail = file.read(dtype='float64').tolist()
    print(json.dumps(dict(
        format=file.format, subtype=file.subtype, frames=file.frames, rate=file.samplerate,
        channels=file.channels, title=file.title, artist=file.artist, tail=tail)))
`
const toldSchema = z.object({
  ...{ format: z.string(), subtype: z.string(), frames: z.number(), rate: z.number() },
  ...{ channels: z.number(), title: z.string(), artist: z.string(), tail: z.array(z.number()) },
})

const asked = async (tool: string, ...words: string[]): Promise<string> =>
  (await promisify(execFile)(tool, words)).stdout

describe('WAV files as other programs read them', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-wav-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /**
   * A recording of that many bytes of samples: silence, which takes no room on the disk, and then a tone. It is written in
   * two goes: what is silent in between comes of making the unfinished file longer.
   */
  async function record(format: SampleFormat, dataBytes: number) {
    const path = join(folder, `${format}-${dataBytes}.wav`)
    const form = formOf(format)
    const samples = Math.ceil(dataBytes / bytesPerSample[format])
    const begun = await createWavFile(path, form)
    await begun.write(tone(toneSamples))
    await begun.sync()
    await begun.leave()
    const headBytes = wavHead(form, { samples: 0, tailBytes: 0 }, longestRiffBytes).length
    const silentUntil = samples - toneSamples
    await truncate(path + unfinishedSuffix, headBytes + silentUntil * bytesPerSample[format])
    const file = await resumeWavFile(path, form, silentUntil)
    await file!.write(tone(toneSamples))
    const cues = [
      { sample: 0, label: 'Erstes' },
      { sample: silentUntil, label: '最後' },
    ]
    await file!.finish(cues)
    return { path, samples, silentUntil, cues }
  }

  const lengths = [
    ['short', 100_001],
    ['of 3.9 GiB', Math.floor(3.9 * 2 ** 30)],
    ['of 4.1 GiB', Math.floor(4.1 * 2 ** 30)],
    ['of 9 GiB', 9 * 2 ** 30],
  ] as const
  const files = lengths.flatMap(([name, bytes]) =>
    sampleFormats.map((format) => [format, name, bytes] as const),
  )

  for (const [format, name, dataBytes] of files)
    describe(`${format}, ${name}`, () => {
      const isLong = dataBytes > 2 ** 32
      let made: Awaited<ReturnType<typeof record>>
      beforeAll(async () => {
        made = await record(format, dataBytes)
      })
      afterAll(() => rm(made.path))

      test('is RIFF as long as it can be, and takes hardly any room here', async () => {
        const { size, blocks } = await stat(made.path)
        expect(size).toBeGreaterThan(dataBytes)
        expect(blocks * 512).toBeLessThan(2 ** 20)
        const kind = (await asked('head', '-c', '4', made.path)).slice(0, 4)
        expect(kind).toBe(isLong ? 'RF64' : 'RIFF')
      })

      test.skipIf(!hasFfprobe)(
        'ffprobe knows its kind, tags, chapters and length (needs ffprobe)',
        async () => {
          const show = ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', '-show_chapters']
          const told = JSON.parse(await asked('ffprobe', ...show, made.path)) as unknown
          const chapters = made.cues.filter(({ sample }) => sample <= lastCueSample)
          expect(told).toMatchObject({
            streams: [
              {
                codec_name: { int16: 'pcm_s16le', int24: 'pcm_s24le', float32: 'pcm_f32le' }[format],
                sample_rate: '24000',
                channels: 1,
                duration_ts: made.samples,
              },
            ],
            chapters: chapters.map(({ sample, label }) => ({ start: sample, tags: { title: label } })),
            format: {
              format_name: 'wav',
              tags: {
                ...{
                  title: 'Das große Buch',
                  artist: '紫式部',
                  album: 'Bücher',
                  track: '3',
                  encoder: 'Lector',
                },
                ...{ comment: 'Synthetic speech', date: '2026-11-22', genre: 'Speech', language: 'de' },
                copyright: '©',
              },
            },
          })
        },
      )

      // SoX 14.4.2 knows no RF64.
      if (!isLong)
        test.skipIf(!hasSoxi)('soxi knows its kind and length (needs sox)', async () => {
          const told = (option: string) => asked('soxi', option, made.path)
          expect(Number(await told('-s'))).toBe(made.samples)
          expect([await told('-r'), await told('-c'), await told('-b')].map(Number)).toEqual([
            ...[24_000, 1, bytesPerSample[format] * 8],
          ])
          const encoding = format === 'float32' ? 'Floating Point PCM' : 'Signed Integer PCM'
          expect((await told('-e')).trim()).toBe(encoding)
        })

      test.skipIf(!python)('libsndfile reads its very end (needs LECTOR_LISTEN_PYTHON)', async () => {
        const told = toldSchema.parse(
          JSON.parse(await asked(python!, '-c', readEnd, made.path, String(made.silentUntil - 10))),
        )
        const { tail, ...rest } = told
        expect(rest).toEqual({
          format: isLong ? 'RF64' : format === 'int24' ? 'WAVEX' : 'WAV',
          subtype: { int16: 'PCM_16', int24: 'PCM_24', float32: 'FLOAT' }[format],
          frames: made.samples,
          rate: 24_000,
          channels: 1,
          title: 'Das große Buch',
          artist: '紫式部',
        })
        const expected = [...new Float32Array(10), ...tone(toneSamples)]
        expect(tail).toHaveLength(expected.length)
        const furthest = tail.reduce((most, sample, i) => Math.max(most, Math.abs(sample - expected[i])), 0)
        expect(furthest).toBeLessThanOrEqual(
          { int16: 1.5 / 2 ** 15, int24: 1.5 / 2 ** 23, float32: 0 }[format],
        )
      })
    })
})
