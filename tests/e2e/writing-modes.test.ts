import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { paragraph, run, styled, wordFile } from '../fixtures/docx/word-file'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { scrollRest } from './scroll-rest'
import { arabicPage, columnsPage, hillDrawing, japaneseBook } from './written-pages'

describe.skipIf(!hasElectron || !hasVoice)('ways of writing, pictured (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, captureLit, resize, theme, zoom, inLightAndDark, inSettings } = openCamera(
    () => lector,
  )
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
  })
  afterAll(async () => {
    await lector.close()
  })

  /** Opens a file as one dropped on the window. */
  async function open(path: string, words: string): Promise<void> {
    const held = await openCamera(() => lector).holdFile(path)
    await held.end()
    await lector.page.locator('article').getByText(words).first().waitFor()
  }
  const page = () => lector.page.getByTestId('page')
  const themed = (name: string) => inLightAndDark((shade) => picture(`${name}-${shade}`))
  const scrolled = () => page().evaluate(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }))

  test.skipIf(!hasCorpus)(`a Japanese book of columns ${corpusNeeds}`, async () => {
    await open(join(corpusFolder, 'epub3-japanese-vertical-ruby.epub'), '草枕')
    await expect.poll(() => page().getAttribute('data-writing')).toBe('vertical-rl')
    await lector.page.locator('article p').nth(6).waitFor()
    await themed('vertical')
  })

  /** Where the word that is lit lies, as a share of the page's width counted from where the text begins. */
  const wordShare = () =>
    lector.page.evaluate(() => {
      const range = [...(CSS.highlights.get('word')?.values() ?? [])][0]
      const page = document.querySelector('[data-testid=page]')?.getBoundingClientRect()
      if (!(range instanceof Range) || !page) return null
      return (page.right - range.getBoundingClientRect().right) / page.width
    })
  test('columns are scrolled by wheel and keys, and followed in the middle of the width', async () => {
    const path = join(lector.directory, 'columns.html')
    await writeFile(path, columnsPage)
    await open(path, 'Lanterns')
    await expect.poll(() => page().getAttribute('data-writing')).toBe('vertical-rl')
    await lector.page.mouse.move(600, 300)
    await lector.page.mouse.wheel(0, 400)
    await expect.poll(scrolled).toEqual({ scrollLeft: -400, scrollTop: 0 })
    await page().focus()
    await lector.page.keyboard.press('PageDown')
    await expect.poll(async () => (await scrolled()).scrollLeft).toBeLessThan(-1_000)
    await lector.page.keyboard.press('PageUp')
    await expect.poll(async () => Math.round((await scrolled()).scrollLeft)).toBe(-400)
    await lector.page.keyboard.press('End')
    const left = () =>
      page().evaluate(({ scrollWidth, clientWidth, scrollLeft }) => scrollWidth - clientWidth + scrollLeft)
    await expect.poll(left).toBeLessThan(1)
    await lector.page.keyboard.press('Home')
    await expect.poll(async () => (await scrolled()).scrollLeft).toBe(0)
    await lector.page.mouse.wheel(0, 2_000)
    await expect.poll(async () => (await scrolled()).scrollLeft).toBe(-2_000)
    // Near the left edge, where the text goes on out of sight.
    await lector.page.mouse.dblclick(330, 300)
    await lector.litWord()
    await expect.poll(wordShare).toBeGreaterThan(0.25)
    await expect.poll(wordShare).toBeLessThan(0.62)
    await lector.page.mouse.wheel(0, 3_000)
    await button('Back to voice').waitFor()
    await picture('vertical-pill', captureLit)
    await button('Back to voice').click()
    await expect.poll(wordShare).toBeLessThan(0.62)
    await expect.poll(wordShare).toBeGreaterThan(0.25)
    await button('Pause').click()
  })

  test('ruler, dimming, search, selection and bookmarks lie along columns', async () => {
    await inSettings('Highlight', async () => {
      await lector.page.getByRole('switch', { name: 'Dim the rest' }).click()
      await lector.page.getByRole('switch', { name: 'Reading ruler' }).click()
    })
    await button('Play').click()
    await lector.litWord()
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await picture(`vertical-lit-${name.toLowerCase()}`, captureLit)
    }
    await theme('Light')
    await button('Pause').click()
    await scrollRest(page())
    const { ruler, line } = await lector.page.evaluate(() => {
      const [range] = [...(CSS.highlights.get('word') ?? []), ...(CSS.highlights.get('sentence') ?? [])]
      const band = document.querySelector('.ruler')?.getBoundingClientRect()
      if (!(range instanceof Range) || !band) throw new Error('nothing is lit')
      return { ruler: band.toJSON() as DOMRect, line: range.getClientRects()[0].toJSON() as DOMRect }
    })
    const lit = await lector.page.locator('.highlight-bands .word').count()
    const band = await lector.page
      .locator(`.highlight-bands .${lit > 0 ? 'word' : 'sentence'}`)
      .first()
      .boundingBox()
    for (const [side, pixels] of [
      ['x', line.left],
      ['y', line.top],
      ['width', line.width],
      ['height', line.height],
    ] as const)
      expect(Math.abs((band?.[side] ?? Infinity) - pixels), side).toBeLessThan(1)
    expect(ruler.left).toBeLessThan(line.left)
    expect(ruler.right).toBeGreaterThan(line.right)
    expect(ruler.height).toBeGreaterThan(ruler.width)
    await inSettings('Highlight', async () => {
      await lector.page.getByRole('switch', { name: 'Dim the rest' }).click()
      await lector.page.getByRole('switch', { name: 'Reading ruler' }).click()
    })
    await lector.page.mouse.dblclick(600, 300, { delay: 10 })
    await button('Pause').click()
    await lector.page.keyboard.press('Control+B')
    await expect.poll(() => lector.page.locator('.margin-marks span').count()).toBe(1)
    await scrollRest(page())
    const mark = await lector.page.locator('.margin-marks span').boundingBox()
    const column = await lector.page.locator('article').boundingBox()
    expect((mark?.y ?? 0) + (mark?.height ?? 0)).toBeLessThanOrEqual((column?.y ?? 0) + 1)
    // The page may be on its way to the word that was chosen.
    await scrollRest(page())
    await lector.select('lantern', { x: 600, y: 130 }, { x: 540, y: 420 })
    await lector.page.getByRole('toolbar').waitFor()
    await picture('vertical-selection')
    await lector.page.keyboard.press('Escape')
    await lector.page.keyboard.press('Control+F')
    // One that is in sight, wherever the voice has gone: marks are placed near what is.
    const wanted = await lector.page.evaluate(() => {
      const inSight = [...document.querySelectorAll('article p')].find(
        (paragraph) => paragraph.getBoundingClientRect().left <= 600,
      )
      return /lantern \d+/.exec(inSight?.textContent ?? '')?.[0] ?? ''
    })
    await lector.page.keyboard.type(wanted)
    await lector.page.keyboard.press('Enter')
    await expect
      .poll(() => lector.page.evaluate(() => [...(CSS.highlights.get('current-match') ?? [])].map(String)))
      .toEqual([wanted])
    await picture('vertical-find')
    // The bar covers no column, and no line breaks elsewhere for it.
    const extents = () =>
      lector.page.evaluate(() => {
        const column = document.querySelector('article')?.getBoundingClientRect()
        const bar = document.querySelector('[data-testid=find]')?.getBoundingClientRect()
        const mark = document.querySelector('.margin-marks span')?.getBoundingClientRect()
        return {
          ...{ top: column?.top ?? 0, height: column?.height ?? 0 },
          ...{ bar: bar?.bottom ?? 0, toMark: (column?.top ?? 0) - (mark?.top ?? 0) },
        }
      })
    const searched = await extents()
    expect(searched.bar).toBeGreaterThan(0)
    expect(searched.top).toBeGreaterThanOrEqual(searched.bar)
    for (const factor of [2, 2.4]) {
      await zoom(factor)
      await expect.poll(async () => (await extents()).top - (await extents()).bar).toBeGreaterThanOrEqual(0)
    }
    await zoom(1)
    await lector.page.keyboard.press('Escape')
    await lector.page.getByTestId('find').waitFor({ state: 'detached' })
    await expect
      .poll(async () => {
        const { height, toMark } = await extents()
        return [height, toMark]
      })
      .toEqual([searched.height, searched.toMark])
  })

  test('what is said of words in columns lies beside their column', async () => {
    await lector.page.keyboard.press('Home')
    await expect.poll(async () => (await scrolled()).scrollLeft).toBe(0)
    await scrollRest(page())
    const boxes = (selector: string) =>
      lector.page.locator(selector).evaluate((float) => {
        const range = [...(CSS.highlights.get('held')?.values() ?? [])][0]
        const words =
          range instanceof Range
            ? range
            : document.querySelector('article .skipped[data-subject=note-reference]')
        if (!words) throw new Error('nothing is held')
        return [float, words].map((one) => one.getBoundingClientRect().toJSON() as DOMRect)
      })
    const isBeside = ([float, words]: DOMRect[]) => float.right <= words.left || float.left >= words.right
    const dusk = await lector.page
      .locator('article p')
      .first()
      .evaluate((paragraph) => {
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.textContent?.indexOf('dusk') ?? -1
          if (at < 0) continue
          const range = document.createRange()
          range.setStart(node, at)
          range.setEnd(node, at + 4)
          return range.getBoundingClientRect().toJSON() as DOMRect
        }
        throw new Error('the word is not on the page')
      })
    const across = dusk.left + dusk.width / 2
    await lector.select('dusk', { x: across, y: dusk.top + 1 }, { x: across, y: dusk.bottom - 1 })
    await button('Say it like…').click()
    await lector.page.getByText(/^Changes/).waitFor()
    await expect.poll(async () => isBeside(await boxes('.say'))).toBe(true)
    await picture('vertical-say-it')
    await lector.page.keyboard.press('Escape')
    // A page that is still on its way to its beginning carries the words from under the pointer.
    await expect
      .poll(async () => {
        await lector.page.mouse.move(across, 2)
        await lector.page.locator('article .skipped[data-subject=note-reference]').first().hover()
        await lector.page.waitForTimeout(1_000)
        return button('Read it').isVisible()
      })
      .toBe(true)
    await expect.poll(async () => isBeside(await boxes('.tip'))).toBe(true)
    await picture('vertical-tip')
    await lector.page.keyboard.press('Escape')
  })

  test('a book says how it is written, and the reader can choose otherwise', async () => {
    const path = join(lector.directory, 'kumo.epub')
    await writeFile(path, japaneseBook)
    await open(path, '第一章')
    await expect.poll(() => page().getAttribute('data-writing')).toBe('vertical-rl')
    const upright = lector.page.locator('.upright').first()
    const box = await upright.boundingBox()
    expect(box?.height ?? 99).toBeLessThan(26)
    expect(await upright.textContent()).toBe('12')
    await themed('vertical-book')
    await resize(smallestSize)
    await picture('vertical-book-720')
    await resize(usualSize)
    await zoom(2)
    await picture('vertical-book-200')
    await zoom(1)
    const way = lector.page.getByRole('combobox', { name: 'Lines' })
    await button('Text').click()
    await picture('vertical-choice')
    await way.selectOption('Horizontal')
    await expect.poll(() => page().getAttribute('data-writing')).toBe('horizontal-tb')
    await lector.page.keyboard.press('Escape')
    await picture('vertical-book-in-lines')
    await button('Text').click()
    await way.selectOption('As the document says')
    await expect.poll(() => page().getAttribute('data-writing')).toBe('vertical-rl')
    await lector.page.keyboard.press('Escape')
  })

  test('the place that was looked at stays, whichever way the text is written', async () => {
    const first = () =>
      lector.page.evaluate(() => {
        const page = document.querySelector('[data-testid=page]')?.getBoundingClientRect()
        if (!page) return ''
        const isVertical = document.querySelector('[data-writing^=vertical]') !== null
        const seen = [...document.querySelectorAll('article p')].find((line) => {
          const box = line.getBoundingClientRect()
          return isVertical ? box.left < page.right - 2 : box.bottom > page.top + 2
        })
        return seen?.textContent.slice(0, 12)
      })
    await page().evaluate((scroller) => (scroller.scrollLeft = -3_000))
    await scrollRest(page())
    const before = await first()
    await button('Text').click()
    await lector.page.getByRole('combobox', { name: 'Lines' }).selectOption('Horizontal')
    await expect.poll(first).toBe(before)
    await lector.page.getByRole('combobox', { name: 'Lines' }).selectOption('Vertical')
    await expect.poll(first).toBe(before)
    await lector.page.keyboard.press('Escape')
  })

  test('text from the right: lists, quotes, tables, marks, ruler, pill and bar lie where its lines begin', async () => {
    const path = join(lector.directory, 'arabic.html')
    await writeFile(path, arabicPage)
    await open(path, 'التلال')
    await expect.poll(() => lector.page.locator('article').getAttribute('dir')).toBe('rtl')
    await themed('rtl-page')
    const side = async (selector: string) => {
      const box = await lector.page.locator(selector).first().boundingBox()
      const column = await lector.page.locator('article').boundingBox()
      return box && column ? column.x + column.width - box.x - box.width : NaN
    }
    expect(await side('article h1')).toBeLessThan(1)
    expect(await side('article .list-item')).toBeLessThan(1)
    // A paragraph of another script runs the way its own letters do, and begins where that begins.
    const directions = await lector.page.evaluate(() =>
      ['arabic', 'english', 'numbered'].map((word) => {
        const found = [...document.querySelectorAll('article .paragraph')].find((one) =>
          one.textContent.includes({ arabic: 'بحر', english: 'An English', numbered: '1984' }[word] ?? ''),
        )
        return found ? getComputedStyle(found).direction : null
      }),
    )
    expect(directions).toEqual(['rtl', 'ltr', 'rtl'])
    await lector.page.locator('article .paragraph').first().click({ clickCount: 2 })
    await lector.page.keyboard.press('Control+B')
    const mark = lector.page.locator('.margin-marks span').first()
    await mark.waitFor()
    const [at, column] = [await mark.boundingBox(), await lector.page.locator('article').boundingBox()]
    expect(at?.x ?? 0).toBeGreaterThanOrEqual((column?.x ?? 0) + (column?.width ?? 0))
    await lector.page.locator('article .paragraph').nth(1).click({ button: 'right' })
    await lector.page.getByRole('toolbar').waitFor()
    await themed('rtl-selection')
    await lector.page.keyboard.press('Escape')
    await resize(smallestSize)
    await picture('rtl-720')
    await resize(usualSize)
    await zoom(2)
    await picture('rtl-200')
    await zoom(1)
  })

  test('pictures of a page, a text and a Word document stand in their places; nothing is fetched', async () => {
    const asked: string[] = []
    lector.page.on('request', (request) => asked.push(request.url()))
    await writeFile(join(lector.directory, 'hill.svg'), hillDrawing)
    const lines = ['A hill is seen from the sea, and the sea is seen from the hill.', 'Nobody was on it.']
    const files = {
      'hills.html': `<!doctype html><html lang="en"><body><h1>Hills of a page</h1><p>${lines[0]}</p><img src="hill.svg" alt="Two hills over a grey plain"><p>${lines[1]}</p>
<img src="https://example.org/a.png" alt="A picture of the web, which is not fetched"><img src="file:///etc/hostname" alt="A file of this computer"></body></html>`,
      'hills.md': `# Hills of a text\n\n${lines[0]}\n\n![Two hills over a grey plain](hill.svg)\n\n${lines[1]}\n`,
      'hills.docx': wordFile({
        body:
          styled('Heading1', run('Hills of a document')) +
          paragraph(run(lines[0])) +
          paragraph(
            '<w:r><w:drawing><wp:inline><wp:extent cx="4572000" cy="2571750"/><wp:docPr id="1" name="x" descr="Two hills over a grey plain"/><a:graphic><a:graphicData><a:blip r:embed="hill"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>',
          ) +
          paragraph(run(lines[1])),
        files: {
          'word/media/hill.svg': hillDrawing,
          'word/_rels/document.xml.rels':
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="hill" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/hill.svg"/></Relationships>',
        },
      }),
    }
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(lector.directory, name)
      await writeFile(path, bytes)
      await open(path, `Hills of a ${{ html: 'page', md: 'text', docx: 'document' }[name.slice(6)]}`)
      const shown = lector.page.getByRole('img', { name: 'Two hills over a grey plain' }).locator('img')
      await expect
        .poll(() => shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
        .toBeGreaterThan(0)
      expect(await lector.page.locator('figure img').count()).toBe(1)
      await themed(`pictured-${name.slice(6)}`)
    }
    expect(await lector.page.evaluate(() => 'ran' in window)).toBe(false)
    expect(asked.filter((url) => !/^(?:lector|blob):/.test(url))).toEqual([])
  })

  test.each([
    // Not those that were left elsewhere.
    ['columns', columnsPage.replaceAll('lantern', 'beacon'), 'Here hangs beacon 1.'],
    ['right-to-left', arabicPage.replaceAll('1987', '1986'), 'يُرى التلّ من البحر، ويُرى البحر من التلّ.'],
  ])('the sentence under the pointer is underlined in a text of %s', async (name, content, sentence) => {
    const path = join(lector.directory, `pointed-${name}.html`)
    await writeFile(path, content)
    await open(path, sentence)
    /** Where its first line begins, whichever way that runs. */
    const begin = async () => {
      const first = await lector.page.locator('article p').first().boundingBox()
      if (!first) throw new Error('No paragraph is in sight')
      return { x: first.x + first.width - 20, y: first.y + 20 }
    }
    await expect
      .poll(async () => {
        const { x, y } = await begin()
        await lector.page.mouse.move(x, y)
        return (await lector.lit('pointed')).trim()
      })
      .toBe(sentence)
    await lector.page.mouse.move((await begin()).x, 12)
    await expect.poll(() => lector.lit('pointed')).toBe('')
  })
})
