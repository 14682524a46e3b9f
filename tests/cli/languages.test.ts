import { createHash } from 'node:crypto'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { tinyConfig, tinyVitsBytes } from '../engine/voices/vits/tiny-vits'
import {
  canSpeak,
  makeDesk,
  onlyObject,
  readWav,
  runCommandLine,
  speakingNeeds,
} from '../helpers/command-line'

const english = 'The train stopped in the middle of the line. Nobody knew why it had to be just there.'
const german =
  'Der Zug hielt mitten auf der Strecke. Niemand wusste, warum er gerade dort halten musste, und es war schon dunkel.'
const french =
  'Le train s’arrêta au milieu de la campagne, et personne ne savait pourquoi il fallait attendre.'
const text = [english, german, '„Ja“, sagte er.', german, english].join('\n\n')

const times = { startSeconds: z.number(), endSeconds: z.number() }
const place = { startChar: z.int(), endChar: z.int(), ...times }
const spokenSchema = z.object({
  voice: z.string(),
  sampleRateHz: z.number(),
  audioSeconds: z.number(),
  unvoiced: z.array(z.string()),
  sentences: z.array(z.strictObject({ voice: z.string(), language: z.string().nullable(), ...place })),
  words: z.array(z.strictObject({ text: z.string(), ...place })),
})
const narratedSchema = z.object({
  files: z.array(z.object({ path: z.string() })),
  missing: z.literal(0),
  readers: z.array(
    z.strictObject({ voice: z.string(), language: z.string().nullable(), sentences: z.int() }),
  ),
  unvoiced: z.array(z.string()),
})

/** A German voice with random weights, as it would be installed. */
async function installGerman(voices: string, id: string): Promise<void> {
  const files = [
    { name: `${id}.onnx`, content: tinyVitsBytes() },
    {
      name: `${id}.onnx.json`,
      content: Buffer.from(
        JSON.stringify(tinyConfig({ espeak: { voice: 'de' }, language: { code: 'de_DE' } })),
      ),
    },
  ]
  await mkdir(join(voices, id, 'files'), { recursive: true })
  for (const { name, content } of files) await writeFile(join(voices, id, 'files', name), content)
  const manifest = {
    id,
    name: id,
    family: 'vits',
    language: 'de-DE',
    licence: { spdx: 'CC0-1.0', file: 'LICENSE' },
    files: files.map(({ name, content }) => ({
      name,
      bytes: content.length,
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    sources: [{ kind: 'python-package', name: 'none', version: '1.0', folder: 'none', bytes: 1 }],
    sampleRateHz: 16_000,
    hopSamples: 15,
    pushGrid: { frames: [100, 400], minimumTailFrames: 50 },
    wordLagSeconds: 0,
    pace: [
      [0.5, 0.5],
      [1, 1],
    ],
    model: files[0].name,
    config: files[1].name,
    frontEnd: { espeakVoice: 'de' },
  }
  await writeFile(join(voices, id, 'manifest.json'), JSON.stringify(manifest))
}

describe.skipIf(!canSpeak)(`text in two languages ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
    const voices = join(desk.path, 'voices')
    await installGerman(voices, 'gerd')
    await installGerman(voices, 'hilde')
    await symlink(resolve('models/heart'), join(voices, 'heart'))
    await writeFile(join(desk.path, 'mixed.txt'), text)
    await writeFile(join(desk.path, 'marked.md'), '---\nlang: de\n---\n\nGuten Morgen!\n')
  })
  afterAll(() => desk.remove())

  const run = (...words: string[]) =>
    runCommandLine([...words, '--json'], {
      directory: desk.path,
      environment: { LECTOR_VOICES: join(desk.path, 'voices') },
    })

  test('each sentence is spoken by a voice of its language, the times in order', async () => {
    const report = spokenSchema.parse(onlyObject(await run('speak', text, '--out', 'mixed.wav')))
    expect(report.sentences.map(({ voice, language }) => `${voice} ${language}`)).toEqual([
      ...[
        'heart en',
        'heart en',
        'gerd de',
        'gerd de',
        'gerd de',
        'gerd de',
        'gerd de',
        'heart en',
        'heart en',
      ],
    ])
    expect(report.unvoiced).toEqual([])
    for (const [index, sentence] of report.sentences.entries()) {
      const before = report.sentences.at(index - 1)
      if (index > 0 && before) expect(sentence.startSeconds).toBeGreaterThan(before.endSeconds)
      expect(sentence.endSeconds).toBeGreaterThan(sentence.startSeconds)
    }
    for (const [index, word] of report.words.entries()) {
      const before = report.words.at(index - 1)
      if (index > 0 && before) expect(word.startSeconds).toBeGreaterThanOrEqual(before.startSeconds)
      expect(text.slice(word.startChar, word.endChar)).toBe(word.text)
    }
    expect(report.words.map((word) => word.text)).toEqual(text.match(/[\p{L}]+/gu))
    const wav = await readWav(join(desk.path, 'mixed.wav'))
    expect(wav.sampleRateHz).toBe(24_000)
    expect(wav.data.length / 2 / 24_000).toBeCloseTo(report.audioSeconds, 2)
  })

  test('a document is narrated so, and the report says who read what', async () => {
    const report = narratedSchema.parse(onlyObject(await run('narrate', 'mixed.txt', '--out', 'books')))
    expect(report.readers).toEqual([
      { voice: 'heart', language: 'en', sentences: 4 },
      { voice: 'gerd', language: 'de', sentences: 5 },
    ])
  })

  test('--voice-for says who reads a language', async () => {
    const report = narratedSchema.parse(
      onlyObject(await run('narrate', 'mixed.txt', '--out', 'books', '--voice-for', 'de=hilde')),
    )
    expect(report.readers.map(({ voice }) => voice)).toEqual(['heart', 'hilde'])
  })

  test('--lock-voice has one voice read everything', async () => {
    const end = await run('narrate', 'mixed.txt', '--out', 'books', '--lock-voice')
    const report = narratedSchema.parse(onlyObject(end))
    expect(report).toMatchObject({ readers: [{ voice: 'heart', sentences: 9 }], unvoiced: [] })
    expect(end.stderr).not.toContain('No voice')
  })

  test('what a document says it is written in is believed', async () => {
    const report = narratedSchema.parse(onlyObject(await run('narrate', 'marked.md', '--out', 'books')))
    expect(report.readers).toEqual([{ voice: 'gerd', language: 'de', sentences: 1 }])
  })

  test('a language without a voice is said once and read all the same', async () => {
    const end = await run('speak', `${french}\n\n${english}\n\n${french}`)
    const report = spokenSchema.parse(onlyObject(end))
    expect(report.unvoiced).toEqual(['fr'])
    expect(new Set(report.sentences.map(({ voice }) => voice))).toEqual(new Set(['heart']))
    expect(end.stderr.match(/No voice for French is installed: Heart reads it/g)).toHaveLength(1)
  })
})
