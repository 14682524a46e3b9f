import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocument, readSound } from '../../../../src-main/engine/documents'
import {
  hummedWav,
  narratedBook,
  narratedChapter,
  narratedElements,
  parsOfWords,
} from '../../../fixtures/epub/narrated-book'
import { bookBytes } from '../../../fixtures/epub/books'

describe('a book with a narration of its own', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-overlays-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const pars = parsOfWords('The bell rang twice.')
  const wav = hummedWav(pars)

  async function write(bytes: Uint8Array): Promise<{ kind: 'file'; path: string }> {
    const path = join(folder, `${createHash('sha1').update(bytes).digest('hex')}.epub`)
    await writeFile(path, bytes)
    return { kind: 'file', path }
  }

  test('says who reads it, and what each clip reads', async () => {
    const audio = { name: 'one.wav', data: wav }
    const source = await write(narratedBook(narratedChapter({ name: 'one', title: 'One', pars, audio })))
    const { narrators, overlays, blocks } = await openDocument({ source })
    expect(narrators).toEqual(['Ann Reader'])
    expect(
      overlays.map(({ block, startChar, endChar }) => blocks[block].text.slice(startChar, endChar)),
    ).toEqual(['The', 'bell', 'rang', 'twice.'])
    expect(overlays.every(({ kind }) => kind === undefined)).toBe(true)
  })

  test.each([
    ['footnote', 'footnote'],
    ['pagebreak', 'page-number'],
    ['bodymatter endnotes', 'footnote'],
    ['chapter', undefined],
  ])('what an overlay calls %s is of the kind %s', async (type, kind) => {
    const audio = { name: 'one.wav', data: wav }
    const chapter = narratedChapter({ name: 'one', title: 'One', pars, audio, type })
    const { overlays } = await openDocument({ source: await write(narratedBook(chapter)) })
    expect(new Set(overlays.map((clip) => clip.kind))).toEqual(new Set([kind]))
  })

  const wholeSection = `<section id="s"><h2>The bell</h2><p>It rang twice.</p><p>Then all was still.</p>
    <table id="t"><tr><td>one</td></tr><tr><td>two</td></tr></table></section><p id="p">After it.</p><p>Unread.</p>`

  /** What the clips of a chapter reach over, and what of it is said to be in none of them. */
  async function recordedOf(body: string, recorded: Parameters<typeof narratedElements>[0]['recorded']) {
    const audio = { name: 'one.wav', data: wav }
    const chapter = narratedElements({ name: 'one', body, recorded, audio })
    const { overlays, blocks } = await openDocument({ source: await write(narratedBook(chapter)) })
    const reaches = overlays.map(({ block, startChar, endChar, until }) => [
      blocks[block].text.slice(startChar, endChar),
      until ? blocks[until.block].text.slice(0, until.char) : null,
    ])
    const missing = blocks.flatMap(({ text, marks }) =>
      marks.flatMap((mark) => (mark.kind === 'unrecorded' ? text.slice(mark.startChar, mark.endChar) : [])),
    )
    return { reaches, missing }
  }

  test('a clip of a section is that of all its blocks, and none of them counts as left out', async () => {
    const { reaches, missing } = await recordedOf(wholeSection, [
      { id: 's', seconds: 4 },
      { id: 'p', seconds: 1 },
    ])
    expect(reaches).toEqual([
      ['The bell', 'two'],
      ['After it.', null],
    ])
    expect(missing).toEqual(['Unread.'])
  })

  test('a clip of a whole file is that of all its blocks', async () => {
    const { reaches, missing } = await recordedOf(wholeSection, [{ id: '', seconds: 6 }])
    expect(reaches).toEqual([['The bell', 'Unread.']])
    expect(missing).toEqual([])
  })

  test('a chapter recorded in several files is recorded in each of them, and to its end', async () => {
    const { reaches, missing } = await recordedOf(wholeSection, [
      { id: '', audio: 'a.wav' },
      { id: '', audio: 'b.wav' },
    ])
    expect(reaches).toEqual([
      ['The bell', 'Unread.'],
      ['The bell', 'Unread.'],
    ])
    expect(missing).toEqual([])
  })

  test('an element that several clips say is as long as they are together, and ends before the next', async () => {
    const parts = Array.from({ length: 4 }, () => ({ id: 's', seconds: 0.5 }))
    const { reaches } = await recordedOf(wholeSection, [...parts, { id: 'p', seconds: 1 }])
    expect(reaches).toEqual([...parts.map(() => ['The bell', 'two']), ['After it.', null]])
    const begun = await recordedOf('<p><i id="a"/>One <i id="b"/>two</p>', [
      { id: 'a', seconds: 1 },
      { id: 'a', seconds: 1 },
      { id: 'b', seconds: 1 },
    ])
    expect(begun.reaches).toEqual([
      ['One', null],
      ['One', null],
      ['two', null],
    ])
  })

  test('a clip of ruby ends with its base, whatever follows', async () => {
    const { reaches } = await recordedOf(
      '<p><span id="a"><ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby></span>と。<i id="b">次</i></p>',
      [
        { id: 'a', seconds: 1 },
        { id: 'b', seconds: 1 },
      ],
    )
    expect(reaches).toEqual([
      ['漢字', null],
      ['次', null],
    ])
  })

  test('a clip of a section ends where another one begins in it', async () => {
    const { reaches, missing } = await recordedOf(wholeSection, [
      { id: 's', seconds: 4 },
      { id: 't', seconds: 1 },
    ])
    expect(reaches).toEqual([
      ['The bell', 'Then all was still.'],
      ['one', 'two'],
    ])
    expect(missing).toEqual(['After it.', 'Unread.'])
  })

  test('a clip too short to say a section says its beginning', async () => {
    const { reaches, missing } = await recordedOf(wholeSection, [{ id: 's', seconds: 0.5 }])
    expect(reaches).toEqual([['The bell', null]])
    expect(missing).toContain('It rang twice.')
  })

  test('hands over any stretch of a recording, packed or not, and no other file', async () => {
    const files = narratedChapter({ name: 'one', title: 'One', pars, audio: { name: 'one.wav', data: wav } })
    for (const isStored of [true, false]) {
      const source = await write(bookBytes({ files }, { isStored }))
      const name = (await openDocument({ source })).overlays[0].audio
      for (const [startByte, byteLength] of [
        [0, 100],
        [5_000, 3_000],
        [wav.length - 7, 100],
        [wav.length + 5, 100],
      ]) {
        const sound = await readSound({ source, name, startByte, byteLength })
        expect(sound.totalBytes).toBe(wav.length)
        expect(Buffer.compare(sound.bytes, wav.subarray(startByte, startByte + byteLength))).toBe(0)
      }
      const other = { name: 'OEBPS/two.wav', startByte: 0, byteLength: 10 }
      await expect(readSound({ source, ...other })).rejects.toMatchObject({ code: 'document/missing' })
    }
  })

  test('a recording that is not there is not offered, and told of', async () => {
    const audio = { name: 'one.wav', data: null }
    const source = await write(narratedBook(narratedChapter({ name: 'one', title: 'One', pars, audio })))
    const { overlays, warnings } = await openDocument({ source })
    expect(overlays).toEqual([])
    expect(warnings).toEqual([{ code: 'parts-missing', count: 1 }])
  })

  test('a recording that is made to burst is refused', async () => {
    const audio = { name: 'one.wav', data: Buffer.alloc(220 * 2 ** 20) }
    const source = await write(narratedBook(narratedChapter({ name: 'one', title: 'One', pars, audio })))
    const { overlays } = await openDocument({ source })
    const range = { name: overlays[0].audio, startByte: 0, byteLength: 1_000 }
    await expect(readSound({ source, ...range })).rejects.toMatchObject({ code: 'document/too-large' })
  })
})
