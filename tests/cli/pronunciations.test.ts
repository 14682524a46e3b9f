import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseCommandLine } from '../../src-main/cli/arguments'
import { failureLine } from '../../src-main/cli/failure-line'
import { loadPronounce } from '../../src-main/cli/pronunciations'
import { createTerminal } from '../../src-main/cli/terminal'
import { paragraph } from '../helpers/paragraphs'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-words-'))
})
afterEach(() => rm(directory, { recursive: true }))

const lexicons = [
  {
    text: 'two',
    match: 'word' as const,
    matchCase: false,
    say: { kind: 'words' as const, words: 'lexicon' },
    scope: 'everywhere' as const,
  },
]

/** The dictionary that the options name, and what was told of it. */
async function load(words: readonly string[], document?: { lexicons: typeof lexicons }) {
  const notices: string[] = []
  const pronounce = await loadPronounce(
    {
      line: parseCommandLine(['speak', 'hi', ...words]),
      terminal: { ...createTerminal(true), notice: (text: string) => notices.push(text) },
      signal: new AbortController().signal,
      resolvePath: (path) => join(directory, path),
    },
    document,
  )
  const text = 'one two three'
  const said = pronounce?.(paragraph(text), { startChar: 0, endChar: text.length }) ?? []
  return { pronounce, notices, said: said.map(({ say }) => ('words' in say ? say.words : say.kind)) }
}

describe('loadPronounce', () => {
  test('without a file and without lexicons there is nothing to load', async () => {
    expect((await load([])).pronounce).toBeUndefined()
  })

  test('the file comes before the document’s lexicons, which hold without one', async () => {
    await writeFile(join(directory, 'words.txt'), 'one,won\ntwo,too\n')
    expect((await load(['--pronunciations', 'words.txt'], { lexicons })).said).toEqual(['won', 'too'])
    expect((await load([], { lexicons })).said).toEqual(['lexicon'])
  })

  test('lines that are wrong are told of, the first of them by number', async () => {
    await writeFile(join(directory, 'words.txt'), 'one,won\n' + 'nothing\n'.repeat(7))
    const { notices, said } = await load(['--pronunciations', 'words.txt'])
    expect(said).toEqual(['won'])
    const path = join(directory, 'words.txt')
    expect(notices[0]).toBe(`${path}, line 2: There is no comma between a word and what to say for it`)
    expect(notices).toHaveLength(6)
    expect(notices[5]).toBe(`${path}: 2 more entries were left out`)
  })

  test('what cannot be read is one sentence that names file and line', async () => {
    const refused = async (name: string): Promise<string> =>
      failureLine(await load(['--pronunciations', name]).catch((error: unknown) => error))
    await writeFile(join(directory, 'prose.txt'), '\nJust prose.')
    expect(await refused('prose.txt')).toBe(
      `${join(directory, 'prose.txt')}, line 2: There is no comma between a word and what to say for it`,
    )
    expect(await refused('absent.csv')).toBe(`There is no file ${join(directory, 'absent.csv')}`)
    expect(await refused('.')).toContain('is not a file')
  })
})
