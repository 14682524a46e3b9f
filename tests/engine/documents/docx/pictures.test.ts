import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocument, readPicture } from '../../../../src-main/engine/documents'
import { paragraph, run, wordFile } from '../../../fixtures/docx/word-file'
import { pngBytes } from '../../../fixtures/pictures/picture-bytes'

const hill = pngBytes(640, 400)
const drawing = (words: string, inside: string, width = 320) =>
  paragraph(
    `<w:r><w:drawing><wp:inline><wp:extent cx="${width * 9_525}" cy="1"/><wp:docPr id="1" name="x" descr="${words}"/><a:graphic><a:graphicData>${inside}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
  )
const blip = (id: string, how = 'embed') => `<a:blip r:${how}="${id}"/>`
const vml = (words: string, id: string) =>
  paragraph(`<w:r><w:pict><v:shape alt="${words}"><v:imagedata r:id="${id}"/></v:shape></w:pict></w:r>`)
const imageType = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image'
const related = (id: string, target: string, mode = '') =>
  `<Relationship Id="${id}" Type="${imageType}" Target="${target}"${mode}/>`
const relationships = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
${related('hill', 'media/hill.png')}${related('metafile', 'media/drawing.emf')}${related('gone', 'media/gone.png')}
${related('web', 'https://example.org/a.png', ' TargetMode="External"')}${related('out', '../../../../etc/passwd')}
${related('huge', 'media/huge.png')}</Relationships>`

let directory: string
let path: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-word-pictures-'))
  path = join(directory, 'hills.docx')
  const body = [
    paragraph(run('A hill is seen from the sea.')),
    drawing('A hill over the sea', blip('hill')),
    drawing('A hill as large as it is', blip('hill'), 9_000),
    vml('A hill of an older program', 'hill'),
    drawing('A drawing of another system', blip('metafile')),
    drawing('A picture that is gone', blip('gone')),
    drawing('A picture of the web', blip('web')),
    drawing('A picture linked and not held', blip('hill', 'link')),
    drawing('A picture outside the package', blip('out')),
    drawing('A picture as large as a wall', blip('huge')),
    drawing('A chart of many things', '<c:chart xmlns:c="urn:chart" r:id="hill"/>'),
    drawing('', blip('hill')),
    drawing('hill.png', blip('hill')),
    drawing('', blip('hill'), 8),
    drawing('', blip('metafile')),
    drawing('', '<c:chart xmlns:c="urn:chart" r:id="hill"/>'),
    vml('', 'hill'),
    paragraph(
      `<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Swirls"><a:extLst><a:ext><adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst></wp:docPr>${blip('hill')}</wp:inline></w:drawing></w:r>`,
    ),
    paragraph(run('The end of it.')),
  ].join('')
  const files = {
    'word/_rels/document.xml.rels': relationships,
    'word/media/hill.png': hill,
    'word/media/huge.png': pngBytes(30_000, 30_000),
    'word/media/drawing.emf': Buffer.from('\x01\0\0\0 EMF', 'latin1'),
  }
  await writeFile(path, wordFile({ body, files }))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

describe('pictures of a Word document', () => {
  test('a block names its picture and how large the page has it; what cannot be shown has its words', async () => {
    const { blocks, warnings } = await openDocument({ source: { kind: 'file', path } })
    const name = 'word/media/hill.png'
    expect(
      blocks.filter(({ kind }) => kind === 'image-alternative').map(({ text, image }) => [text, image]),
    ).toEqual([
      ['A hill over the sea', { name, width: 320, height: 200 }],
      ['A hill as large as it is', { name, width: 640, height: 400 }],
      ['A hill of an older program', { name, width: 640, height: 400 }],
      ['A drawing of another system', undefined],
      ['A picture that is gone', undefined],
      ['A picture of the web', undefined],
      ['A picture linked and not held', undefined],
      ['A picture outside the package', undefined],
      ['A picture as large as a wall', undefined],
      ['A chart of many things', undefined],
    ])
    expect(warnings).toEqual([])
  })

  test('one without words stands in its place, where it can be seen', async () => {
    const { blocks } = await openDocument({ source: { kind: 'file', path } })
    const name = 'word/media/hill.png'
    expect(blocks.slice(11).map(({ kind, text, image }) => [kind, text, image])).toEqual([
      ['wordless-picture', '', { name, width: 320, height: 200 }],
      ['wordless-picture', '', { name, width: 320, height: 200 }],
      ['wordless-picture', '', { name, width: 640, height: 400 }],
      ['wordless-picture', '', { name, width: 640, height: 400, isDecorative: true }],
      ['paragraph', 'The end of it.', undefined],
    ])
  })

  test('a document of nothing but pictures is still none to be read', async () => {
    const album = join(directory, 'album.docx')
    const files = { 'word/_rels/document.xml.rels': relationships, 'word/media/hill.png': hill }
    await writeFile(album, wordFile({ body: drawing('', blip('hill')), files }))
    await expect(openDocument({ source: { kind: 'file', path: album } })).rejects.toMatchObject({
      code: 'document/no-text',
    })
  })

  test('it is handed over as it lies in the package, and nothing that is no picture', async () => {
    const source = { kind: 'file', path } as const
    expect(await readPicture({ source, name: 'word/media/hill.png' })).toEqual({
      mediaType: 'image/png',
      bytes: Uint8Array.from(hill),
    })
    for (const name of [
      'word/document.xml',
      'word/media/drawing.emf',
      '../../etc/passwd',
      'word/media/gone.png',
    ])
      await expect(readPicture({ source, name }), name).rejects.toMatchObject({ code: 'document/missing' })
  })
})
