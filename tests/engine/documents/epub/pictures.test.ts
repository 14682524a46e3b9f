import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocument, readPicture } from '../../../../src-main/engine/documents'
import { bookBytes, navFile } from '../../../fixtures/epub/books'
import { pngBytes, svgBytes } from '../../../fixtures/pictures/picture-bytes'

const chapter = `<html xmlns="http://www.w3.org/1999/xhtml"><body>
<p>A hill is seen from the sea, and the sea from the hill.</p>
<p><img src="../Images/hill%20one.png" alt="A hill over the sea"/></p>
<p><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><title>A map of it</title><image xlink:href="../Images/map.svg"/></svg></p>
<p><img src="https://example.org/a.png" alt="A picture of the web"/></p>
<p><img src="../../../etc/passwd" alt="A picture outside the book"/></p>
<p><img src="../Images/huge.png" alt="A picture as large as a wall"/></p>
<p><img src="../Images/liar.png" alt="A picture that is none"/></p>
<p><img src="../Images/missing.png" alt="A picture that is gone"/></p>
<p id="plate"><img src="../Images/hill%20one.png" alt=""/></p>
<figure><img src="../Images/hill%20one.png" width="160"/><figcaption>The hill from the sea</figcaption></figure>
<p><img src="../Images/dot.png" alt=""/></p><p><img src="../Images/missing.png"/></p>
<p id="behind">What is said behind the pictures.</p>
</body></html>`
const hill = pngBytes(320, 200)

let directory: string
let path: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-pictures-'))
  path = join(directory, 'book.epub')
  const picture = (href: string, data: Uint8Array, mediaType = 'image/png') => ({ href, data, mediaType })
  const files = [
    navFile('<li><a href="Text/one.xhtml#behind">Behind</a></li>'),
    { href: 'Text/one.xhtml', data: chapter },
    picture('Images/hill%20one.png', hill),
    picture('Images/map.svg', svgBytes('viewBox="0 0 30 40"'), 'image/svg+xml'),
    picture('Images/huge.png', pngBytes(30_000, 30_000)),
    picture('Images/dot.png', pngBytes(1, 1)),
    picture('Images/liar.png', Buffer.from('<script>alert(1)</script>')),
  ]
  await writeFile(path, bookBytes({ files }))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('pictures of an EPUB', () => {
  test('a block names its picture and the size of it, where the book holds one that can be shown', async () => {
    const { blocks } = await openDocument({ source: { kind: 'file', path } })
    const pictures = blocks.filter(({ kind }) => kind === 'image-alternative')
    expect(pictures.map(({ text, image }) => [text, image])).toEqual([
      ['A hill over the sea', { name: 'OEBPS/Images/hill one.png', width: 320, height: 200 }],
      ['A map of it', { name: 'OEBPS/Images/map.svg', width: 30, height: 40 }],
      ['A picture of the web', undefined],
      ['A picture outside the book', undefined],
      ['A picture as large as a wall', undefined],
      ['A picture that is none', undefined],
      ['A picture that is gone', undefined],
    ])
  })

  test('one without words is shown in its place, and takes no room where it is not to be seen', async () => {
    const { blocks, contents, outside } = await openDocument({ source: { kind: 'file', path } })
    const name = 'OEBPS/Images/hill one.png'
    expect(blocks.slice(-4).map(({ kind, text, image }) => [kind, text, image])).toEqual([
      ['wordless-picture', '', { name, width: 320, height: 200, isDecorative: true }],
      ['wordless-picture', '', { name, width: 160, height: 100 }],
      ['caption', 'The hill from the sea', undefined],
      ['paragraph', 'What is said behind the pictures.', undefined],
    ])
    expect(contents).toMatchObject([{ title: 'Behind', startBlock: blocks.length - 1 }])
    const accounted = [...blocks.map(({ text }) => text.length), ...outside.map(({ chars }) => chars)]
    expect(accounted.reduce((sum, chars) => sum + chars, 0)).toBe(chapter.length)
  })

  test('a sentence goes on behind a picture that has a page of its own', async () => {
    const long = 'This paragraph goes on for some time until its page ends and then'
    const page = (body: string) => `<html xmlns="http://www.w3.org/1999/xhtml"><body>${body}</body></html>`
    const split = join(directory, 'split.epub')
    const files = [
      { href: 'a.xhtml', data: page(`<p>${long}</p>`) },
      { href: 'b.xhtml', data: page('<p><img src="hill.png" alt=""/></p>') },
      { href: 'c.xhtml', data: page('<p>continues on the next.</p><p>End.</p>') },
      { href: 'hill.png', data: hill, mediaType: 'image/png' },
    ]
    await writeFile(split, bookBytes({ files }))
    const { blocks } = await openDocument({ source: { kind: 'file', path: split } })
    expect(blocks.map(({ kind, text }) => [kind, text])).toEqual([
      ['paragraph', `${long} continues on the next.`],
      ['wordless-picture', ''],
      ['paragraph', 'End.'],
    ])
  })

  test('a book of nothing but pictures is still none to be read', async () => {
    const album = join(directory, 'album.epub')
    const files = [
      {
        href: 'a.xhtml',
        data: '<html xmlns="http://www.w3.org/1999/xhtml"><body><img src="hill.png"/></body></html>',
      },
      { href: 'hill.png', data: hill, mediaType: 'image/png' },
    ]
    await writeFile(album, bookBytes({ files }))
    await expect(openDocument({ source: { kind: 'file', path: album } })).rejects.toMatchObject({
      code: 'document/no-text',
    })
  })

  test('is handed over undecoded, as what it is', async () => {
    const source = { kind: 'file' as const, path }
    const picture = await readPicture({ source, name: 'OEBPS/Images/hill one.png' })
    expect(picture.mediaType).toBe('image/png')
    expect(Buffer.from(picture.bytes).equals(hill)).toBe(true)
    expect((await readPicture({ source, name: 'OEBPS/Images/map.svg' })).mediaType).toBe('image/svg+xml')
  })

  test('a drawing in a chapter is shown as a file of its own, and nothing else of the chapter', async () => {
    const drawn = join(directory, 'drawn.epub')
    const inner = '<rect width="9" height="9" epub:type="x"/><image/>'
    const data = `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body><p>A hill.</p>
      <svg viewBox="0 0 300 200" width="100%"><title>A hill</title>${inner}</svg>
      <svg viewBox="0 0 300 200">${inner}</svg><svg viewBox="0 0 30 30">${inner}</svg>
      <svg viewBox="0 0 300 200" aria-hidden="true">${inner}</svg></body></html>`
    await writeFile(drawn, bookBytes({ files: [{ href: 'a.xhtml', data }] }))
    const source = { kind: 'file' as const, path: drawn }
    const { blocks } = await openDocument({ source })
    expect(blocks.map(({ kind, text, image }) => [kind, text, image?.width, image?.height])).toEqual([
      ['paragraph', 'A hill.', undefined, undefined],
      ['image-alternative', 'A hill', 300, 200],
      ['wordless-picture', '', 300, 200],
    ])
    const picture = await readPicture({ source, name: blocks[1].image?.name ?? '' })
    expect(picture.mediaType).toBe('image/svg+xml')
    expect(Buffer.from(picture.bytes).toString()).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:epub="urn:x-prefix:epub" viewBox="0 0 300 200" width="100%"><title>A hill</title>${inner}</svg>`,
    )
    for (const name of ['OEBPS/a.xhtml#drawn 0-50', 'OEBPS/a.xhtml#drawn 1-2', 'OEBPS/b.xhtml#drawn 1-2'])
      await expect(readPicture({ source, name })).rejects.toMatchObject({ code: 'document/missing' })
  })

  test.each(['OEBPS/Text/one.xhtml', 'OEBPS/Images/liar.png', '../../etc/passwd', 'no.png'])(
    'hands over no %s',
    async (name) => {
      await expect(readPicture({ source: { kind: 'file', path }, name })).rejects.toMatchObject({
        code: 'document/missing',
      })
    },
  )

  test('a format without pictures has none', async () => {
    const plain = join(directory, 'plain.txt')
    await writeFile(plain, 'Only words.')
    await expect(readPicture({ source: { kind: 'file', path: plain }, name: 'a.png' })).rejects.toMatchObject(
      { code: 'document/missing' },
    )
  })
})
