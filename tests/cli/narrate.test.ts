import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  canSpeak,
  makeDesk,
  onlyObject,
  readWav,
  runCommandLine,
  speakingNeeds,
} from '../helpers/command-line'

const fileSchema = z.strictObject({ path: z.string(), seconds: z.number().positive() })
const reportSchema = z.strictObject({
  files: z.array(fileSchema).length(1),
  documents: z.tuple([
    z.strictObject({
      title: z.string(),
      voice: z.literal('heart'),
      files: z.array(fileSchema).length(1),
      loudness: z.strictObject({ targetLufs: z.literal(-18), gainDecibels: z.number().positive() }),
      sentences: z.number().int(),
      missing: z.number().int(),
    }),
  ]),
  audioSeconds: z.number().positive(),
  wallSeconds: z.number().positive(),
  sentences: z.number().int().positive(),
  missing: z.number().int(),
  voice: z.literal('heart'),
  readers: z.tuple([
    z.strictObject({
      voice: z.literal('heart'),
      language: z.string().nullable(),
      sentences: z.number().int(),
    }),
  ]),
  unvoiced: z.tuple([]),
  sampleRateHz: z.literal(24_000),
  device: z.literal('CPU'),
  workers: z.number().int().positive(),
  realTimeFactor: z.number().positive(),
})

describe.skipIf(!canSpeak)(`narrate ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeEach(async () => {
    desk = await makeDesk()
  })
  afterEach(() => desk.remove())

  test.each(['txt', 'md'])('a .%s file becomes a WAV in a new folder', async (ending) => {
    const [title, name] = ending === 'md' ? ['# A Short Walk\n\n', 'A Short Walk'] : ['', 'walk']
    await writeFile(
      join(desk.path, `walk.${ending}`),
      `${title}We went out at 7:30. It was cold.\n\nWe came home.\n`,
    )
    const end = await runCommandLine(['narrate', `walk.${ending}`, '--out', 'books/new', '--json'], {
      directory: desk.path,
    })
    const report = reportSchema.parse(onlyObject(end))
    const [file] = report.files
    expect(file).toEqual({ path: join(desk.path, 'books/new', `${name}.wav`), seconds: report.audioSeconds })
    expect(report).toMatchObject({ sentences: ending === 'md' ? 4 : 3, missing: 0 })
    const wav = await readWav(file.path)
    expect(wav).toMatchObject({
      channels: 1,
      sampleRateHz: 24_000,
      bitsPerSample: 16,
      riffBytes: wav.fileBytes - 8,
      tags: {
        INAM: ending === 'md' ? 'A Short Walk' : 'walk',
        ISFT: 'Lector',
        ICMT: 'Synthetic speech by the voice Heart',
      },
    })
    expect(report.audioSeconds).toBeCloseTo(wav.data.length / 2 / 24_000, 2)
    expect(await readdir(join(desk.path, 'books/new'))).toEqual([`${name}.lector-report.json`, `${name}.wav`])
    expect(end.stderr).toMatch(/^0 % of measuring how loud it is: (walk|A Short Walk)\n/)
  })

  test('several documents, each as a book and by chapters, with names, cues and silence as they are asked for', async () => {
    await writeFile(join(desk.path, 'a.md'), '# First\n\nIt was cold.\n\n# First\n\nWe came home. Late.\n')
    await writeFile(join(desk.path, 'b.txt'), 'Another text.')
    const choices = ['--per', 'both', '--bits', 'float', '--cues', 'sentences', '--chapter-silence', '500']
    const names = ['--names', '{book} {n} of {count}, {chapter}']
    const end = await runCommandLine(
      ['narrate', 'a.md', 'missing.txt', 'b.txt', '--out', 'out', '--json', ...choices, ...names],
      { directory: desk.path },
    )
    expect(end.exitCode).toBe(1)
    expect(end.stderr).toMatch(/There is no file .*missing\.txt/)
    expect(JSON.parse(end.stdout)).toMatchObject({ sentences: 6, missing: 0, documents: [{}, {}] })
    expect(await readdir(join(desk.path, 'out'))).toEqual([
      'First 1 of 2, First.wav',
      'First 2 of 2, First.wav',
      'First.lector-report.json',
      'First.wav',
      'b 1 of 1, b.wav',
      'b.lector-report.json',
      'b.wav',
    ])
    const read = (name: string) => readWav(join(desk.path, 'out', name))
    const [book, one, two] = [
      await read('First.wav'),
      await read('First 1 of 2, First.wav'),
      await read('First 2 of 2, First.wav'),
    ]
    expect(book).toMatchObject({ bitsPerSample: 32, format: 3 })
    const silence = Buffer.alloc(0.5 * 24_000 * 4)
    expect(book.data.equals(Buffer.concat([one.data, silence, two.data]))).toBe(true)
    // What is heard of both documents, once, with the silence between chapters.
    const heard = [book, await read('b.wav')].map(({ data }) => data.length / 4 / 24_000)
    const { audioSeconds } = JSON.parse(end.stdout) as { audioSeconds: number }
    expect(audioSeconds).toBeCloseTo(heard[0] + heard[1], 2)
  })

  test('chosen chapters keep their numbers, and those that do not begin with their titles say them', async () => {
    await writeFile(join(desk.path, 'a.md'), '# First\n\nIt was cold.\n\n# Second\n\nWe came home. Late.\n')
    await writeFile(join(desk.path, 'walk.txt'), 'Another text.')
    const narrated = async (...words: string[]) =>
      JSON.parse(
        (await runCommandLine(['narrate', ...words, '--json'], { directory: desk.path })).stdout,
      ) as unknown
    expect(await narrated('a.md', '--chapters', '2', '--per', 'chapter', '--speak-titles')).toMatchObject({
      files: [{ path: join(desk.path, '02 Second.wav') }],
      sentences: 3,
    })
    expect(await narrated('walk.txt', '--speak-titles', '--loudness', 'none')).toMatchObject({
      documents: [{ loudness: null }],
      sentences: 2,
    })
    const end = await runCommandLine(['narrate', 'a.md', '--chapters', '1,3'], { directory: desk.path })
    expect(end.stderr).toContain('--chapters: "First" has 2 chapters, and no 3')
    expect(end.exitCode).toBe(2)
  })

  test('without --json the path comes first, then the figures', async () => {
    await mkdir(join(desk.path, 'texts'))
    await copyFile(resolve('tests/fixtures/documents/typical.txt'), join(desk.path, 'texts', 'typical.txt'))
    const { exitCode, stdout } = await runCommandLine(['narrate', 'texts/typical.txt'], {
      directory: desk.path,
    })
    expect(exitCode).toBe(0)
    expect(stdout.split('\n')[0]).toBe(join(desk.path, 'typical.wav'))
    expect(stdout).toMatch(/ loudness +-18 LUFS\n +gain +\+\d+\.\d dB\n/)
    expect(stdout).toMatch(/ missing +0\n/)
    expect(await readdir(desk.path)).toEqual(['texts', 'typical.lector-report.json', 'typical.wav'])
  })
})
