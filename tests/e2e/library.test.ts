import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, usualSize, type Camera } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

/** A chapter of numbered sentences: every sentence says where it stands. */
const chapter = (number: number): string =>
  `## Chapter ${number}\n\n` +
  Array.from({ length: 30 }, (_, paragraph) =>
    Array.from(
      { length: 4 },
      (_, sentence) => `In part ${number}, line ${paragraph * 4 + sentence} was said by the lamp.`,
    ).join(' '),
  ).join('\n\n')
const book = `# The Lamps\n\n${[1, 2, 3, 4].map(chapter).join('\n\n')}\n`

interface Stored {
  documents: {
    title: string
    origin: { kind: string }
    place: { block: number; char: number; before: string; after: string } | null
    share: number
    speech: { speed: number } | null
    bookmarks: { words: string; note: string }[]
    isListed: boolean
  }[]
}

describe.skipIf(!hasElectron || !hasVoice)('the library in the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  let home: string
  let userData: string
  let complaints: string[]

  beforeEach(async () => {
    home = join(process.env.TMPDIR ?? '/tmp', `lector-library-${Date.now()}`)
    userData = join(home, 'user-data')
    await mkdir(userData, { recursive: true })
    complaints = []
    await start()
  })
  afterEach(async () => {
    await lector.close()
    await rm(home, { recursive: true, force: true })
    expect(complaints).toEqual([])
  })

  async function start(): Promise<void> {
    lector = await openLector({ userData })
    complaints = lector.complaints
  }
  async function restart(): Promise<void> {
    await lector.close()
    await start()
  }
  const stored = async (): Promise<Stored> =>
    JSON.parse(await readFile(join(userData, 'library.json'), 'utf8')) as Stored
  const pageText = () => lector.page.getByTestId('page').innerText()
  const button = (name: string | RegExp) => lector.page.getByRole('button', { name, exact: true })
  const tab = (name: string) => lector.page.getByRole('tab', { name })
  const recent = (title: string) => lector.page.getByRole('button', { name: new RegExp(`^${title}`) }).first()
  const status = () => lector.page.getByTestId('status-message').textContent()

  async function drop(...files: string[]): Promise<void> {
    const session = await lector.page.context().newCDPSession(lector.page)
    const data = { items: [], files, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
    await session.detach()
  }
  async function file(name: string, content: string): Promise<string> {
    const path = join(home, name)
    await writeFile(path, content)
    return path
  }
  /** The text from the caret on, and whether it can be seen. */
  const caret = () =>
    lector.page.evaluate(() => {
      const selection = getSelection()
      const node = selection?.focusNode
      if (!selection || !node) return null
      const line = selection.getRangeAt(0).getBoundingClientRect()
      return {
        text: node.textContent?.slice(selection.focusOffset, selection.focusOffset + 24) ?? '',
        isInSight: line.top > 0 && line.bottom < innerHeight,
      }
    })
  const scrollTo = (share: number) =>
    lector.page.getByTestId('page').evaluate((page, part) => {
      page.scrollTop = page.scrollHeight * part
    }, share)

  test('a book that was being read opens at the very word, and Play goes on there', async () => {
    await drop(await file('lamps.md', book))
    await expect.poll(pageText).toContain('line 0 was said')
    await scrollTo(0.6)
    await lector.page.waitForTimeout(300)
    await button('Play').click()
    await lector.litWord()
    await lector.page.waitForTimeout(1_500)
    await button('Pause').click()
    await lector.page.waitForTimeout(300)
    const word = await lector.litWord()
    const [kept] = (await stored()).documents
    expect(kept.place?.after.startsWith(word)).toBe(true)
    await restart()
    await expect.poll(() => recent('The Lamps').count()).toBe(1)
    await recent('The Lamps').click()
    await expect.poll(async () => (await caret())?.text.startsWith(word)).toBe(true)
    expect(await caret()).toEqual({ text: kept.place?.after.slice(0, 24), isInSight: true })
    await button('Play').click()
    expect(await lector.litWord()).toBe(word)
    const first = await lector.page.evaluate(
      () => window.lectorProbe.events.flatMap((event) => (event.kind === 'sentence' ? [event] : []))[0],
    )
    expect({ block: first.block, char: first.words[0].startChar }).toEqual({
      block: kept.place?.block,
      char: kept.place?.char,
    })
  })

  test('closing the window in the middle of a sentence keeps the word', async () => {
    await drop(await file('lamps.md', book))
    await expect.poll(pageText).toContain('line 0 was said')
    await button('Play').click()
    await lector.litWord()
    await lector.page.waitForTimeout(2_500)
    const sentence = await lector.page.evaluate(() =>
      [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join(''),
    )
    await lector.close()
    const { place } = (await stored()).documents[0]
    // The sentence that was lit, or the one that began while the window closed.
    const line = Number(/line (\d+)/.exec(sentence)?.[1] ?? 0)
    expect(`${place?.before}${place?.after}`).toMatch(
      new RegExp(`line (?:${line}|${line + 1}) |The Lamps|Chapter 1`),
    )
    await start()
  })

  test('killing Lector while it reads costs at most one sentence', async () => {
    await drop(await file('lamps.md', book))
    await expect.poll(pageText).toContain('line 0 was said')
    await button('Play').click()
    await lector.litWord()
    await lector.page.waitForFunction(() =>
      [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join('').includes('line 1 '),
    )
    await lector.page.waitForTimeout(1_200)
    const sentence = await lector.page.evaluate(() =>
      [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join(''),
    )
    lector.app.process().kill('SIGKILL')
    const line = Number(/line (\d+)/.exec(sentence)?.[1])
    const [kept] = (await stored()).documents
    const keptLine = Number(/line (\d+)/.exec(kept.place?.after ?? '')?.[1])
    expect(keptLine).toBeGreaterThanOrEqual(line - 1)
    await start()
    await recent('The Lamps').click()
    await expect.poll(async () => (await caret())?.text).toBe(kept.place?.after.slice(0, 24))
  })

  test('a book that was only looked through opens where the page stood', async () => {
    await drop(await file('lamps.md', book))
    await expect.poll(pageText).toContain('line 0 was said')
    await scrollTo(0.5)
    await expect.poll(async () => (await stored()).documents[0]?.place?.block ?? 0).toBeGreaterThan(20)
    const [kept] = (await stored()).documents
    await restart()
    await recent('The Lamps').click()
    await expect.poll(caret).toEqual({ text: kept.place?.after.slice(0, 24), isInSight: true })
    await lector.page.waitForTimeout(600)
    expect((await stored()).documents[0].place).toEqual(kept.place)
    // What lies over the page does not take the reader elsewhere: nothing is selected, and the page is covered.
    await lector.page.evaluate(() => getSelection()?.removeAllRanges())
    await lector.page.keyboard.press('Control+Comma')
    await lector.page.getByTestId('page').evaluate((page) => page.dispatchEvent(new Event('scroll')))
    await lector.page.waitForTimeout(800)
    const covered = (await stored()).documents[0].place
    expect(Math.abs((covered?.block ?? 0) - (kept.place?.block ?? 0))).toBeLessThanOrEqual(2)
  })

  test('a file that was changed finds its place by its text', async () => {
    const path = await file('lamps.md', book)
    await drop(path)
    await expect.poll(pageText).toContain('line 0 was said')
    await scrollTo(0.5)
    await expect.poll(async () => (await stored()).documents[0]?.place?.block ?? 0).toBeGreaterThan(20)
    const [kept] = (await stored()).documents
    await writeFile(
      path,
      book.replace('## Chapter 1', 'A preface of two.\n\nParagraphs, put before.\n\n## Chapter 1'),
    )
    await restart()
    await recent('The Lamps').click()
    await expect.poll(caret).toEqual({ text: kept.place?.after.slice(0, 24), isInSight: true })
    await expect.poll(async () => (await stored()).documents.length).toBe(1)
  })

  test('a bookmark is set, gone to, named, removed and brought back by keys', async () => {
    const { page } = lector
    await drop(await file('lamps.md', book))
    await expect.poll(pageText).toContain('line 0 was said')
    await scrollTo(0.3)
    await page.waitForTimeout(400)
    await page.keyboard.press('Control+KeyB')
    await expect.poll(status).toBe('Bookmark set')
    await expect.poll(() => page.locator('.margin-marks span').count()).toBe(1)
    await scrollTo(0.7)
    await page.waitForTimeout(400)
    await page.keyboard.press('Control+KeyB')
    await expect.poll(async () => (await stored()).documents[0].bookmarks.length).toBe(2)
    await tab('Bookmarks').click()
    await expect.poll(() => page.locator('.go').count()).toBe(2)
    await page.keyboard.press('Shift+F2')
    await expect.poll(caret).toMatchObject({ isInSight: true })
    await expect
      .poll(async () => (await caret())?.text)
      .toBe((await stored()).documents[0].bookmarks[0].words.slice(0, 24))
    await page.keyboard.press('F2')
    await expect
      .poll(async () => (await caret())?.text)
      .toBe((await stored()).documents[0].bookmarks[1].words.slice(0, 24))
    await page.keyboard.press('F2')
    await expect.poll(status).toBe('No bookmark after this place')
    // The same sentence again takes it away.
    await page.keyboard.press('Control+KeyB')
    await expect.poll(status).toBe('Bookmark removed')
    await expect.poll(() => page.locator('.go').count()).toBe(1)
    await button('Undo').click()
    await expect.poll(() => page.locator('.go').count()).toBe(2)
    await button(/^Rename/)
      .first()
      .click()
    await page.keyboard.type('The first lamp')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.go').first().innerText()).toContain('The first lamp')
    await restart()
    await recent('The Lamps').click()
    await tab('Bookmarks').click()
    await expect.poll(() => lector.page.locator('.go').first().innerText()).toContain('The first lamp')
  })

  test('pasted text comes back', async () => {
    await lector.paste(
      'A letter from nowhere. It was pasted, and nobody saved it.\n\nIts second paragraph is short.',
    )
    await expect.poll(pageText).toContain('nobody saved it')
    await expect.poll(async () => (await stored()).documents[0].origin.kind).toBe('pasted')
    await restart()
    await recent('A letter from nowhere').click()
    await expect.poll(pageText).toContain('Its second paragraph is short.')
  })

  test('each document has its own speed, and a new one begins with the last', async () => {
    const speed = () => lector.page.getByTestId('speed').innerText()
    await drop(await file('a.md', '# Alpha\n\nThe first of two.\n'))
    await expect.poll(pageText).toContain('first of two')
    await lector.page.keyboard.press('Shift+Period')
    await expect.poll(speed).toBe('1.05×')
    await drop(await file('b.md', '# Beta\n\nThe second of two.\n'))
    await expect.poll(pageText).toContain('second of two')
    expect(await speed()).toBe('1.05×')
    await lector.page.keyboard.press('Shift+Period')
    await expect.poll(speed).toBe('1.1×')
    await tab('Recent').click()
    await recent('Alpha').click()
    await expect.poll(speed).toBe('1.05×')
    await restart()
    await recent('Beta').click()
    await expect.poll(speed).toBe('1.1×')
  })

  test('a file that is gone says so and can be taken from the list; history can be cleared and turned off', async () => {
    const { page } = lector
    const path = await file('gone.md', '# Gone\n\nSoon.\n')
    await drop(path)
    await expect.poll(pageText).toContain('Soon.')
    await lector.paste('Something else that is here.')
    await expect.poll(pageText).toContain('Something else')
    await rm(path)
    await tab('Recent').click()
    await recent('Gone').click()
    await expect.poll(() => page.getByTestId('banner').innerText()).toContain('“gone.md” cannot be found')
    await button('Remove from the list').click()
    await expect.poll(() => recent('Gone').count()).toBe(0)
    await page.keyboard.press('Control+Comma')
    await button('Library and privacy').click()
    await button('Clear').click()
    await page.getByText('History cleared').waitFor()
    await page.getByRole('switch', { name: 'Keep history' }).click()
    await page.keyboard.press('Escape')
    await lector.paste('Of this nothing is kept.')
    await expect.poll(pageText).toContain('nothing is kept')
    await page.waitForTimeout(600)
    expect((await stored()).documents).toEqual([])
    // What a broken file says is logged by the page as well.
    complaints = []
  })

  test('an unreadable library is set aside and told', async () => {
    await lector.close()
    await writeFile(join(userData, 'library.json'), '{ "version": 1, "documents": [')
    await start()
    await expect.poll(() => lector.page.getByTestId('banner').innerText()).toContain('was set aside')
  })
})

describe.skipIf(!hasElectron)('pictures of the library (needs Electron)', () => {
  let lector: LectorWindow
  let camera: Camera
  let userData: string
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    userData = join(process.env.TMPDIR ?? '/tmp', `lector-library-pictures-${Date.now()}`)
    await mkdir(userData, { recursive: true })
    lector = await openLector({ userData })
    camera = openCamera(() => lector)
    await camera.resize(usualSize)
  })
  afterAll(async () => {
    await lector.close()
    await rm(userData, { recursive: true, force: true })
  })
  const tab = (name: string) => lector.page.getByRole('tab', { name })

  test('the tabs of the sidebar and the empty page, light and dark, wide and narrow', async () => {
    const { page } = lector
    const paths: string[] = []
    for (const [name, title] of [
      ['moby.md', 'Moby-Dick; or, The Whale'],
      ['chickens.md', 'Love Among the Chickens'],
      ['lamps.md', 'The Lamps of Harbour Street, Lit One After the Other'],
    ]) {
      const path = join(userData, name)
      await writeFile(path, book.replace('The Lamps', title))
      paths.push(path)
    }
    const session = await page.context().newCDPSession(page)
    await lector.paste('The Time Traveller, for so it will be convenient to speak of him, was expounding.')
    await page.getByTestId('page').getByText('expounding').waitFor()
    for (const path of paths) {
      const data = { items: [], files: [path], dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data })
      const title = (await readFile(path, 'utf8')).slice(2).split('\n')[0]
      await page.locator('header .document', { hasText: title }).waitFor()
    }
    for (const share of [0.1, 0.35, 0.62]) {
      await page.getByTestId('page').evaluate((scroller, part) => {
        scroller.scrollTop = scroller.scrollHeight * part
      }, share)
      await page.waitForTimeout(400)
      await page.keyboard.press('Control+KeyB')
      await page.waitForTimeout(300)
    }
    await tab('Bookmarks').click()
    for (const theme of ['Dark', 'Light'] as const) {
      await camera.theme(theme)
      for (const name of ['Contents', 'Bookmarks', 'Recent']) {
        await tab(name).click()
        await camera.picture(`library-${name.toLowerCase()}-${theme.toLowerCase()}`)
      }
    }
    await tab('Bookmarks').click()
    await page.locator('.go').first().hover()
    await camera.picture('library-bookmarks-hover')
    await camera
      .button(/^Delete/)
      .first()
      .click()
    await camera.picture('library-bookmarks-undo')
    await camera.resize({ width: 720, height: 480 })
    await page.keyboard.press('F9')
    await camera.picture('library-720')
    await lector.close()
    lector = await openLector({ userData })
    await camera.resize(usualSize)
    for (const theme of ['Dark', 'Light'] as const) {
      await camera.theme(theme)
      await camera.picture(`library-empty-${theme.toLowerCase()}`)
    }
    await camera.resize({ width: 720, height: 480 })
    await camera.picture('library-empty-720')
    await camera.resize(usualSize)
    await page.keyboard.press('Escape').catch(() => undefined)
    await lector.page.keyboard.press('Control+Comma')
    await camera.button('Library and privacy').click()
    await camera.picture('library-settings')
  })
})
