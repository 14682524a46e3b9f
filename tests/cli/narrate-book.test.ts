import { existsSync } from 'node:fs'
import { appendFile, copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordingWordsSchema } from '@contract/recording-words'
import { openDocument } from '../../src-main/engine/documents'
import { bookBytes, tinyBook } from '../fixtures/epub/books'
import {
  canSpeak,
  endCommandLine,
  makeDesk,
  onlyObject,
  runCommandLine,
  speakingNeeds,
  type CommandLineEnd,
} from '../helpers/command-line'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'
import { epubcheckNeeds, hasEpubcheck, newFaultsOf } from '../helpers/epubcheck'
import { entriesOf, overlaysOf } from '../helpers/overlay-book'

const title = 'The Waste Land'
const source = join(corpusFolder, 'epub3-waste-land-obfuscated-fonts.epub')
/** A word of a book and when it is heard, in thousandths of a second. */
type Heard = readonly [text: string, start: number, end: number]
const milliseconds = (seconds: number | undefined): number => Math.round((seconds ?? NaN) * 1_000)

describe.skipIf(!canSpeak)(`narrate --format epub ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  let options: { directory: string }
  beforeEach(async () => {
    desk = await makeDesk()
    options = { directory: desk.path }
  })
  afterEach(() => desk.remove())

  describe.skipIf(!hasCorpus)(`of a published book ${corpusNeeds}`, () => {
    const words = (out: string) => [
      ...['narrate', source, '--format', 'epub', '--chapters', '2', '--words', '--out', out, '--json'],
    ]
    let whole: Awaited<ReturnType<typeof makeDesk>>
    let unbroken: CommandLineEnd
    const wholeFolder = (): string => join(whole.path, 'out')
    beforeAll(async () => {
      whole = await makeDesk()
      unbroken = await runCommandLine(words('out'), { directory: whole.path })
    })
    afterAll(() => whole.remove())

    test('the report holds for the book too, which is told from another one', async () => {
      await cp(wholeFolder(), join(desk.path, 'out'), { recursive: true })
      const verify = () => runCommandLine(['verify', 'out', '--json'], options)
      expect(JSON.parse((await verify()).stdout)).toMatchObject({
        ...{ ok: true, reports: [{ files: [`${title}.words.json`, `${title}.epub`] }] },
      })
      await appendFile(join(desk.path, 'out', `${title}.epub`), ' ')
      const problems = [{ kind: 'wrong-length', recording: `${title}.epub` }]
      expect(JSON.parse((await verify()).stdout)).toMatchObject({ ok: false, reports: [{ problems }] })
    })

    test('Lector opens what it made, and each word is where it is said, and when', async () => {
      const report = onlyObject(unbroken) as { files: { path: string }[] }
      const names = [`${title}.epub`, `${title}.words.json`]
      const left = (await readdir(wholeFolder())).sort()
      expect(left).toEqual([names[0], `${title}.lector-report.json`, names[1]])
      expect(report.files.map(({ path }) => path).sort()).toEqual(
        names.map((name) => join(wholeFolder(), name)),
      )
      const path = join(wholeFolder(), names[0])
      const [before, after] = [
        await openDocument({ source: { kind: 'file', path: source } }),
        await openDocument({ source: { kind: 'file', path } }),
      ]
      expect(after.blocks.map(({ text }) => text)).toEqual(before.blocks.map(({ text }) => text))
      expect(after.narrators).toEqual(['Heart'])
      const told = recordingWordsSchema.parse(
        JSON.parse(await readFile(join(wholeFolder(), names[1]), 'utf8')),
      )
      const said = told.sentences.flatMap((sentence) =>
        sentence.words.map(([start, end, from, until]): Heard => [
          ...([told.blocks[sentence.block].text.slice(start, end), milliseconds(from)] as const),
          milliseconds(until),
        ]),
      )
      expect(said.length).toBeGreaterThan(300)
      const lit = new Map(
        after.overlays.map(({ block, startChar, endChar, startSeconds, endSeconds }) => [
          milliseconds(startSeconds),
          [after.blocks[block].text.slice(startChar, endChar), milliseconds(endSeconds)] as const,
        ]),
      )
      const others = said.filter(([text, start, end]) => {
        const clip = lit.get(start)
        return clip === undefined || !text.startsWith(clip[0]) || Math.abs(clip[1] - end) > 1
      })
      expect(others.length).toBeLessThan(said.length / 50)
      const entries = await entriesOf(await readFile(path))
      expect(overlaysOf(entries)).toHaveLength(1)
      expect([...entries.keys()].filter((name) => name.endsWith('.mp3'))).toHaveLength(1)
    }, 180_000)

    test.skipIf(!hasEpubcheck)(
      `EPUBCheck finds no fault that the book does not have ${epubcheckNeeds}`,
      async () => {
        expect(await newFaultsOf(join(wholeFolder(), `${title}.epub`), source)).toEqual([])
      },
      180_000,
    )

    test.skipIf(process.platform === 'win32')(
      'killed while its files are made it ends, run again, with those of an unbroken run (not on Windows, which knows no SIGKILL)',
      async () => {
        const broken = join(desk.path, 'broken')
        const work = join(broken, `${title}.lector-export`)
        let killed = 0
        for (const part of [join(work, `${title}.mp3.part`), join(broken, `${title}.epub.part`)]) {
          const isThere = (): boolean => existsSync(part)
          if ((await endCommandLine('SIGKILL', words('broken'), options, isThere)).signal === 'SIGKILL')
            killed++
        }
        expect(killed).toBeGreaterThan(0)
        expect(await runCommandLine(words('broken'), options)).toMatchObject({ exitCode: 0 })
        expect((await readdir(broken)).sort()).toEqual((await readdir(wholeFolder())).sort())
        const [one, other] = [await undated(wholeFolder()), await undated(broken)]
        expect([...one.keys()]).toEqual([...other.keys()])
        for (const [name, bytes] of one) expect(other.get(name)?.equals(bytes), name).toBe(true)
      },
      300_000,
    )

    /** All that is in the book; each run was asked for at another time. */
    async function undated(folder: string): Promise<Map<string, Buffer>> {
      const entries = await entriesOf(await readFile(join(folder, `${title}.epub`)))
      for (const [name, bytes] of entries)
        if (name.endsWith('.opf'))
          entries.set(name, Buffer.from(String(bytes).replace(/(dcterms:modified">)[^<]*/, '$1')))
      return entries
    }
  })

  test('what is no EPUB is told so, and the others are narrated', async () => {
    await writeFile(join(desk.path, 'book.epub'), bookBytes(tinyBook))
    await writeFile(join(desk.path, 'notes.md'), 'Notes.')
    const words = ['narrate', 'notes.md', 'book.epub', '--format', 'epub', '--out', 'out']
    const end = await runCommandLine(words, options)
    expect(end.exitCode).toBe(2)
    expect(end.stderr).toContain(`--format epub is for EPUBs, and ${join(desk.path, 'notes.md')} is none`)
    expect((await readdir(join(desk.path, 'out'))).sort()).toEqual([
      'A Book.epub',
      'A Book.lector-report.json',
    ])
  })

  test('never takes the place of the book that it is made of', async () => {
    await mkdir(join(desk.path, 'books'))
    const path = join(desk.path, 'books', 'A Book.epub')
    await writeFile(path, bookBytes(tinyBook))
    await copyFile(path, join(desk.path, 'before.epub'))
    const words = ['narrate', join('books', 'A Book.epub'), '--format', 'epub,wav', '--out', 'books']
    const end = await runCommandLine(words, options)
    expect(end).toMatchObject({ exitCode: 1 })
    expect(end.stderr).toContain('A Book.epub is the book that is narrated: --out needs another folder')
    expect(await readdir(join(desk.path, 'books'))).toEqual(['A Book.epub'])
    expect((await readFile(path)).equals(await readFile(join(desk.path, 'before.epub')))).toBe(true)
  })
})
