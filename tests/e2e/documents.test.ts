import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { typicalWordFile } from '../fixtures/docx/documents'
import { bookBytes, typicalBook } from '../fixtures/epub/books'
import { twoColumnPdf } from '../fixtures/pdf/documents'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

const webPage =
  '<!doctype html><title>The page</title><nav>Home</nav><h1>The page</h1><p>A paragraph of the page.</p>'

describe.skipIf(!hasElectron || !hasVoice)('documents in the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const shared = shareLector()
  beforeEach(() => {
    lector = shared.window()
  })

  const pageText = () => lector.page.getByTestId('page').innerText()
  const banner = () => lector.page.getByTestId('banner').innerText()

  const drop = (...files: string[]) => lector.drop(...files)

  /** In a folder of its own: a file that was there before under that name would be known. */
  async function file(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(await mkdtemp(join(lector.directory, 'files-')), name)
    await writeFile(path, content)
    return path
  }

  test('the sample plays from the empty page', async () => {
    const { sentence } = await lector.firstLit(() => lector.button('Play the sample').click())
    expect(sentence).toMatch(/^The /)
    expect(await pageText()).toContain('Harbour Street')
  })

  test('a dropped Markdown file is set for reading, and its contents stand beside it', async () => {
    const path = await file(
      'story.md',
      '# The Lamp\n\nIt was *late*.\n\n## The Shop\n\n- one thing\n- another\n',
    )
    await drop(path)
    await expect.poll(pageText).toContain('It was late.')
    const contents = lector.page.getByRole('navigation', { name: 'Contents' })
    await expect.poll(() => contents.innerText()).toContain('The Shop')
    expect((await lector.play()).sentence).toBe('The Lamp')
  })

  test.each([
    ['a book', (): Uint8Array => bookBytes(typicalBook), 'It began.', 'Two', 'One'],
    ['a Word document', typicalWordFile, 'Plain, strong and stressed words', 'Findings', 'A Short Report'],
    [
      'a PDF',
      twoColumnPdf,
      'an unfinished one, whose end',
      'A Title Over Both Columns',
      'A Title Over Both Columns',
    ],
    ['a web page', (): string => webPage, 'A paragraph of the page.', 'The page', 'The page'],
  ] as const)(
    '%s opens whatever its name, with its contents, and is read aloud',
    async (_, bytes, text, heading, first) => {
      await drop(await file('document.data', bytes()))
      await expect.poll(pageText).toContain(text)
      const contents = lector.page.getByRole('navigation', { name: 'Contents' })
      await expect.poll(() => contents.innerText()).toContain(heading)
      expect((await lector.play()).sentence).toBe(first)
    },
  )

  test('of several dropped files the first opens', async () => {
    await drop(await file('a.txt', 'The first of two.'), await file('b.txt', 'The second of two.'))
    await expect.poll(pageText).toContain('The first of two.')
  })

  test('a binary file named .txt, an empty file, a folder and a lost file each say so and keep the document', async () => {
    await lector.paste('The document that was here.')
    await expect.poll(pageText).toContain('The document that was here.')
    const binary = await file(
      'binary.txt',
      Uint8Array.from({ length: 4_000 }, (_, i) => (i * 37) % 256),
    )
    await drop(binary)
    await expect.poll(banner).toContain('not text')
    await drop(await file('empty.txt', ''))
    await expect.poll(banner).toContain('no text in “empty.txt”')
    const folder = join(lector.directory, 'folder.txt')
    await mkdir(folder)
    await drop(folder)
    await expect
      .poll(() => lector.page.getByTestId('status-message').textContent())
      .toContain('A folder cannot be opened')
    await drop(await file('report.pdf', '%PDF-1.7\n'))
    // Of a kind that is not read, or a broken one of a kind that is.
    await expect.poll(banner).toMatch(/cannot (?:be )?read/)
    expect(await pageText()).toContain('The document that was here.')
    expect((await lector.play()).sentence).toBe('The document that was here.')
  })

  test('a file named on the command line opens', async () => {
    const path = await file('named.md', 'Opened by name.')
    const other = await openLector({ files: [path] })
    onTestFinished(() => other.close())
    await expect.poll(() => other.page.getByTestId('page').innerText()).toContain('Opened by name.')
  })
})
