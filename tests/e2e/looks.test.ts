import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readingFaces } from '@contract/look-settings'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, takesEveryPicture, themes, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { scrollRest } from './scroll-rest'

const paragraphs = [
  'The ferry left on time. By noon the harbour was full of small white sails, and nobody had counted them. A boy on the quay held a line with nothing on it, and did not mind.',
  'Later, when the wind turned, they came in one by one. The harbour master wrote down the hour of each: 4:10, 4:25, 5:02. He had a clock that was never wrong and a pen that sometimes was.',
  'In the evening there was music. It came over the water from a house with yellow windows, stopped, and began again at the same place, as if somebody were learning it by heart.',
]
const story = ['The harbour', ...paragraphs, ...paragraphs, ...paragraphs].join('\n\n')

/** A face that is no other by then is one of those before it. */
const mostFaceMilliseconds = 5_000

describe.skipIf(!hasElectron || !hasVoice)('pictures of looks (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, zoom, theme, inSettings } = openCamera(() => lector)
  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
    await lector.paste(story)
    await lector.page.getByTestId('page').waitFor()
    await button('Play').click()
    await lector.litWord()
  })
  afterAll(() => lector.close())

  const radio = (group: string, name: string) =>
    lector.page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true })
  const slide = (name: string, value: number) => lector.page.getByRole('slider', { name }).fill(String(value))

  async function pause(): Promise<void> {
    if (await button('Pause').isVisible()) await lector.pauseAtWord()
  }

  /** Where the lit word is drawn, and where its text says it is. */
  function placeOfWord(): Promise<{ word: string; top: number; bottom: number; height: number }> {
    return lector.page.evaluate(() => {
      const range = [...(CSS.highlights.get('word')?.values() ?? [])][0]
      if (!(range instanceof Range)) return { word: '', top: 0, bottom: 0, height: innerHeight }
      const box = range.getBoundingClientRect()
      const page = document.querySelector('[data-testid=page]')?.getBoundingClientRect()
      if (!page) throw new Error('there is no page')
      return {
        word: range.toString(),
        top: box.top - page.top,
        bottom: box.bottom - page.top,
        height: page.height,
      }
    })
  }

  test('every face in every theme, and the letters of each are its own', async () => {
    await pause()
    const widths = new Set<number>()
    const widthOfText = () =>
      lector.page.evaluate(() => {
        const range = document.createRange()
        range.selectNodeContents(document.querySelector('article p, article h1, article h2') ?? document.body)
        return Math.round(range.getBoundingClientRect().width * 10)
      })
    for (const face of readingFaces) {
      await inSettings('Text', async () => {
        await lector.page.getByRole('combobox', { name: 'Face' }).selectOption(face)
      })
      await lector.page.evaluate(() => document.fonts.ready)
      // The browser says a face is there before it is drawn with it; the system's own may be one of ours.
      const latest = Date.now() + mostFaceMilliseconds
      while (widths.has(await widthOfText()) && Date.now() < latest) await lector.page.waitForTimeout(50)
      widths.add(await widthOfText())
      // Letters are drawn alike in every theme: one face shows the themes, the others themselves.
      for (const name of takesEveryPicture || face === 'serif' ? themes : (['Light'] as const)) {
        await theme(name)
        await picture(`look-${face}-${name.toLowerCase()}`)
      }
    }
    // The system's own face may be one of ours.
    expect(widths.size).toBeGreaterThanOrEqual(readingFaces.length - 1)
    await theme('Light')
    await inSettings('Text', async () => {
      await lector.page.getByRole('combobox', { name: 'Face' }).selectOption('serif')
    })
  })

  test('after each change of the text the spoken word is in sight, in its place', async () => {
    await pause()
    const changes: readonly (readonly [string, number, number])[] = [
      ['Line spacing', 1.5, 1],
      ['Letter spacing', 0.12, 0],
      ['Word spacing', 0.3, 0],
      ['Column width', 420, 620],
      ['Text size', 5, 2],
    ]
    for (const [name, value, usual] of changes) {
      await inSettings('Text', () => slide(name, value))
      await expect
        .poll(
          async () => {
            const { word, top, bottom, height } = await placeOfWord()
            return word !== '' && top >= 0 && bottom <= height
          },
          { message: name },
        )
        .toBe(true)
      await picture(`look-${name.toLowerCase().replace(' ', '-')}`)
      await inSettings('Text', () => slide(name, usual))
    }
  })

  test('the pages of the settings', async () => {
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await inSettings('Text', () => picture(`settings-text-${name.toLowerCase()}`))
      await inSettings('Highlight', () => picture(`settings-highlight-${name.toLowerCase()}`))
      await button('Text').click()
      await picture(`look-popover-${name.toLowerCase()}`)
      await lector.page.keyboard.press('Escape')
    }
    await theme('Light')
    await resize(smallestSize)
    await inSettings('Highlight', () => picture('settings-highlight-720'))
    await inSettings('Text', () => picture('settings-text-720'))
    await resize(usualSize)
    await zoom(2)
    await inSettings('Highlight', () => picture('settings-highlight-200'))
    await zoom(1)
  })

  test('styles, colours, dimming and the ruler', async () => {
    const shown: readonly (readonly [string, () => Promise<void>])[] = [
      ['underline', () => radio('Style', 'Underline').check({ force: true })],
      ['text', () => radio('Style', 'Text colour').check({ force: true })],
      [
        'pink',
        async () => {
          await radio('Style', 'Background').check({ force: true })
          await radio('Word colour', 'Pink').check({ force: true })
          await radio('Sentence colour', 'Aqua').check({ force: true })
        },
      ],
      [
        'dim-ruler',
        async () => {
          await button('Reset this page').click()
          await lector.page.getByRole('switch', { name: 'Dim the rest' }).click()
          await lector.page.getByRole('switch', { name: 'Reading ruler' }).click()
          await slide('Ruler height', 3)
        },
      ],
    ]
    for (const [name, change] of shown) {
      await inSettings('Highlight', change)
      // The contrast of every colour in every theme is proved by numbers in highlight-colours.test.ts.
      for (const look of takesEveryPicture || name === 'dim-ruler' ? themes : (['Light'] as const)) {
        await theme(look)
        await picture(`highlight-${name}-${look.toLowerCase()}`)
      }
    }
    await theme('Light')
  })

  test('the ruler lies behind the spoken line and lets the pointer through', async () => {
    const { ruler, line, hit } = await lector.page.evaluate(() => {
      const word = [...(CSS.highlights.get('word')?.values() ?? [])][0]
      const band = document.querySelector('.ruler')?.getBoundingClientRect()
      if (!(word instanceof Range) || !band) throw new Error('nothing is heard')
      const line = word.getBoundingClientRect()
      const middle = (line.top + line.bottom) / 2
      return {
        ruler: { top: band.top, bottom: band.bottom },
        line: { top: line.top, bottom: line.bottom },
        hit: document.elementFromPoint(line.left + 2, middle)?.closest('article') !== null,
      }
    })
    expect(ruler.top).toBeLessThan(line.top)
    expect(ruler.bottom).toBeGreaterThan(line.bottom)
    expect(Math.abs((ruler.top + ruler.bottom - line.top - line.bottom) / 2)).toBeLessThan(2)
    expect(hit).toBe(true)
  })

  test('all but the sentence stands back', async () => {
    const { rest, sentence, whole } = await lector.page.evaluate(() => {
      const length = (name: string) =>
        [...(CSS.highlights.get(name)?.values() ?? [])].map(String).join('').length
      return {
        rest: length('rest'),
        sentence: length('sentence'),
        whole: document.querySelector('article')?.textContent.length ?? 0,
      }
    })
    expect(sentence).toBeGreaterThan(0)
    expect(rest + sentence).toBe(whole)
    await inSettings('Highlight', () => button('Reset this page').click())
  })

  test('with "Off" a click never moves the voice, with "Double-click" only that does', async () => {
    const paragraph = lector.page
      .getByTestId('page')
      .locator('p', { hasText: /^Later/ })
      .first()
    const before = (await placeOfWord()).word
    // A voice that was moved would be read: nothing but Pause would do for it.
    const expectStillness = async () => {
      await lector.page.waitForTimeout(100)
      expect(await button('Play').isVisible()).toBe(true)
      expect((await placeOfWord()).word).toBe(before)
    }
    await inSettings('Highlight', () => radio('Click to read', 'Off').check({ force: true }))
    await paragraph.click({ position: { x: 60, y: 16 } })
    await paragraph.dblclick({ position: { x: 60, y: 16 } })
    await expectStillness()
    await inSettings('Highlight', () => radio('Click to read', 'Double-click').check({ force: true }))
    await paragraph.click({ position: { x: 60, y: 16 } })
    await expectStillness()
    const sentences = await lector.watchSentences()
    await paragraph.dblclick({ position: { x: 60, y: 16 } })
    await expect.poll(async () => (await sentences())[1]).toMatch(/^Later/)
    await pause()
    await inSettings('Highlight', () => button('Reset this page').click())
  })

  test('with follow off the page stays, and shows the way to a voice out of sight', async () => {
    await inSettings('Highlight', () => lector.page.getByRole('switch', { name: 'Follow the voice' }).click())
    const scrollTop = async () => (await scrollRest(lector.page.getByTestId('page'))).top
    await lector.page.mouse.move(700, 300)
    await lector.page.mouse.wheel(0, 2_000)
    await button('Back to voice').waitFor()
    const before = await scrollTop()
    await button('Play').click()
    // A page that followed would have gone to the first word before the next one is lit.
    const first = await lector.litWord()
    await expect.poll(() => lector.litWord()).not.toBe(first)
    expect(await scrollTop()).toBe(before)
    await button('Back to voice').click()
    await expect.poll(async () => button('Back to voice').isVisible()).toBe(false)
    await pause()
    await inSettings('Highlight', () => button('Reset this page').click())
  })
})
