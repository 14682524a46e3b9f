import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { longTextWords as words, openLongText } from './long-text'

describe.skipIf(!hasElectron || !hasVoice)('finding, in pictures (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, zoom, theme, inLightAndDark } = openCamera(() => lector)

  beforeAll(async () => {
    lector = await openLector()
    await openLongText(lector)
  })
  afterAll(() => lector.close())

  const result = () => lector.page.getByTestId('find-result').textContent()
  const lit = (name: string) =>
    lector.page.evaluate(
      (highlight) => [...(CSS.highlights.get(highlight)?.values() ?? [])].map(String),
      name,
    )

  const focused = () => lector.page.evaluate(() => document.activeElement?.getAttribute('data-testid'))

  test('F3 and Shift+F3 go on and back, whatever has the focus', async () => {
    await lector.page.keyboard.press('Control+f')
    await lector.page.getByRole('textbox', { name: 'Find' }).fill("cafe's")
    await expect.poll(result).toMatch(/ of 29,940$/)
    const first = Number((await result())?.split(' ')[0].replaceAll(',', ''))
    const expectMatch = (number: number) =>
      expect.poll(result).toBe(`${number.toLocaleString('en')} of 29,940`)
    await lector.page.getByTestId('page').focus()
    await lector.page.keyboard.press('F3')
    await expectMatch(first + 1)
    await lector.page.keyboard.press('F3')
    await expectMatch(first + 2)
    await lector.page.keyboard.press('Shift+F3')
    await expectMatch(first + 1)
    await expect.poll(() => lit('current-match')).toEqual(['café’s'])
    await expect.poll(async () => (await lit('match')).length).toBeGreaterThan(5)
  })

  test('Ctrl+Shift+U reads from the match, and finding lets the page go from the voice', async () => {
    await lector.page.getByRole('textbox', { name: 'Find' }).fill('4321. the')
    await expect.poll(result).toBe('1 of 1')
    await lector.page.keyboard.press('Control+Shift+u')
    await lector.litWord()
    expect(await lector.lit('sentence')).toMatch(/^(4321|The lamps of Harbour)/)
    await lector.page.getByRole('textbox', { name: 'Find' }).fill('17. the')
    await expect.poll(result).toMatch(/ of 50$/)
    await button('Back to voice').waitFor()
    await picture('find-while-reading')
    await button('Pause').click()
  })

  test('Esc closes the bar and leaves the match selected in the text', async () => {
    await lector.page.keyboard.press('Control+f')
    await lector.page.getByRole('textbox', { name: 'Find' }).fill('17. the lamps')
    await expect.poll(result).toMatch(/ of 50$/)
    await lector.page.keyboard.press('Escape')
    await expect.poll(() => lector.page.evaluate(() => String(getSelection()))).toBe('17. The lamps')
    await expect.poll(focused).toBe('page')
    await expect.poll(() => lit('match')).toEqual([])
    await lector.page.keyboard.press('Escape')
  })

  test('Ctrl+G goes to a chapter by a part of its name', async () => {
    await inLightAndDark(async (shade) => {
      await lector.page.keyboard.press('Control+g')
      await lector.page.keyboard.insertText('ter 7')
      await lector.page.getByRole('option', { name: /^Chapter 7/ }).waitFor()
      await picture(`go-to-${shade}`)
      if (shade === 'dark') await lector.page.keyboard.press('Escape')
    })
    await lector.page.keyboard.press('Enter')
    await expect
      .poll(() =>
        lector.page.evaluate(() => {
          const heading = [...document.querySelectorAll('h1, h2')].find((e) => e.textContent === 'Chapter 7')
          const top = heading?.getBoundingClientRect().top ?? -1
          return top > 0 && top < 300
        }),
      )
      .toBe(true)
    await expect.poll(focused).toBe('page')
    await lector.page.keyboard.press('Control+g')
    await lector.page.keyboard.insertText('nowhere')
    await lector.page.getByText('No chapter is called “nowhere”.').waitFor()
    await lector.page.keyboard.press('Escape')
  })
  test('pictures of the bar, in light and dark, narrow and large', async () => {
    await lector.paste(`${words.repeat(3)}\n\n${words.repeat(2)}`)
    await lector.page
      .getByTestId('page')
      .getByText(/^The lamps/)
      .first()
      .waitFor()
    await lector.page.keyboard.press('Control+f')
    await lector.page.getByRole('textbox', { name: 'Find' }).fill('lamps')
    await expect.poll(result).toMatch(/ of 5$/)
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await picture(`find-${name.toLowerCase()}`)
    }
    await theme('Light')
    await resize(smallestSize)
    await picture('find-720')
    await resize(usualSize)
    await zoom(2)
    await picture('find-200')
    await zoom(1)
    await lector.page.getByRole('textbox', { name: 'Find' }).fill('no such words')
    await expect.poll(result).toBe('Not found')
    await picture('find-none')
    await lector.page.keyboard.press('Escape')
  })
})
