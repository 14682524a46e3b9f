import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { canProbe, coverIn, decode, probe, probeNeeds } from '../engine/export/encoded/media-tools'
import { readVtt } from '../engine/export/subtitles/read-subtitles'
import { bookBytes, tinyBook } from '../fixtures/epub/books'
import {
  endCommandLine,
  isBuilt,
  makeDesk,
  onlyObject,
  runCommandLine,
  type CommandLineEnd,
} from '../helpers/command-line'
import { filesIn } from '../helpers/folder-contents'
import { isFetched } from '../helpers/installed-voice'

describe.skipIf(!isBuilt || !isFetched('joe') || !canProbe)(
  `narrate --format, by the voice Joe (needs out/main/cli.js and models/joe/files) ${probeNeeds}`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeEach(async () => {
      desk = await makeDesk()
    })
    afterEach(() => desk.remove())

    describe('of two chapters', () => {
      const text = '# A Walk\n\n## Out\n\nWe went out at seven.\n\n## Home\n\nIt was cold. We came home.\n'
      const choices = ['--voice', 'joe', '--format', 'm4b,mp3', '--subtitles', 'vtt', '--words', '--json']
      const words = (out: string) => ['narrate', 'walk.md', ...choices, '--out', out]
      let whole: Awaited<ReturnType<typeof makeDesk>>
      let unbroken: CommandLineEnd
      const wholeFolder = (): string => join(whole.path, 'out')
      beforeAll(async () => {
        whole = await makeDesk()
        await writeFile(join(whole.path, 'walk.md'), text)
        unbroken = await runCommandLine(words('out'), { directory: whole.path })
      })
      afterAll(() => whole.remove())

      test('makes an M4B and an MP3 with both, and words and subtitles of all that is said', async () => {
        const names = ['A Walk.m4b', 'A Walk.mp3', 'A Walk.vtt', 'A Walk.m4b.words.json']
        const report = onlyObject(unbroken) as { files: { seconds: number }[] }
        const [{ seconds }] = report.files
        const files = names.map((name) => ({ path: join(wholeFolder(), name), seconds }))
        expect(report).toMatchObject({ files, documents: [{ files }], voice: 'joe', sentences: 6 })
        expect((await readdir(wholeFolder())).sort()).toEqual(['A Walk.lector-report.json', ...names].sort())
        const verified = await runCommandLine(['verify', 'out', '--json'], { directory: whole.path })
        expect(onlyObject(verified)).toMatchObject({
          ok: true,
          reports: [{ recordings: [], files: names, counts: { sentences: 6, missing: 0 } }],
        })
        expect(unbroken.stderr).not.toContain('undefined')
        const cues = readVtt(await readFile(files[2].path, 'utf8'))
        expect(cues.map(({ lines }) => lines.join(' '))).toEqual([
          ...['A Walk', 'Out', 'We went out at seven.', 'Home', 'It was cold.', 'We came home.'],
        ])
        const starts: number[] = []
        for (const { path } of files.slice(0, 2)) {
          const { chapters, format } = await probe(path)
          expect(chapters.map(({ tags }) => tags?.title)).toEqual(['Out', 'Home'])
          expect(format.tags).toMatchObject({ title: 'A Walk', album: 'A Walk' })
          expect(format.tags?.comment).toBe('Synthetic speech by the voice Joe')
          const { samples, complaints } = await decode(path)
          expect(complaints).toBe('')
          expect(Math.abs(samples.length / 22_050 - seconds)).toBeLessThan(0.06)
          starts.push(Number(chapters[1].start_time))
        }
        expect(Math.abs(starts[0] - starts[1])).toBeLessThan(0.002)
        // The second chapter begins as its heading is said.
        expect(cues[3].start / 1_000).toBeGreaterThanOrEqual(starts[0] - 0.001)
        expect(cues[3].start / 1_000 - starts[0]).toBeLessThan(0.5)
      })

      test('killed while it encodes, it ends, run again, with the files of an unbroken run', async () => {
        await writeFile(join(desk.path, 'walk.md'), text)
        const options = { directory: desk.path }
        const broken = join(desk.path, 'broken')
        let killed = 0
        for (const name of ['A Walk.m4b.part', 'A Walk.mp3.part']) {
          const isThere = (): boolean => existsSync(join(broken, name))
          if ((await endCommandLine('SIGKILL', words('broken'), options, isThere)).signal === 'SIGKILL')
            killed++
        }
        expect(killed).toBeGreaterThan(0)
        expect(await runCommandLine(words('broken'), options)).toMatchObject({ exitCode: 0 })
        expect(await filesIn(broken)).toEqual(await filesIn(wholeFolder()))
      }, 300_000)
    })

    test('an audiobook of an EPUB has its cover', async () => {
      const cover = await readFile('docs/screenshot.png')
      const picture = { href: 'c.png', attributes: 'properties="cover-image"', data: cover }
      const book = { files: [...(tinyBook.files ?? []), picture] }
      await writeFile(join(desk.path, 'book.epub'), bookBytes(book))
      const words = ['narrate', 'book.epub', '--voice', 'joe', '--format', 'm4b', '--json']
      onlyObject(await runCommandLine(words, { directory: desk.path }))
      const { format } = await probe(join(desk.path, 'A Book.m4b'))
      expect(format.tags).toMatchObject({ title: 'A Book', artist: 'A. Author' })
      expect((await coverIn(join(desk.path, 'A Book.m4b'))).equals(cover)).toBe(true)
    })

    test('a file that cannot be written costs nothing of what was narrated, however often it is tried', async () => {
      await writeFile(join(desk.path, 'walk.txt'), 'We went out.')
      await mkdir(join(desk.path, 'walk.mp3'))
      const words = ['narrate', 'walk.txt', '--voice', 'joe', '--format', 'mp3', '--no-cache']
      const work = join(desk.path, 'walk.lector-export')
      let narrated: Buffer | null = null
      for (let run = 1; run <= 2; run++) {
        const end = await runCommandLine(words, { directory: desk.path })
        expect(end).toMatchObject({ exitCode: 1 })
        expect(end.stderr).toMatch(/walk\.mp3 is a folder/)
        const kept = await readFile(join(work, 'walk.wav'))
        narrated ??= kept
        expect(kept.equals(narrated)).toBe(true)
      }
      await rmdir(join(desk.path, 'walk.mp3'))
      expect(await runCommandLine(words, { directory: desk.path })).toMatchObject({ exitCode: 0 })
      expect(await readdir(desk.path)).toEqual(['walk.lector-report.json', 'walk.mp3', 'walk.txt'])
      expect((await stat(join(desk.path, 'walk.mp3'))).size).toBeGreaterThan(4_000)
    })
  },
)
