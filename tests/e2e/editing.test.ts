import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { openCamera, pictures } from './camera'

let lector: LectorWindow
const camera = openCamera(() => lector)
beforeAll(() => mkdir(pictures, { recursive: true }))
afterEach(() => lector?.close())

const text = [
  'Notes of a morning at the harbour. The fog lifts slowly today.',
  'The boats wait. Nobody is in a hurry, and the gulls have the quay to themselves.',
  'Later the baker comes with bread.',
].join('\n\n')

const editor = () => lector.page.getByRole('textbox', { name: 'Text being edited' })
const paragraphs = () => editor().locator('> *').allTextContents()
const edit = async (): Promise<void> => {
  await lector.page.getByRole('button', { name: /^Edit this text/ }).click()
  await editor().waitFor()
}
/** Sets the caret with the keys alone. */
const goToEnd = () => lector.page.keyboard.press('Control+End')

async function written(userData: string): Promise<string[]> {
  const folder = join(userData, 'pasted')
  const names = await readdir(folder).catch(() => [])
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
  return texts.flatMap((stored) => {
    const { written: kept } = JSON.parse(stored) as { written?: { blocks: { text: string }[] } }
    return kept ? [kept.blocks.map((block) => block.text).join('|')] : []
  })
}

describe.skipIf(!hasElectron)('a text of the person’s own (skipped where there is no Electron)', () => {
  test('is edited in place: typed, broken, joined, taken back and made again', async () => {
    lector = await openLector()
    await lector.paste(text)
    await lector.page.getByRole('article').waitFor()
    await edit()
    await goToEnd()
    await lector.page.keyboard.type(' And coffee.')
    await lector.page.keyboard.press('Enter')
    await lector.page.keyboard.type('The end')
    expect((await paragraphs()).slice(-2)).toEqual([
      'Later the baker comes with bread. And coffee.',
      'The end',
    ])
    await lector.page.keyboard.press('Home')
    await lector.page.keyboard.press('Backspace')
    expect((await paragraphs()).at(-1)).toBe('Later the baker comes with bread. And coffee.The end')
    await lector.page.keyboard.press('Control+z')
    await lector.page.keyboard.press('Control+z')
    expect((await paragraphs()).at(-1)).toBe('')
    await lector.page.keyboard.press('Control+Shift+Z')
    expect((await paragraphs()).at(-1)).toBe('The end')
    await expect.poll(() => lector.page.getByTestId('edit-state').textContent()).toBe('Saved')
    await camera.theme('Light')
    await camera.picture('editing-light')
    await camera.theme('Dark')
    await camera.picture('editing-dark')
    await editor().focus()
    await lector.page.keyboard.press('Escape')
    await lector.page.getByRole('article').waitFor()
    expect(await lector.page.getByRole('article').textContent()).toContain('And coffee.')
    expect(lector.complaints).toEqual([])
  })

  test('is on the disk within a second, whatever ends Lector', async () => {
    const userData = await mkdtemp(join(tmpdir(), 'lector-edit-'))
    try {
      lector = await openLector({ userData })
      await lector.paste(text)
      await lector.page.getByRole('article').waitFor()
      await edit()
      await goToEnd()
      await lector.page.keyboard.type(' This was written last.')
      await lector.page.waitForTimeout(1_000)
      lector.app.process().kill('SIGKILL')
      await lector.close().catch(() => undefined)
      expect((await written(userData)).join()).toContain('This was written last.')
      lector = await openLector({ userData })
      await lector.page
        .getByRole('button', { name: /^Notes of a morning/ })
        .first()
        .click()
      await lector.page.getByRole('article').waitFor()
      expect(await lector.page.getByRole('article').textContent()).toContain('This was written last.')
    } finally {
      await lector.close().catch(() => undefined)
      await rm(userData, { recursive: true, force: true })
    }
  })

  test('is read on while it is changed: the sentence heard to its end, then the new text', async () => {
    lector = await openLector()
    await lector.paste(text)
    await lector.page.getByRole('article').waitFor()
    await edit()
    await lector.page.keyboard.press('Control+Home')
    await lector.page.keyboard.press('Control+Space')
    await lector.litWord()
    await goToEnd()
    await lector.page.keyboard.type(' Zebras follow him.')
    const heard = new Set<string>()
    await expect
      .poll(
        async () => {
          heard.add(await lector.litWord().catch(() => ''))
          return [...heard]
        },
        { timeout: 40_000, interval: 60 },
      )
      .toContain('Zebras')
    expect(lector.complaints).toEqual([])
  })

  test('is searched while it is changed, and bookmarks move with it', async () => {
    lector = await openLector()
    await lector.paste(text)
    const article = lector.page.getByRole('article')
    await article.waitFor()
    await article.getByText('The boats wait.').click({ position: { x: 4, y: 8 } })
    await lector.page.keyboard.press('Control+b')
    await lector.page.getByRole('tab', { name: 'Bookmarks' }).click()
    await edit()
    await lector.page.keyboard.press('Control+Home')
    await lector.page.keyboard.press('Control+f')
    await lector.page.keyboard.type('the b')
    const result = lector.page.getByTestId('find-result')
    await expect.poll(() => result.textContent()).toBe('1 of 2')
    await expect.poll(() => lector.lit('current-match')).toBe('The b')
    await expect.poll(() => lector.lit('match')).toBe('the b')
    await camera.picture('editing-find')
    // What is written is searched too, and what was found stays found.
    await editor().focus()
    await goToEnd()
    await lector.page.keyboard.type(' The birds, too.')
    await expect.poll(() => result.textContent()).toBe('1 of 3')
    await lector.page.keyboard.press('F3')
    await expect.poll(() => result.textContent()).toBe('2 of 3')
    await lector.page.keyboard.press('Escape')
    await lector.page.getByTestId('find').waitFor({ state: 'detached' })
    expect(await lector.page.evaluate(() => String(getSelection()))).toBe('the b')
    await lector.page.keyboard.type('their b')
    expect((await paragraphs()).at(-1)).toBe('Later their baker comes with bread. The birds, too.')
    await lector.page.keyboard.press('Control+Home')
    await lector.page.keyboard.type('Written before it.')
    await lector.page.keyboard.press('Enter')
    await lector.page.keyboard.press('Escape')
    await article.waitFor()
    const bookmark = lector.page.getByRole('button', { name: /^The boats wait/ })
    await bookmark.dblclick()
    await lector.litWord()
    expect(await lector.lit('sentence')).toBe('The boats wait.')
    expect(await lector.page.locator('.margin-marks span').count()).toBe(1)
    expect(lector.complaints).toEqual([])
  })

  test('is begun empty with a key, and called by its first words', async () => {
    lector = await openLector()
    await lector.page.keyboard.press('Control+n')
    await editor().waitFor()
    await lector.page.keyboard.type('A list for tomorrow')
    await expect.poll(() => lector.page.title()).toContain('A list for tomorrow')
    await expect.poll(() => lector.page.getByTestId('edit-state').textContent()).toBe('Saved')
    await camera.picture('editing-new')

    // A long text, written on in its middle, is read on there.
    const long = Array.from(
      { length: 90 },
      (_, index) => `Paragraph ${index} tells of a long walk along the shore, ${'and on, '.repeat(30)}home.`,
    )
    await lector.page.keyboard.press('Escape')
    await lector.page.getByRole('article').waitFor()
    await lector.paste(long.join('\n\n'))
    await lector.page.getByRole('article').getByText('Paragraph 1 tells').waitFor()
    await edit()
    const written = editor().getByText('Paragraph 60 tells')
    await written.scrollIntoViewIfNeeded()
    await written.click()
    const firstInSight = () =>
      lector.page.getByTestId('page').evaluate((page) => {
        const { left, top, width } = page.getBoundingClientRect()
        const texts = [...page.querySelectorAll('.paragraph')].flatMap((paragraph) => {
          const box = paragraph.getBoundingClientRect()
          return box.bottom > top + 20 && box.left < left + width ? [paragraph.textContent] : []
        })
        return Number(/\d+/.exec(texts[0] ?? '')?.[0])
      })
    const before = await firstInSight()
    expect(before).toBeGreaterThan(50)
    await lector.page.keyboard.press('Escape')
    await lector.page.getByRole('article').waitFor()
    await expect.poll(firstInSight).toBeGreaterThan(before - 3)
    expect(await firstInSight()).toBeLessThan(before + 3)
    expect(await lector.page.evaluate(() => getSelection()?.anchorNode?.textContent)).toContain(
      'Paragraph 60',
    )
    expect(lector.complaints).toEqual([])
  })

  test('takes what is composed as it takes what is typed, also from right to left', async () => {
    lector = await openLector()
    await lector.page.keyboard.press('Control+n')
    await editor().waitFor()
    const input = await lector.page.context().newCDPSession(lector.page)
    await input.send('Input.imeSetComposition', { text: 'に', selectionStart: 1, selectionEnd: 1 })
    await input.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 })
    await input.send('Input.insertText', { text: '日本' })
    await expect.poll(paragraphs).toEqual(['日本'])
    await lector.page.keyboard.press('Enter')
    await lector.page.keyboard.insertText('שלום עולם')
    await expect.poll(paragraphs).toEqual(['日本', 'שלום עולם'])
    const direction = await editor()
      .locator('> *')
      .nth(1)
      .evaluate((line) => getComputedStyle(line).direction)
    expect(direction).toBe('rtl')
    await lector.page.keyboard.press('Control+z')
    await expect.poll(paragraphs).toEqual(['日本', ''])
    expect(lector.complaints).toEqual([])
  })
})
