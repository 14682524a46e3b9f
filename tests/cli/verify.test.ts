import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportReportSchema } from '@contract/export-report'
import { canSpeak, makeDesk, onlyObject, runCommandLine } from '../helpers/command-line'
import { isFetched } from '../helpers/installed-voice'
import { wavsOf } from '../helpers/narrated-job'

describe.skipIf(!canSpeak || !isFetched('joe'))('verify (needs out/main/cli.js and models/joe/files)', () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
    await writeFile(join(desk.path, 'walk.md'), '# Out\n\nIt was cold. We went.\n\n# Home\n\nWe came back.\n')
    const end = await run('narrate', 'walk.md', '--out', 'books', '--per', 'both', '--voice', 'joe', '--json')
    expect(onlyObject(end)).toMatchObject({ sentences: 5, missing: 0 })
  })
  afterAll(() => desk.remove())
  const run = (...words: string[]) => runCommandLine(words, { directory: desk.path })

  test('holds what narrate has written to its report, which lies beside it', async () => {
    expect(await readdir(join(desk.path, 'books'))).toEqual([
      ...['01 Out.wav', '02 Home.wav', 'Out.lector-report.json', 'Out.wav'],
    ])
    const path = join(desk.path, 'books', 'Out.lector-report.json')
    const report = exportReportSchema.parse(JSON.parse(await readFile(path, 'utf8')))
    expect(report).toMatchObject({ voice: { id: 'joe' }, counts: { sentences: 5, rendered: 5, missing: 0 } })
    for (const operand of ['books', 'books/Out.lector-report.json']) {
      const end = await run('verify', operand, '--json')
      expect(end.exitCode).toBe(0)
      expect(end.stderr).toMatch(/^\d+ %: Out\.lector-report\.json\n/)
      const verified = onlyObject(end) as { reports: [{ recordings: unknown[] }] }
      expect(verified).toMatchObject({
        ok: true,
        reports: [
          {
            path,
            ok: true,
            title: 'Out',
            problems: [],
            counts: { sentences: 5, rendered: 5, nothingToSay: 0, missing: 0 },
          },
        ],
      })
      expect(verified.reports[0].recordings).toHaveLength(3)
      for (const recording of verified.reports[0].recordings)
        expect(recording).toMatchObject({
          integratedLufs: expect.closeTo(-22, -1.2) as number,
          truePeakDbtp: expect.closeTo(-5, -1) as number,
        })
    }
    const { stdout } = await run('verify', 'books')
    expect(stdout).toMatch(/Out\.lector-report\.json\n/)
    expect(stdout).toMatch(/ {2}01 Out\.wav +0:00:0\d +-\d+\.\d LUFS +-\d+\.\d dBTP\n/)
    expect(stdout).toMatch(/ {2}5 sentences, 0 missing\n {2}All is well\.\n$/)
  })

  test('names the sentence that is damaged and exits with 1', async () => {
    const path = join(desk.path, 'books', '01 Out.wav')
    const wav = await readFile(path)
    const report = exportReportSchema.parse(
      JSON.parse(await readFile(join(desk.path, 'books', 'Out.lector-report.json'), 'utf8')),
    )
    const [, heard] = report.sentences[2].heard
    const damaged = Buffer.from(wav)
    damaged[wavsOf(report)[1].dataStartByte + 2 * heard.startSample + 500] ^= 4
    await writeFile(path, damaged)
    const end = await run('verify', 'books')
    expect(end.exitCode).toBe(1)
    expect(end.stdout).toMatch(/“01 Out\.wav” was changed after it was written, or is damaged\.\n/)
    expect(end.stdout).toMatch(
      /In “01 Out\.wav” sentence 3, at 0:00:0\d, is damaged \(block 1, characters 13 to 21\)\.\n$/,
    )
    expect(end.stderr).toMatch(/The recordings are not what their report says \(2 problems\)\n$/)
    const { exitCode, stdout } = await run('verify', 'books', '--json')
    expect(exitCode).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      reports: [
        { ok: false, problems: [{ kind: 'wrong-content' }, { kind: 'damaged-sentence', sentence: 3 }] },
      ],
    })
    await rm(path)
    expect((await run('verify', 'books')).stdout).toMatch(/“01 Out\.wav” is not there\.\n$/)
    await writeFile(path, wav)
    expect((await run('verify', 'books')).exitCode).toBe(0)
  })

  test('says what it cannot verify', async () => {
    expect(await run('verify', '.')).toMatchObject({
      exitCode: 1,
      stderr: `There is no report of a narration in ${desk.path}\n`,
    })
    expect(await run('verify', 'gone')).toMatchObject({
      exitCode: 1,
      stderr: `There is no file ${join(desk.path, 'gone')}\n`,
    })
    expect(await run('verify')).toMatchObject({ exitCode: 2 })
    const other = await run('verify', 'walk.md')
    expect(other.exitCode).toBe(1)
    expect(other.stdout).toMatch(/This is no report of a narration that Lector can read \(no JSON\)\.\n$/)
  })
})
