import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { encode } from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDocument, readPicture } from '../../../src-main/engine/documents'
import type { ByteSource } from '../../../src-main/engine/documents/document-format'
import { LinkedPictures } from '../../../src-main/engine/documents/linked-pictures'
import { neighboursOf } from '../../../src-main/engine/documents/neighbour-files'
import { pngBytes, svgBytes } from '../../fixtures/pictures/picture-bytes'

const hill = pngBytes(320, 200)
/** Where the size of a PNG has been said. */
const headBytes = 64
const inside = `data:image/png;base64,${pngBytes(30, 20).toString('base64')}`
/** What names a picture, what stands for it, and how large it is shown; null: its words alone. */
const pictures: readonly (readonly [source: string, size: readonly [number, number] | null])[] = [
  ['images/hill%20one.png', [320, 200]],
  ['./images/../map.svg', null],
  ['map.svg?version=2#top', [30, 40]],
  [inside, [30, 20]],
  ['data:image/png;base64,AAAA', null],
  ['../secret.png', null],
  ['images/%2e%2e/%2e%2e/secret.png', null],
  ['way-out.png', null],
  ['folder-out/secret.png', null],
  ['way-in.png', [320, 200]],
  ['https://example.org/a.png', null],
  ['//example.org/a.png', null],
  ['\\\\example.org\\share\\a.png', null],
  ['huge.png', null],
  ['liar.png', null],
  ['gone.png', null],
  ['images', null],
  ['pipe%00.png', null],
]
const words = (index: number) => `A picture of number ${index} over the sea`

let directory: string
let folder: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-linked-'))
  folder = join(directory, 'document')
  await mkdir(join(folder, 'images'), { recursive: true })
  await writeFile(join(directory, 'secret.png'), pngBytes(111, 222))
  await writeFile(join(folder, 'images', 'hill one.png'), hill)
  await writeFile(join(folder, 'map.svg'), svgBytes('viewBox="0 0 30 40"'))
  await writeFile(join(folder, 'huge.png'), pngBytes(30_000, 30_000))
  await writeFile(join(folder, 'liar.png'), '<script>alert(1)</script>')
  await symlink(join(directory, 'secret.png'), join(folder, 'way-out.png'))
  await symlink(directory, join(folder, 'folder-out'))
  await symlink(join('images', 'hill one.png'), join(folder, 'way-in.png'))
})
afterAll(() => rm(directory, { recursive: true, force: true }))

const all = () => [
  ...pictures,
  [pathToFileURL(join(directory, 'secret.png')).href, null] as const,
  [join(directory, 'secret.png'), null] as const,
]
const formats = {
  'page.html': (list: ReturnType<typeof all>) =>
    `<!doctype html><html lang="en"><body><h1>Hills</h1>${list
      .map(
        ([source], index) =>
          `<p>A hill is seen from the sea.</p><p><img src="${source}" alt="${words(index)}"></p>`,
      )
      .join('')}</body></html>`,
  'text.md': (list: ReturnType<typeof all>) =>
    `# Hills\n\n${list.map(([source], index) => `A hill.\n\n![${words(index)}](<${source.replaceAll('\\', '\\\\')}>)\n`).join('\n')}
An image by its reference: ![${words(90)}][hill]\n\n[hill]: images/hill%20one.png\n
<p><img src="map.svg" alt="${words(91)}"></p>\n`,
}

describe.each(Object.keys(formats) as (keyof typeof formats)[])('pictures of %s', (name) => {
  let path: string
  beforeAll(async () => {
    path = join(folder, name)
    await writeFile(path, formats[name](all()))
  })
  const shown = async () => {
    const { blocks } = await openDocument({ source: { kind: 'file', path } })
    return blocks.filter(({ kind }) => kind === 'image-alternative')
  }

  test('stand in the document itself or in its folder, and nowhere else', async () => {
    const found = new Map((await shown()).map(({ text, image }) => [text, image]))
    for (const [index, [source, size]] of all().entries()) {
      expect(found.has(words(index)), source).toBe(true)
      const image = found.get(words(index))
      expect(image ? [image.width, image.height] : null, source).toEqual(size)
    }
    if (name !== 'text.md') return
    expect(found.get(words(90))).toMatchObject({ width: 320, height: 200 })
    expect(found.get(words(91))).toMatchObject({ width: 30, height: 40 })
  })

  test('are handed over as they are, with the type that their bytes say', async () => {
    const read = (await shown()).flatMap(({ image }) => (image ? [image.name] : []))
    const found = await Promise.all(
      read.map((picture) => readPicture({ source: { kind: 'file', path }, name: picture })),
    )
    expect(found[0]).toEqual({ mediaType: 'image/png', bytes: Uint8Array.from(hill) })
    expect(new Set(found.map(({ mediaType }) => mediaType))).toEqual(new Set(['image/png', 'image/svg+xml']))
  })

  test.each(['beside ../secret.png', 'beside way-out.png', 'beside /etc/passwd', 'inside 00', 'nothing', ''])(
    'a name that no block gave is refused: %j',
    async (picture) => {
      await expect(readPicture({ source: { kind: 'file', path }, name: picture })).rejects.toMatchObject({
        code: 'document/missing',
      })
    },
  )
})

describe('drawings in a page', () => {
  test('are found again in whatever encoding was found, also where that cannot be asked for', async () => {
    const drawing =
      '<svg width="300" height="200" viewBox="0 0 3 2" aria-label="丘の上の灯台"><path d="M0 0h9"/></svg>'
    const words = '丘の上から海が見える。海からも丘が見える。'
    const page = (declared: string): string =>
      `<!doctype html><html lang="ja">${declared}<body><h1>丘</h1><p>${words}</p>${drawing}<p>${words}</p></body></html>`
    const picture = `\n\n![丘の上の灯台](${inside})\n`
    // Of one character the last byte is missing.
    const damaged = (text: string): Buffer => {
      const bytes = Buffer.from(text)
      return Buffer.from(bytes.filter((_, at) => at !== bytes.indexOf(Buffer.from('。')) + 2))
    }
    for (const [name, bytes, encoding] of [
      ['declared.html', encode(page('<meta charset="shift_jis">'), 'Shift_JIS'), 'shift_jis'],
      ['declared.html', encode(page('<meta charset="x-euc-jp">'), 'EUC-JP'), 'euc-jp'],
      ['damaged.html', damaged(page('')), 'UTF-8 (damaged)'],
      ['damaged.md', damaged(`# 丘\n\n${words}${picture}\n${words}\n`), 'UTF-8 (damaged)'],
    ] as const) {
      const path = join(folder, name)
      await writeFile(path, bytes)
      const source = { kind: 'file' as const, path }
      const opened = await openDocument({ source })
      expect(opened.encoding?.name).toBe(encoding)
      const { image } = opened.blocks.find((block) => block.image) ?? {}
      expect(image, encoding).toBeDefined()
      const read = await readPicture({ source, name: image?.name ?? '' })
      if (name.endsWith('.md')) expect(Buffer.from(read.bytes)).toEqual(pngBytes(30, 20))
      else expect(Buffer.from(read.bytes).toString()).toContain('M0 0h9')
    }
  })

  test('are found in the encoding that the page was opened in', async () => {
    const path = join(folder, 'encoded.html')
    const words = 'Là-haut, sur la colline, près de la mer, on voit le phare; et l’été, la brume.'
    await writeFile(
      path,
      `<!doctype html><html lang="fr"><body><h1>Collines</h1><p>${words}</p><svg width="300" height="200" viewBox="0 0 3 2" aria-label="Une colline, l’été"><path d="M0 0h9"/></svg><p>${words}</p></body></html>`,
    )
    const source = { kind: 'file' as const, path }
    for (const encoding of [undefined, 'windows-1252']) {
      const { blocks } = await openDocument({ source, ...(encoding ? { options: { encoding } } : {}) })
      const { image } = blocks.find((block) => block.image) ?? {}
      expect(image).toMatchObject({ width: 300, height: 200 })
      const { bytes } = await readPicture({ source, name: image?.name ?? '' })
      expect(Buffer.from(bytes).toString()).toContain('M0 0h9')
    }
  })

  test('are shown where the page says how large they are, as files of their own', async () => {
    const path = join(folder, 'drawn.html')
    const line = '<path d="M0 0h9"/>'
    await writeFile(
      path,
      `<!doctype html><html lang="en"><body><h1>Hills</h1><p>A hill is seen from the sea, and the sea from it.</p>
      <svg width="300" height="200" viewBox="0 0 3 2" aria-label="A hill">${line}</svg>
      <p>What has the size of a sign, or one that only a style sheet knows, is a sign.</p>
      <svg width="24" height="24" viewBox="0 0 9 9">${line}</svg><svg viewBox="0 0 512 512">${line}</svg>
      <svg width="300" height="200"><use href="#elsewhere"/></svg>
      <svg width="10em" viewBox="0 0 3 2"><defs><g id="a">${line}</g></defs><use xlink:href="#a"/></svg></body></html>`,
    )
    const source = { kind: 'file' as const, path }
    const { blocks } = await openDocument({ source })
    const shown = blocks.filter(({ image }) => image)
    expect(shown.map(({ kind, image }) => [kind, image?.width, image?.height])).toEqual([
      ['image-alternative', 300, 200],
      ['wordless-picture', 160, 107],
    ])
    const read = async (name = '') => Buffer.from((await readPicture({ source, name })).bytes).toString()
    expect(await read(shown[0].image?.name)).toBe(
      `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" viewBox="0 0 3 2" aria-label="A hill">${line}</svg>`,
    )
    expect(await read(shown[1].image?.name)).toContain(' xmlns:xlink="http://www.w3.org/1999/xlink"')
    await expect(read(shown[0].image?.name.replace(/.$/, 'x'))).rejects.toMatchObject({
      code: 'document/missing',
    })
    await expect(read(shown[0].image?.name.replace(/(?<= \d+)-\d+/, '-9999'))).rejects.toMatchObject({
      code: 'document/missing',
    })
  })
})

describe('pictures without words', () => {
  const seen = async (name: string, text: string) => {
    const path = join(folder, name)
    await writeFile(path, text)
    const { blocks, outside } = await openDocument({ source: { kind: 'file', path } })
    const chars = [...blocks.map((block) => block.text.length), ...outside.map((count) => count.chars)]
    expect(chars.reduce((sum, count) => sum + count, 0)).toBe(text.length)
    return blocks.map(({ kind, text: words, image }) => [kind, words, image])
  }
  const image = { name: 'beside map.svg', width: 30, height: 40 }

  test('of a web page stand in their places; those that are not to be seen are nowhere', async () => {
    const page =
      '<!doctype html><html lang="en"><body><h1>Hills</h1><p>A hill is seen from the sea, and the sea from it.</p><img src="map.svg" alt=""><p>The sea goes on behind the hill, as far as one can see.</p><img src="gone.png"><img src="https://example.org/a.png" alt=""><img src="map.svg" width="1" height="1"><p>And so on.</p></body></html>'
    expect(await seen('wordless.html', page)).toEqual([
      ['heading', 'Hills', undefined],
      ['paragraph', 'A hill is seen from the sea, and the sea from it.', undefined],
      ['wordless-picture', '', { ...image, isDecorative: true }],
      ['paragraph', 'The sea goes on behind the hill, as far as one can see.', undefined],
      ['paragraph', 'And so on.', undefined],
    ])
  })

  test('of a Markdown file, too, with their titles', async () => {
    const text =
      '# Hills\n\n![](map.svg)\n\n- ![](map.svg "A map")\n- An item\n\n![](gone.png) Text with ![][m] in it.\n\n<p><img src="map.svg" alt="" width="60"></p>\n\n[m]: map.svg \'By its name\'\n\n| A | B |\n|---|---|\n| ![](map.svg) | b |\n'
    expect(await seen('wordless.md', text)).toEqual([
      ['heading', 'Hills', undefined],
      ['wordless-picture', '', image],
      ['wordless-picture', '', { ...image, label: 'A map' }],
      ['list-item', 'An item', undefined],
      ['paragraph', 'Text with  in it.', undefined],
      ['wordless-picture', '', { ...image, label: 'By its name' }],
      ['wordless-picture', '', { ...image, width: 60, height: 80, isDecorative: true }],
      ['table', 'A\tB', undefined],
      ['table', '\tb', undefined],
      ['wordless-picture', '', image],
    ])
  })

  test.each(['wordless.html', 'wordless.md'])('%s of nothing else is empty', async (name) => {
    const path = join(folder, name)
    await writeFile(path, name.endsWith('.md') ? '![](map.svg)\n' : '<!doctype html><img src="map.svg">')
    await expect(openDocument({ source: { kind: 'file', path } })).rejects.toMatchObject({
      code: 'document/empty',
    })
  })
})

describe('a picture in the document itself', () => {
  const png = pngBytes(30, 20)
  const base64 = png.toString('base64')
  const inLines = base64.replace(/.{20}/g, '$&\n      ')
  const referred = base64.replaceAll('+', '&plus;').replaceAll('/', '&#x2F;').replaceAll('=', '&#61;')
  const page = (image: string) => `<!doctype html><p>A hill is seen from the sea.</p>${image}<p>And more.</p>`
  test.each([
    ['in lines', 'page.html', page(`<img alt="A hill far away" src="data:image/png;base64,${inLines}">`)],
    ['with references', 'page.html', page(`<img alt="A hill" src="data:image/png;base64,${referred}">`)],
    ['without quotes', 'page.html', page(`<img src=data:image/png;base64,${base64} alt=hills>`)],
    [
      'by its reference',
      'text.md',
      `A hill.\n\n![A hill far away][h]\n\nMore.\n\n[h]: data:image/png;base64,${base64}\n`,
    ],
  ])('is read as it was found: %s', async (_, name, text) => {
    const path = join(folder, `inside-${name}`)
    await writeFile(path, text)
    const { blocks } = await openDocument({ source: { kind: 'file', path } })
    const { image } = blocks.find(({ kind }) => kind === 'image-alternative') ?? {}
    expect(image).toMatchObject({ width: 30, height: 20 })
    const { bytes } = await readPicture({ source: { kind: 'file', path }, name: image?.name ?? '' })
    expect(Buffer.from(bytes)).toEqual(png)
  })

  test('an ornament is looked at once, and only so many pictures are, in all sections together', async () => {
    const asked: string[] = []
    const neighbours = {
      readHead({ reference }: { reference?: string }) {
        asked.push(reference ?? '')
        return Promise.resolve({ head: Uint8Array.from(hill), byteLength: hill.length })
      },
    }
    const document = { neighbours } as Partial<ByteSource> as ByteSource
    const pictures = new LinkedPictures(document, {})
    const { blocks } = await openDocument({ source: { kind: 'text', text: 'A hill.' } })
    const block = () => ({ ...blocks[0] })
    for (let section = 0; section < 5; section += 1)
      await pictures.find(new Map(Array.from({ length: 500 }, () => [block(), { source: 'ornament.png' }])))
    expect(asked).toEqual(['ornament.png'])
    for (let section = 0; section < 5; section += 1)
      await pictures.find(
        new Map(Array.from({ length: 500 }, (_, at) => [block(), { source: `${section}-${at}.png` }])),
      )
    expect(asked).toHaveLength(2_000)
  })
})

describe('neighboursOf', () => {
  test('whatever is written, nothing outside the folder is read', async () => {
    const runs = 400
    const neighbours = neighboursOf(join(folder, 'page.html'), new AbortController().signal)
    // Of another picture than those in the folder: what is read says where it lay.
    const ofFolder = ['images/hill one.png', 'map.svg', 'huge.png', 'liar.png']
    const heads = await Promise.all(
      ofFolder.map(async (name) => (await readFile(join(folder, name))).subarray(0, headBytes)),
    )
    const step = fc.constantFrom(
      '..',
      '.',
      '',
      'images',
      '%2e%2e',
      'folder-out',
      'document',
      '%2F',
      '%5c',
      '\\',
    )
    const inFolder = fc.constantFrom(
      'images/hill%20one.png',
      'map.svg?x#y',
      'huge.png',
      'liar.png',
      'way-in.png',
    )
    const outside = fc.constantFrom('secret.png', 'way-out.png', 'folder-out/secret.png')
    const reference = fc
      .tuple(
        fc.constantFrom('', '', '', '', '/', '//', 'file:', `${directory}/`, pathToFileURL(directory).href),
        fc.array(step, { maxLength: 3 }),
        fc.oneof(inFolder, outside),
      )
      .map(([beginning, steps, end]) => beginning + [...steps, end].join('/'))
    let read = 0
    let refused = 0
    await fc.assert(
      fc.asyncProperty(reference, async (written) => {
        const found = await neighbours.readHead({ reference: written }, headBytes)
        if (found === null) refused += 1
        else {
          read += 1
          expect(heads.some((head) => head.equals(found.head))).toBe(true)
        }
      }),
      { seed: 5, numRuns: runs },
    )
    // Both were tried, and often.
    expect(read).toBeGreaterThan(runs / 20)
    expect(refused).toBeGreaterThan(runs / 4)
    for (const fileName of ['../secret.png', '..', '', 'images/../../secret.png', 'a\0b'])
      expect(await neighbours.readHead({ fileName }, 16)).toBeNull()
  })

  test('a name made of the document’s own is meant character by character', async () => {
    const fileName = process.platform === 'win32' ? '100%23 #1.txt' : '100%23 #1: a?.txt'
    await writeFile(join(folder, fileName), 'words')
    const neighbours = neighboursOf(join(folder, 'page.html'), new AbortController().signal)
    const found = await neighbours.readHead({ fileName }, 3)
    expect(found && [Buffer.from(found.head).toString(), found.byteLength]).toEqual(['wor', 5])
  })

  test('a document that is no file has none, and a cancelled reading says so', async () => {
    const stopped = AbortSignal.abort(new Error('stopped'))
    const unread = neighboursOf(join(folder, 'a.html'), stopped).readHead({ reference: 'map.svg' }, 16)
    await expect(unread).rejects.toThrow('stopped')
    const { blocks } = await openDocument({
      source: {
        kind: 'text',
        text: 'x',
        html: '<p>Text here.</p><img src="map.svg" alt="A map of the hills">',
      },
    })
    expect(blocks.some(({ image }) => image !== undefined)).toBe(false)
  })
})
