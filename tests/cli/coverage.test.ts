import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { documentFormats } from '@contract/document'
import { corpusFolder, hasCorpus } from '../helpers/corpus-folder'
import { canSpeak, makeDesk, onlyObject, runCommandLine, speakingNeeds } from '../helpers/command-line'

/** One of each kind of archive, page and text; all of them are gone through without a process each elsewhere. */
const documents = [
  'md-mammoth-readme.md',
  'docx-ruby-phonetic.docx',
  'epub3-waste-land-obfuscated-fonts.epub',
]
const count = z.int().nonnegative()
const reportSchema = z.strictObject({
  path: z.string(),
  title: z.string(),
  format: z.enum(documentFormats),
  characters: count,
  sentences: count,
  words: count,
  spoken: count,
  silent: z.record(z.string(), count),
  unaccounted: count,
  examples: z.array(z.strictObject({ block: count, startChar: count, endChar: count, text: z.string() })),
})
const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((a, b) => a + b, 0)

describe.skipIf(!canSpeak)(`coverage ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
  })
  afterAll(() => desk.remove())
  const run = (...words: string[]) => runCommandLine(words, { directory: desk.path })

  test('every character of a file is in exactly one of the counts', async () => {
    const text = '# Notes\n\nIt was **late**.\n'
    await writeFile(join(desk.path, 'notes.md'), text)
    const report = reportSchema.parse(onlyObject(await run('coverage', 'notes.md', '--json')))
    expect(report).toMatchObject({ characters: text.length, spoken: 14, sentences: 2, unaccounted: 0 })
    expect(report.silent).toEqual({ markup: 6, 'white space': 5, punctuation: 1 })
  })

  test('people are given a table', async () => {
    await writeFile(join(desk.path, 'short.txt'), 'One, two.')
    const { stdout } = await run('coverage', 'short.txt')
    expect(stdout).toMatch(/characters +9\n.*spoken +6\n.*silent: punctuation +2\n.*silent: white space +1\n/)
  })

  test.skipIf(!hasCorpus).each(documents)(
    'nothing of %s is unaccounted for (skipped where ../shared/corpus is absent)',
    async (name) => {
      const report = reportSchema.parse(onlyObject(await run('coverage', join(corpusFolder, name), '--json')))
      expect(report.examples).toEqual([])
      expect(report.unaccounted).toBe(0)
      expect(report.spoken + sum(report.silent)).toBe(report.characters)
    },
  )

  test('a file that is none is refused in one line', async () => {
    const { exitCode, stderr } = await run('coverage', 'absent.txt')
    expect(exitCode).toBe(1)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect((await run('coverage')).exitCode).toBe(2)
  })
})
