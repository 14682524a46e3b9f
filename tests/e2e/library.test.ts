import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize, type Camera } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { noteFolding } from './note-folding'
import { bookOf, lineOf } from './numbered-book'
import { scrollRest } from './scroll-rest'
import { shareLector } from './shared-lector'

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
  /** Of the test's own book: what is known of another's is not asked for. */
  let title: string
  let titles = 0

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'lector-library-'))
    userData = join(home, 'user-data')
  })
  afterAll(() => rm(home, { recursive: true, force: true }))
  const shared = shareLector(() => ({ userData }))
  beforeEach(async () => {
    lector = shared.window()
    await lector.setSpeed(1)
    title = `The Lamps of ${1900 + ++titles}`
  })

  async function restart(): Promise<void> {
    lector = await shared.restart()
  }
  const stored = async (): Promise<Stored> =>
    JSON.parse(
      await readFile(join(userData, 'library.json'), 'utf8').catch(() => '{"documents":[]}'),
    ) as Stored
  /** What is kept of the test's own book. */
  const kept = async () => {
    const found = (await stored()).documents.filter((document) => document.title === title)
    expect(found).toHaveLength(1)
    return found[0]
  }
  const pageText = () => lector.page.getByTestId('page').innerText()
  const button = (name: string | RegExp) => lector.button(name)
  const tab = (name: string) => lector.page.getByRole('tab', { name })
  const recent = (title: string) => lector.page.getByRole('button', { name: new RegExp(`^${title}`) }).first()
  const status = () => lector.page.getByTestId('status-message').textContent()

  const drop = (...files: string[]) => lector.drop(...files)
  /** Opens the test's own book. @returns its path */
  async function openBook(): Promise<string> {
    const path = await file(`${title}.md`, bookOf(title))
    await drop(path)
    await lector.page.locator('header .document', { hasText: title }).waitFor()
    await expect.poll(pageText).toContain('line 0 was said')
    return path
  }
  async function file(name: string, content: string): Promise<string> {
    const path = join(home, name)
    await writeFile(path, content)
    return path
  }
  /** Reads, slowly, until the second numbered sentence is under way. @returns the number of the one that is lit */
  async function readToLine1(): Promise<number> {
    // As slow as it goes: whatever ends the window comes before the sentence after the next.
    await lector.setSpeed(0.5)
    await button('Play').click()
    await lector.page.waitForFunction(() =>
      [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join('').includes('line 1 '),
    )
    return Number(/line (\d+)/.exec(await lector.lit('sentence'))?.[1])
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
  /** Where the page stands, once that is kept: it is looked at when the page has come to rest. */
  async function placeAtRest() {
    let place: Stored['documents'][number]['place'] = null
    const isKept = async () => {
      const before = place
      place = (await kept()).place
      return place !== null && place.block > 20 && JSON.stringify(place) === JSON.stringify(before)
    }
    await scrollRest(lector.page.getByTestId('page'))
    await expect.poll(isKept, { interval: 500 }).toBe(true)
    return place as Stored['documents'][number]['place']
  }
  const scrollTo = (share: number) =>
    lector.page.getByTestId('page').evaluate((page, part) => {
      page.scrollTop = page.scrollHeight * part
    }, share)

  test('a double click in contents that lie over the page reads there: no half of it falls on the text', async () => {
    await openBook()
    const { resize } = openCamera(() => lector)
    await resize(smallestSize)
    const row = (number: number) => lector.page.locator('.list .row', { hasText: `Chapter ${number}` })
    await lector.page.keyboard.press('F9')
    expect(await lector.firstLit(() => row(2).dblclick({ delay: 40 }))).toMatchObject({
      sentence: 'Chapter 2',
    })
    await expect.poll(() => row(2).count()).toBe(0)
    expect(await lector.page.evaluate(() => String(getSelection()))).toBe('')
    await lector.page.keyboard.press('Escape')
    await lector.page.keyboard.press('F9')
    await row(4).waitFor()
    const foldedAfter = await row(4).evaluateHandle(noteFolding)
    await row(4).click()
    await expect.poll(() => row(4).count()).toBe(0)
    // Time for a second click.
    expect(await foldedAfter.evaluate(({ milliseconds }) => milliseconds)).toBeGreaterThan(300)
    await lector.page.getByTestId('page').getByText('In part 4, line 0 ').waitFor()
    await resize(usualSize)
  })

  test('a book that was being read opens at the very word, and Play goes on there', async () => {
    await openBook()
    await scrollTo(0.6)
    await scrollRest(lector.page.getByTestId('page'))
    await button('Play').click()
    const first = await lector.litWord()
    await expect.poll(() => lector.litWord()).not.toBe(first)
    const word = await lector.pauseAtWord()
    await expect.poll(async () => (await kept()).place?.after.startsWith(word)).toBe(true)
    const left = await kept()
    await restart()
    await expect.poll(() => recent(title).count()).toBe(1)
    await recent(title).click()
    await expect.poll(async () => (await caret())?.text.startsWith(word)).toBe(true)
    await expect.poll(caret).toEqual({ text: left.place?.after.slice(0, 24), isInSight: true })
    expect((await lector.play()).word).toBe(word)
    const begun = await lector.page.evaluate(
      () => window.lectorProbe.events.flatMap((event) => (event.kind === 'sentence' ? [event] : []))[0],
    )
    expect({ block: begun.block, char: begun.words[0].startChar }).toEqual({
      block: left.place?.block,
      char: left.place?.char,
    })
  })

  test('closing the window in the middle of a sentence keeps the word', async () => {
    await openBook()
    const line = await readToLine1()
    await shared.close()
    // The sentence that was lit, or the one that began while the window closed.
    expect([line, line + 1]).toContain(lineOf((await kept()).place))
  })

  test('killing Lector while it reads costs at most one sentence', async () => {
    await openBook()
    const line = await readToLine1()
    lector.app.process().kill('SIGKILL')
    await shared.close()
    const { place } = await kept()
    expect(lineOf(place)).toBeGreaterThanOrEqual(line - 1)
    await restart()
    await recent(title).click()
    await expect.poll(async () => (await caret())?.text).toBe(place?.after.slice(0, 24))
  })

  test('a book that was only looked through opens where the page stood', async () => {
    await openBook()
    await scrollTo(0.5)
    const place = await placeAtRest()
    await restart()
    await recent(title).click()
    await expect.poll(caret).toEqual({ text: place?.after.slice(0, 24), isInSight: true })
    await lector.page.waitForTimeout(600)
    expect((await kept()).place).toEqual(place)
    // What lies over the page does not take the reader elsewhere: nothing is selected, and the page is covered.
    await lector.page.evaluate(() => getSelection()?.removeAllRanges())
    await lector.page.keyboard.press('Control+Comma')
    await lector.page.getByTestId('page').evaluate((page) => page.dispatchEvent(new Event('scroll')))
    await lector.page.waitForTimeout(800)
    const covered = (await kept()).place
    expect(Math.abs((covered?.block ?? 0) - (place?.block ?? 0))).toBeLessThanOrEqual(2)
  })

  test('a file that was changed finds its place by its text', async () => {
    const path = await openBook()
    await scrollTo(0.5)
    const place = await placeAtRest()
    await writeFile(
      path,
      bookOf(title).replace('## Chapter 1', 'A preface of two.\n\nParagraphs, put before.\n\n## Chapter 1'),
    )
    await restart()
    await recent(title).click()
    await expect.poll(caret).toEqual({ text: place?.after.slice(0, 24), isInSight: true })
    // Still one document: `kept` finds no other of that title.
    expect((await kept()).isListed).toBe(true)
  })

  test('a bookmark is set, gone to, named, removed and brought back by keys', async () => {
    const { page } = lector
    await openBook()
    await scrollTo(0.3)
    await scrollRest(page.getByTestId('page'))
    await page.keyboard.press('Control+KeyB')
    await expect.poll(status).toBe('Bookmark set')
    await expect.poll(() => page.locator('.margin-marks span').count()).toBe(1)
    await scrollTo(0.7)
    await scrollRest(page.getByTestId('page'))
    await page.keyboard.press('Control+KeyB')
    await expect.poll(async () => (await kept()).bookmarks.length).toBe(2)
    await tab('Bookmarks').click()
    await expect.poll(() => page.locator('.go').count()).toBe(2)
    await page.keyboard.press('Shift+F2')
    await expect.poll(caret).toMatchObject({ isInSight: true })
    await expect.poll(async () => (await caret())?.text).toBe((await kept()).bookmarks[0].words.slice(0, 24))
    await page.keyboard.press('F2')
    await expect.poll(async () => (await caret())?.text).toBe((await kept()).bookmarks[1].words.slice(0, 24))
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
    await page.locator('input:focus').waitFor()
    await page.keyboard.type('The first lamp')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.locator('.go').first().innerText()).toContain('The first lamp')
    await restart()
    await recent(title).click()
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
    await expect.poll(speed).toBe('1.05×')
    await lector.page.keyboard.press('Shift+Period')
    await expect.poll(speed).toBe('1.1×')
    await tab('Recent').click()
    await recent('Alpha').click()
    await expect.poll(speed).toBe('1.05×')
    await restart()
    await recent('Beta').click()
    await expect.poll(speed).toBe('1.1×')
  })

  test('an unreadable library is set aside and told', async () => {
    await shared.close()
    await writeFile(join(userData, 'library.json'), '{ "version": 1, "documents": [')
    await restart()
    await expect.poll(() => lector.page.getByTestId('banner').innerText()).toContain('was set aside')
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
  })
})

describe.skipIf(!hasElectron)('pictures of the library (needs Electron)', () => {
  let lector: LectorWindow
  let camera: Camera
  let userData: string
  beforeAll(async () => {
    userData = await mkdtemp(join(tmpdir(), 'lector-library-pictures-'))
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
      await writeFile(path, bookOf(title))
      paths.push(path)
    }
    await lector.paste('The Time Traveller, for so it will be convenient to speak of him, was expounding.')
    await page.getByTestId('page').getByText('expounding').waitFor()
    for (const path of paths) {
      await lector.drop(path)
      const title = (await readFile(path, 'utf8')).slice(2).split('\n')[0]
      await page.locator('header .document', { hasText: title }).waitFor()
    }
    await tab('Bookmarks').click()
    for (const [index, share] of [0.1, 0.35, 0.62].entries()) {
      await page.getByTestId('page').evaluate((scroller, part) => {
        scroller.scrollTop = scroller.scrollHeight * part
      }, share)
      await scrollRest(page.getByTestId('page'))
      await page.keyboard.press('Control+KeyB')
      await expect.poll(() => page.locator('.go').count()).toBe(index + 1)
    }
    await camera.inLightAndDark(async (shade) => {
      for (const name of ['Contents', 'Bookmarks', 'Recent']) {
        await tab(name).click()
        await camera.picture(`library-${name.toLowerCase()}-${shade}`)
      }
    })
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
    await lector.renew()
    await camera.resize(usualSize)
    await camera.inLightAndDark((shade) => camera.picture(`library-empty-${shade}`))
    await camera.resize({ width: 720, height: 480 })
    await camera.picture('library-empty-720')
    await camera.resize(usualSize)
    await lector.page.keyboard.press('Escape')
    await lector.page.keyboard.press('Control+Comma')
    await camera.button('Library and privacy').click()
    await camera.picture('library-settings')
  })
})
