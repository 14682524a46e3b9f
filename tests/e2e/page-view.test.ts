import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { corpusFolder, hasCorpus } from '../helpers/corpus-folder'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const book = join(corpusFolder, 'pdf-alice-gutenberg.pdf')
const columns = join(corpusFolder, 'pdf-federal-register-3-columns.pdf')
const canRun = hasElectron && hasVoice && hasCorpus
/** Room on either side of a letter that it leaves blank, in px. */
const slackPixels = 2

describe.skipIf(!canRun)('pages of a PDF, pictured (needs Electron, the voice and ../shared/corpus)', () => {
  let lector: LectorWindow
  let userData: string
  const { button, picture, captureLit, resize, zoom, theme } = openCamera(() => lector)

  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    userData = await mkdtemp(join(tmpdir(), 'lector-pages-'))
    lector = await openLector({ files: [book], userData })
    await resize(usualSize)
    await lector.page.getByTestId('page').getByText('Alice').first().waitFor({ state: 'attached' })
  })
  afterAll(async () => {
    await lector.close()
    await rm(userData, { recursive: true, force: true })
  })

  /** A picture for people alone: this book's own headings leave out a level, which the audit would find. */
  async function bookPicture(name: string) {
    const unpainted = lector.page.locator('[data-testid=originals] canvas:not([data-painted])')
    await expect.poll(() => unpainted.count(), { timeout: 60_000 }).toBe(0)
    await writeFile(join(pictures, `${name}.png`), await captureLit().catch(() => lector.page.screenshot()))
  }
  const side = (name: string) =>
    lector.page.getByRole('radio', { name, exact: true }).evaluate((radio: HTMLElement) => radio.click())
  const well = () => lector.page.getByRole('region', { name: 'Original pages' })
  const frames = () => lector.page.locator('[data-testid=originals] .mark.left-out')
  const foundHere = () => lector.page.locator('[data-testid=originals] .mark.current-match')
  /** Whether what was found is in sight on the pages. */
  const isFoundInSight = () =>
    foundHere()
      .first()
      .evaluate((mark) => {
        const [box, frame] = [mark.getBoundingClientRect(), mark.closest('.well')?.getBoundingClientRect()]
        return frame !== undefined && box.top >= frame.top && box.bottom <= frame.bottom
      })
  const painted = () => lector.page.locator('[data-testid=originals] canvas[data-painted]')
  const lit = () => lector.page.locator('[data-testid=originals] .mark.word')

  /** The word that is lit in the text, and where the ink under its box on the page begins and ends, from the box's sides. */
  async function inkUnderLitWord() {
    await lit().first().waitFor({ state: 'attached' })
    return lector.page.evaluate(async () => {
      await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
      const word = [...(CSS.highlights.get('word')?.values() ?? [])].map(String).join('')
      return [...document.querySelectorAll<HTMLElement>('[data-testid=originals] .mark.word')].map((box) => {
        const source = box.parentElement?.querySelector('canvas')
        if (!source) throw new Error('no canvas under the box')
        const canvas = new OffscreenCanvas(source.width, source.height)
        const context = canvas.getContext('2d', { willReadFrequently: true })
        context?.drawImage(source, 0, 0)
        const [frame, place] = [source.getBoundingClientRect(), box.getBoundingClientRect()]
        const scale = source.width / frame.width
        const around = Math.round(scale)
        const left = Math.round((place.left - frame.left) * scale) - around
        const columnsAcross = Math.round(place.width * scale) + 2 * around
        const rows = Math.round(place.height * scale)
        const top = Math.round((place.top - frame.top) * scale)
        const data = context?.getImageData(left, top, columnsAcross, rows).data
        const dark: number[] = []
        for (let x = 0; x < columnsAcross; x++)
          for (let y = 0; y < rows; y++)
            if ((data?.[4 * (y * columnsAcross + x)] ?? 255) < 128) {
              dark.push((x - around) / scale)
              break
            }
        return {
          word,
          first: dark[0],
          last: dark[dark.length - 1],
          width: place.width,
          painted: source.dataset.painted,
        }
      })
    })
  }

  /** How far the library has it that the document has been read: 0..1. */
  async function keptShare(): Promise<number> {
    const library = await readFile(join(userData, 'library.json'), 'utf8')
    return (JSON.parse(library) as { documents: { share: number }[] }).documents[0].share
  }

  test('stand beside the text when they are asked for, painted', async () => {
    await lector.page.keyboard.press('F4')
    await painted().first().waitFor({ state: 'attached', timeout: 60_000 })
    await expect.poll(() => button('Pages beside the text').getAttribute('aria-pressed')).toBe('true')
    const sheet = lector.page.getByRole('img', { name: 'Page 1 of the original' })
    expect((await sheet.boundingBox())?.width).toBeGreaterThan(250)
    await lector.page.screenshot({ path: join(pictures, 'page-view-light.png') })
  })

  test('light the spoken word: the box covers its ink and nothing beside it', async () => {
    await button('Play').click()
    await lit().first().waitFor({ state: 'attached', timeout: 60_000 })
    await lector.pauseAtWord()
    await expect.poll(() => button('Play').count()).toBeGreaterThan(0)
    await lector.page.getByTestId('page').focus()
    /** What the word that is lit in the text begins, and where. */
    const litFrom = () =>
      lector.page.evaluate(() => {
        const [range] = CSS.highlights.get('word') ?? []
        return range instanceof Range ? `${range.startOffset} of ${range.startContainer.textContent}` : ''
      })
    let looked = 0
    for (let step = 0; step < 8; step++) {
      const before = await litFrom()
      await lector.page.keyboard.press('.')
      await expect.poll(litFrom).not.toBe(before)
      for (const { word, first, last, width, painted: page } of await inkUnderLitWord()) {
        if (page === undefined) continue
        looked += 1
        const where = `${word} on page ${page}: ink from ${first} to ${last} of ${width} px`
        expect(first, where).toBeLessThan(slackPixels + 1)
        expect(last, where).toBeGreaterThan(width - slackPixels - 2)
      }
    }
    expect(looked).toBeGreaterThan(4)
    await bookPicture('page-view-reading-light')
    await theme('Dark')
    await bookPicture('page-view-reading-dark')
    await theme('Contrast')
    await bookPicture('page-view-reading-contrast')
    await theme('Light')
  })

  test('read from the word that is clicked', async () => {
    // A word of the first chapter's first lines, which stand four fifths down the second page.
    const [across, down] = [0.32, 0.8]
    const sheet = lector.page.getByRole('img', { name: 'Page 2 of the original' })
    const page = await sheet.boundingBox()
    if (!page) throw new Error('the second page is not there')
    await lector.page.mouse.click(page.x + across * page.width, page.y + down * page.height)
    // Measured at one moment: following the voice scrolls the page meanwhile.
    const distance = () =>
      sheet.evaluate((around, wanted) => {
        const word = document.querySelector('[data-testid=originals] .mark.word')?.getBoundingClientRect()
        const { top, height } = around.getBoundingClientRect()
        return word ? Math.abs((word.top - top) / height - wanted) : 1
      }, down)
    await expect.poll(distance).toBeLessThan(0.03)
    await button('Pause').click()
  })

  test('frame what is left out, and list it; a kind that is read has frames no longer', async () => {
    // The second page has the book's own table of contents.
    await lector.page.getByRole('img', { name: 'Page 2 of the original' }).scrollIntoViewIfNeeded()
    const list = lector.page.getByTestId('left-out')
    const rows = list.getByRole('listitem').filter({ hasText: 'Read it' })
    const row = rows.first()
    await row.waitFor({ timeout: 60_000 })
    await frames().first().waitFor({ state: 'attached' })
    const framed = await frames().count()
    await bookPicture('page-view-left-out')
    await theme('Sepia')
    await bookPicture('page-view-left-out-sepia')
    await theme('Light')
    for (let left = await rows.count(); left > 0; left = await rows.count()) {
      await row.getByRole('button').click()
      await expect.poll(() => rows.count()).toBeLessThan(left)
    }
    await expect.poll(() => frames().count()).toBeLessThan(framed)
    await list.getByText('Nothing').waitFor()
  })

  test('show what is found and what is gone to, with the text beside them', async () => {
    await lector.page.keyboard.press('Control+f')
    await lector.page.getByRole('textbox', { name: 'Find' }).fill('Mock Turtle')
    await expect.poll(isFoundInSight, { timeout: 30_000 }).toBe(true)
    const first = await foundHere().first().getAttribute('style')
    await lector.page.keyboard.press('F3')
    await expect.poll(() => foundHere().first().getAttribute('style')).not.toBe(first)
    await expect.poll(isFoundInSight).toBe(true)
    await bookPicture('page-view-found')
    await lector.page.keyboard.press('Escape')
    await expect.poll(() => foundHere().count()).toBe(0)
    await lector.page.keyboard.press('Control+g')
    await lector.page.getByRole('combobox').fill('12')
    await lector.page.keyboard.press('Enter')
    await expect
      .poll(() => lector.page.getByTestId('originals').getByText('Page 12 of').count())
      .toBeGreaterThan(0)
  })

  test('stay where they are looked at while the window is drawn to other widths', async () => {
    await well().evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    /** The page in the middle of the well, and what share of it lies above that. */
    const middle = () =>
      well().evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect()
        const y = (top + bottom) / 2
        const sheets = [...element.querySelectorAll<HTMLElement>('.sheet')]
        const sheet = sheets.find((each) => each.getBoundingClientRect().bottom >= y)
        if (!sheet) return -1
        const box = sheet.getBoundingClientRect()
        return Number(sheet.dataset.page) + (y - box.top) / box.height
      })
    await expect.poll(middle).toBeGreaterThan(1)
    const before = await middle()
    for (const width of [1_060, 1_000, 960, 1_030, usualSize.width]) await resize({ ...usualSize, width })
    await expect.poll(middle).toBeCloseTo(before, 1)
  })

  test('take the text’s place in a small window and at 200 %, with a switch between them', async () => {
    await resize(smallestSize)
    await lector.page.getByRole('radio', { name: 'Page', exact: true }).waitFor({ state: 'attached' })
    await expect.poll(() => lector.page.getByTestId('page').isVisible()).toBe(false)
    // Wherever the focus is, keys scroll what is seen.
    const top = () => well().evaluate((element) => element.scrollTop)
    const before = await top()
    await lector.page.evaluate(() => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    })
    await lector.page.keyboard.press('PageDown')
    await expect.poll(top).toBeGreaterThan(before)
    await well().evaluate((element) => element.scrollTo({ top: element.scrollHeight / 69 }))
    await bookPicture('page-view-small')
    // The bar and what is found stand on the pages: the text lies under them.
    await lector.page.keyboard.press('Control+f')
    const field = lector.page.getByTestId('originals').getByRole('textbox', { name: 'Find' })
    await field.fill('Caterpillar')
    await expect.poll(isFoundInSight, { timeout: 30_000 }).toBe(true)
    await bookPicture('page-view-small-found')
    await field.press('Escape')
    await expect.poll(() => well().evaluate((element) => element === document.activeElement)).toBe(true)
    await side('Text')
    await expect.poll(() => lector.page.getByTestId('page').isVisible()).toBe(true)
    // A box over the text goes with it, and the pages have the focus.
    await lector.page.keyboard.press('F4')
    await lector.page.getByTestId('page').evaluate((page) => {
      const text = document.createTreeWalker(page.querySelector('p')!, NodeFilter.SHOW_TEXT).nextNode()!
      getSelection()?.setBaseAndExtent(text, 0, text, 3)
    })
    await lector.page.keyboard.press('Control+Shift+L')
    const box = lector.page.getByRole('dialog', { name: 'Say' })
    await box.waitFor()
    await lector.page.keyboard.press('F4')
    await well().waitFor()
    await box.waitFor({ state: 'detached' })
    await expect.poll(() => well().evaluate((element) => element === document.activeElement)).toBe(true)
    await side('Text')
    await expect.poll(() => lector.page.getByTestId('page').isVisible()).toBe(true)
    await bookPicture('page-view-small-text')
    await resize(usualSize)
    await zoom(2)
    await side('Page')
    await bookPicture('page-view-200')
    await zoom(1)
  })

  test('are where the document is found again, also when they were turned just before the window went', async () => {
    await resize(smallestSize)
    await side('Page')
    await lector.page.keyboard.press('Escape')
    await well().evaluate((element) => element.scrollTo({ top: element.scrollHeight / 2 }))
    await expect
      .poll(() => well().evaluate((element) => element.scrollTop / element.scrollHeight))
      .toBeCloseTo(0.5, 1)
    await expect.poll(keptShare).toBeCloseTo(0.5, 1)
    // Nothing that waits for the page to come to rest has its turn.
    await well().evaluate(async (element) => {
      window.setTimeout = (() => 0) as unknown as typeof setTimeout
      element.scrollTo({ top: element.scrollHeight / 4 })
      await new Promise((scrolled) => element.addEventListener('scroll', scrolled, { once: true }))
    })
    await lector.close()
    expect(await keptShare()).toBeGreaterThan(0.15)
    expect(await keptShare()).toBeLessThan(0.35)
    lector = await openLector({ files: [book], userData })
    await resize(usualSize)
    await painted().first().waitFor({ state: 'attached', timeout: 60_000 })
  })

  test('are remembered with the document', async () => {
    // Kept with what the library writes next.
    await lector.page.waitForTimeout(1_500)
    await lector.close()
    lector = await openLector({ files: [book], userData })
    await painted().first().waitFor({ state: 'attached', timeout: 60_000 })
    await lector.page.keyboard.press('F4')
    await expect.poll(() => painted().count()).toBe(0)
  })

  test('show columns', async () => {
    await lector.close()
    lector = await openLector({ files: [columns], userData })
    await resize(usualSize)
    await button('Pages beside the text').waitFor()
    await lector.page.keyboard.press('F4')
    await painted().first().waitFor({ state: 'attached', timeout: 60_000 })
    await picture('page-view-columns')
  })
})
