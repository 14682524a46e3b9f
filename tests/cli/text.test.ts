import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hostileFiles } from '../fixtures/hostile'
import { isBuilt, makeDesk, onlyObject, runCommandLine } from '../helpers/command-line'

const reportSchema = z.strictObject({
  title: z.string(),
  authors: z.array(z.string()),
  language: z.string().nullable(),
  format: z.string(),
  encoding: z.object({ name: z.string(), isGuess: z.boolean() }).nullable(),
  contents: z.array(z.strictObject({ title: z.string(), level: z.number(), startBlock: z.number() })),
  blocks: z.array(z.looseObject({ kind: z.string(), text: z.string(), skipped: z.string().nullable() })),
  skipped: z.record(z.string(), z.number()),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })),
})
const refusalSchema = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) })

describe.skipIf(!isBuilt)('text (needs out/main/cli.js)', () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeAll(async () => {
    desk = await makeDesk()
    await writeFile(
      join(desk.path, 'notes.md'),
      '# Notes\n\nIt was **late**.\n\n```\nx = 1\n```\n\n- one\n- two\n',
    )
    await writeFile(join(desk.path, 'empty.txt'), '')
    await writeFile(join(desk.path, 'picture.txt'), Buffer.from('89504e470d0a1a0a0000', 'hex'))
  })
  afterAll(() => desk.remove())
  const run = (...words: string[]) => runCommandLine(['text', ...words], { directory: desk.path })

  test('with --json every block is there, with the rule that skips it', async () => {
    const report = reportSchema.parse(onlyObject(await run('notes.md', '--json')))
    expect(report).toMatchObject({
      title: 'Notes',
      authors: [],
      language: null,
      skipped: { code: 1 },
      warnings: [],
    })
    expect(report.contents).toEqual([{ title: 'Notes', level: 1, startBlock: 0 }])
    expect(report.blocks.map(({ kind, text, skipped }) => [kind, text, skipped])).toEqual([
      ['heading', 'Notes', null],
      ['paragraph', 'It was late.', null],
      ['code', 'x = 1', 'code'],
      ['list-item', 'one', null],
      ['list-item', 'two', null],
    ])
  })

  test('people are given the text, and how much of what is skipped', async () => {
    const { exitCode, stdout } = await run('notes.md')
    expect(exitCode).toBe(0)
    expect(stdout).toBe('Notes\n\nNotes\n\nIt was late.\n\n• one\n• two\n\nSkipped: code 1\n')
  })

  test.each([
    ['empty.txt', 'document/empty', /no text/],
    ['picture.txt', 'document/not-text', /not text/],
    ['gone.epub', 'document/missing', /no file/],
  ])('%s is refused with 3: one sentence, as an object with --json', async (name, code, sentence) => {
    const { exitCode, stdout, stderr } = await run(name, '--json')
    expect(exitCode).toBe(3)
    const { error } = refusalSchema.parse(JSON.parse(stdout))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(sentence)
    const forPeople = await run(name)
    expect(forPeople).toMatchObject({ exitCode: 3, stdout: '' })
    expect(forPeople.stderr.trimEnd()).toBe(error.message)
    expect(stderr.trimEnd()).toBe(error.message)
  })

  test('a document that would take for ever is refused with 3', async () => {
    const endless = hostileFiles.find(({ name }) => name === 'code.md')
    await writeFile(join(desk.path, 'endless.md'), (await endless?.make('', '')) ?? '')
    const { exitCode, stdout } = await run('endless.md', '--json')
    // A parser that has learnt to read it is welcome.
    if (exitCode === 0) return
    expect(exitCode).toBe(3)
    expect(refusalSchema.parse(JSON.parse(stdout)).error).toMatchObject({ code: 'document/timeout' })
  })

  test('without a file, or with an option that is none, it is the usage that is wrong', async () => {
    expect((await run()).exitCode).toBe(2)
    expect((await run('notes.md', '--pass', 'x')).exitCode).toBe(2)
    const tooLong = await run('notes.md', '--password', 's3cret'.repeat(500))
    expect(tooLong.exitCode).toBe(2)
    expect(tooLong.stderr).not.toContain('s3cret')
  })
})
