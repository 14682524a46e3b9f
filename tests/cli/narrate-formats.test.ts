import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rmdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canProbe, coverIn, decode, probe, probeNeeds } from '../engine/export/encoded/media-tools'
import { readVtt } from '../engine/export/subtitles/read-subtitles'
import { bookBytes, tinyBook } from '../fixtures/epub/books'
import { isBuilt, makeDesk, onlyObject, runCommandLine, startCommandLine } from '../helpers/command-line'
import { isFetched } from '../helpers/installed-voice'

describe.skipIf(!isBuilt || !isFetched('joe') || !canProbe)(
  `narrate --format, by the voice Joe (needs out/main/cli.js and models/joe/files) ${probeNeeds}`,
  () => {
    let desk: Awaited<ReturnType<typeof makeDesk>>
    beforeEach(async () => {
      desk = await makeDesk()
    })
    afterEach(() => desk.remove())

    async function filesIn(folder: string): Promise<Record<string, string>> {
      const names = (await readdir(folder)).sort()
      const contents = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')))
      return Object.fromEntries(names.map((name, index) => [name, contents[index]]))
    }

    test('two chapters become an M4B and an MP3 with both, and subtitles of all that is said', async () => {
      const text = '# A Walk\n\n## Out\n\nWe went out at seven.\n\n## Home\n\nIt was cold. We came home.\n'
      await writeFile(join(desk.path, 'walk.md'), text)
      const words = ['narrate', 'walk.md', '--voice', 'joe', '--format', 'm4b,mp3', '--subtitles', 'vtt']
      const end = await runCommandLine([...words, '--out', 'out', '--json'], { directory: desk.path })
      const names = ['A Walk.m4b', 'A Walk.mp3', 'A Walk.vtt']
      const report = onlyObject(end) as { files: { seconds: number }[] }
      const [{ seconds }] = report.files
      const files = names.map((name) => ({ path: join(desk.path, 'out', name), seconds }))
      expect(report).toMatchObject({ files, documents: [{ files }], voice: 'joe', sentences: 6 })
      expect(await readdir(join(desk.path, 'out'))).toEqual(['A Walk.lector-report.json', ...names])
      expect(
        onlyObject(await runCommandLine(['verify', 'out', '--json'], { directory: desk.path })),
      ).toMatchObject({
        ok: true,
        reports: [{ recordings: [], files: names, counts: { sentences: 6, missing: 0 } }],
      })
      expect(end.stderr).not.toContain('undefined')
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
      const text = '# Out\n\nWe went out.\n\n# Home\n\nWe came home.\n'
      await writeFile(join(desk.path, 'walk.md'), text)
      const choices = ['--voice', 'joe', '--format', 'm4b,mp3', '--subtitles', 'srt', '--words']
      const words = (out: string) => ['narrate', 'walk.md', ...choices, '--out', out]
      const options = { directory: desk.path }
      expect(await runCommandLine(words('whole'), options)).toMatchObject({ exitCode: 0 })
      const whole = await filesIn(join(desk.path, 'whole'))
      expect(Object.keys(whole)).toHaveLength(5)
      const broken = join(desk.path, 'broken')
      let killed = 0
      for (const name of ['Out.m4b.part', 'Out.mp3.part']) {
        const running = startCommandLine(words('broken'), options)
        let hasEnded = false
        const ended = running.ended.finally(() => (hasEnded = true))
        while (!existsSync(join(broken, name)) && !hasEnded) await wait(1)
        running.child.kill('SIGKILL')
        if ((await ended).signal === 'SIGKILL') killed++
      }
      expect(killed).toBeGreaterThan(0)
      expect(await runCommandLine(words('broken'), options)).toMatchObject({ exitCode: 0 })
      expect(await filesIn(broken)).toEqual(whole)
    }, 300_000)

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
