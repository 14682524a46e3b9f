import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { canSpeak, makeDesk, onlyObject, runCommandLine, speakingNeeds } from '../helpers/command-line'

const tokenSchema = z.strictObject({
  text: z.string().min(1),
  startChar: z.int(),
  endChar: z.int(),
  spoken: z.string().min(1).nullable(),
  phonemes: z.string(),
})
const answerSchema = z.strictObject({
  sentences: z.array(
    z.strictObject({
      startChar: z.int(),
      endChar: z.int(),
      phonemes: z.string(),
      tokens: z.array(tokenSchema),
    }),
  ),
})

describe.skipIf(!canSpeak)(`phonemes ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
  })
  afterAll(() => desk.remove())
  const run = (...words: string[]) => runCommandLine(words, { directory: desk.path })

  test('says what is heard for every printed token of every sentence', async () => {
    const text = 'Dr. Smith paid $19.50, “gladly”. He left.'
    const { sentences } = answerSchema.parse(onlyObject(await run('phonemes', text, '--json')))
    expect(sentences.map(({ phonemes }) => phonemes)).toEqual([
      'dˈɑktəɹ smˈɪθ pˈAd nˌIntˈin dˈɑləɹz ænd fˈɪfti sˈɛnts, ɡlˈædli.',
      'hˌi lˈɛft.',
    ])
    const tokens = sentences.flatMap((sentence) => sentence.tokens)
    for (const token of tokens) expect(text.slice(token.startChar, token.endChar)).toBe(token.text)
    expect(tokens.slice(0, 6).map(({ text: written, spoken }) => [written, spoken])).toEqual([
      ['Dr.', 'Doctor'],
      ['Smith', 'Smith'],
      ['paid', 'paid'],
      ['$19.50', 'nineteen dollars and fifty cents'],
      [',', null],
      ['“', null],
    ])
    expect(tokens[3].phonemes).toBe('nˌIntˈin dˈɑləɹz ænd fˈɪfti sˈɛnts')
  })

  test('people are given a line for each sentence', async () => {
    expect((await run('phonemes', 'One. Two.')).stdout).toBe('wˈʌn.\ntˈu.\n')
  })

  test('a file of lines is answered line by line, whatever is in them', async () => {
    await writeFile(join(desk.path, 'lines.txt'), 'One. Two.\n\n世界 \u0000\r\nThree')
    const { exitCode, stdout } = await run('phonemes', '--lines', 'lines.txt', '--json')
    expect(exitCode).toBe(0)
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => answerSchema.parse(JSON.parse(line)))
    expect(answers.map(({ sentences }) => sentences.map(({ phonemes }) => phonemes))).toEqual([
      ['wˈʌn.', 'tˈu.'],
      [],
      [''],
      ['θɹˈi'],
    ])
    expect((await run('phonemes', '--lines', 'lines.txt')).stdout).toBe('wˈʌn. tˈu.\n\n\nθɹˈi\n')
  })

  test.each([
    [['phonemes'], 2, 'phonemes needs a text or a file of lines'],
    [['phonemes', 'One.', '--lines', 'lines.txt'], 2, 'phonemes needs a text or a file of lines'],
    [['phonemes', '--lines', 'absent.txt'], 1, 'absent.txt'],
    [['phonemes', '--lines', '.'], 1, 'is not a file'],
  ])('%j is refused in one line', async (words, code, reason) => {
    const { exitCode, stdout, stderr } = await run(...words)
    expect({ exitCode, stdout }).toEqual({ exitCode: code, stdout: '' })
    expect(stderr).toContain(reason)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
  })
})
