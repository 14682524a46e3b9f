import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { canSpeak, makeDesk, runCommandLine, speakingNeeds } from '../helpers/command-line'

describe.skipIf(!canSpeak)(`what cannot be done ${speakingNeeds}`, () => {
  let desk: Awaited<ReturnType<typeof makeDesk>>
  beforeEach(async () => {
    desk = await makeDesk()
    await mkdir(join(desk.path, 'a-folder'))
    await writeFile(join(desk.path, 'empty.txt'), '')
    await writeFile(join(desk.path, 'blank.md'), ' \n\n\t\n')
    await writeFile(join(desk.path, 'symbols.txt'), '*** --- !!!\n\n☙')
    await writeFile(join(desk.path, 'fine.txt'), 'A fine text.')
    await writeFile(join(desk.path, 'program.txt'), Buffer.from('\x7fELF\x02\x01\x01\0\0\0\0\0', 'latin1'))
    await writeFile(
      join(desk.path, 'noise.txt'),
      Buffer.from(Array.from({ length: 4_096 }, (_, i) => (i * i * 7) % 31)),
    )
    await writeFile(join(desk.path, 'book.djvu'), 'AT&TFORM')
  })
  afterEach(() => desk.remove())

  const out = ['--out', 'new/folder']
  test.each([
    ['an empty text', ['speak', '', '--out', 'x.wav'], 'There is no text to read aloud'],
    ['a blank text', ['speak', ' \n ', '--out', 'x.wav'], 'There is no text to read aloud'],
    [
      'only symbols',
      ['speak', '*** --- !!!', '--out', 'x.wav'],
      'There is no word in the text that can be said',
    ],
    ['only an ornament', ['speak', '☙', '--json'], 'There is no word in the text that can be said'],
    [
      'an unknown voice',
      ['speak', 'Hi.', '--json', '--voice', 'nobody'],
      /^There is no voice in .*nobody \(/,
    ],
    ['an empty file', ['narrate', 'empty.txt', ...out], 'There is no text to read aloud'],
    ['a blank file', ['narrate', 'blank.md', ...out], 'There is no text to read aloud'],
    [
      'a file of symbols',
      ['narrate', 'symbols.txt', ...out],
      'There is no word in the text that can be said',
    ],
    [
      'a program named .txt',
      ['narrate', 'program.txt', ...out],
      /^"program.txt" holds elf, not text: Lector reads/,
    ],
    ['noise named .txt', ['narrate', 'noise.txt', ...out], /^"noise.txt" holds data, not text: Lector reads/],
    [
      'a format of the future',
      ['narrate', 'book.djvu', ...out],
      /^"book.djvu" is of the format djvu, which Lector cannot/,
    ],
    ['a file that has vanished', ['narrate', 'gone.txt', ...out], /^There is no file .*gone\.txt$/],
    ['a folder to read', ['narrate', 'a-folder', ...out], /a-folder is not a file$/],
    ['a folder to write to', ['speak', 'Hi.', '--out', 'a-folder'], /a-folder is a folder: --out needs/],
    [
      'a folder that is not there',
      ['speak', 'Hi.', '--out', 'no/x.wav'],
      /there is no folder .*no, or nothing/,
    ],
    [
      'a file where a folder must be',
      ['narrate', 'fine.txt', '--out', 'empty.txt/x'],
      /is a file, not a folder$/,
    ],
  ])('%s: one line, exit code 1, nothing left behind', async (_, words, message) => {
    const before = await readdir(desk.path, { recursive: true })
    const { exitCode, stdout, stderr } = await runCommandLine(words, { directory: desk.path })
    expect(stderr.match(/\n/g), stderr).toHaveLength(1)
    expect(stderr.trimEnd()).toMatch(message)
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(await readdir(desk.path, { recursive: true })).toEqual(before)
  })

  test.skipIf(!existsSync('/proc/self'))(
    'a place nobody can write to: one line, exit code 1 (needs /proc)',
    async () => {
      const commands = [
        ['speak', 'Hi.', '--out', '/proc/hi.wav'],
        ['narrate', 'fine.txt', '--out', '/proc/books'],
      ]
      for (const words of commands) {
        const { exitCode, stderr } = await runCommandLine(words, { directory: desk.path })
        expect(stderr).toMatch(/^\/proc\/\S+ cannot be written: [^\n]+\n$/)
        expect(exitCode).toBe(1)
      }
    },
  )

  test.each([[['speak', '--json']], [['speak', 'Hi.']], [['narrate']], [['bench', '5']]])(
    '%j lacks or exceeds what the command takes: one line, exit code 2',
    async (words) => {
      const { exitCode, stderr } = await runCommandLine(words, { directory: desk.path })
      expect(stderr).toMatch(/^[^\n]+ \(npm start -- help lists what there is\)\n$/)
      expect(exitCode).toBe(2)
    },
  )
})
