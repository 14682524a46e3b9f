import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera } from './camera'
import { hasElectron, type LectorWindow } from './lector-window'
import { shareLector } from './shared-lector'

const notesOf = (morning: number): string =>
  [
    // So long that its end is not come to while something is written behind it.
    `Notes of morning ${morning} at the harbour. The fog lifts slowly today: first one sees the masts, then the ropes, and at last the whole of the quay.`,
    'The boats wait. Nobody is in a hurry, and the gulls have the quay to themselves.',
    'Later the baker comes with bread.',
  ].join('\n\n')

/** Notes frame by frame which sentence is lit, each once; self-contained by need. */
function noteSentences(): void {
  window.litSentences = []
  const look = (): void => {
    requestAnimationFrame(look)
    const lit = [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join('')
    if (lit !== '' && lit !== window.litSentences.at(-1)) window.litSentences.push(lit)
  }
  look()
}
declare global {
  interface Window {
    litSentences: string[]
  }
}

describe.skipIf(!hasElectron || !hasVoice)('an own text, in pictures (needs Electron and the voice)', () => {
  let home: string
  let lector: LectorWindow
  /** Pasted by no other test: a text that is known comes back as it was left. */
  let text: string
  let texts = 0
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'lector-edit-'))
  })
  afterAll(() => rm(home, { recursive: true, force: true }))
  const shared = shareLector(() => ({ userData: join(home, 'user-data') }))
  beforeEach(() => {
    lector = shared.window()
    text = notesOf(++texts)
  })
  const camera = openCamera(() => lector)

  const editor = () => lector.page.getByRole('textbox', { name: 'Text being edited' })
  const paragraphs = () => editor().locator('> *').allTextContents()
  const article = () => lector.page.getByRole('article')
  const edit = async (): Promise<void> => {
    await lector.page.getByRole('button', { name: /^Edit this text/ }).click()
    await editor().waitFor()
  }
  const pasteAndEdit = async (): Promise<void> => {
    await lector.paste(text)
    await article().getByText('Later the baker').waitFor()
    await edit()
  }
  /** Sets the caret with the keys alone. */
  const goToEnd = () => lector.page.keyboard.press('Control+End')
  /** What is kept of texts that were written in Lector. */
  async function kept(): Promise<string> {
    const folder = join(home, 'user-data', 'pasted')
    const names = await readdir(folder)
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')))
    return texts
      .flatMap((stored) => {
        const { written } = JSON.parse(stored) as { written?: { blocks: { text: string }[] } }
        return written?.blocks.map((block) => block.text) ?? []
      })
      .join('|')
  }

  test('is edited in place: typed, broken, joined, taken back and made again', async () => {
    await pasteAndEdit()
    await goToEnd()
    await lector.page.keyboard.type(' And coffee.')
    await lector.page.keyboard.press('Enter')
    await lector.page.keyboard.type('The end')
    await expect
      .poll(async () => (await paragraphs()).slice(-2))
      .toEqual(['Later the baker comes with bread. And coffee.', 'The end'])
    await lector.page.keyboard.press('Home')
    await lector.page.keyboard.press('Backspace')
    await expect
      .poll(async () => (await paragraphs()).at(-1))
      .toBe('Later the baker comes with bread. And coffee.The end')
    await lector.page.keyboard.press('Control+z')
    await lector.page.keyboard.press('Control+z')
    await expect.poll(async () => (await paragraphs()).at(-1)).toBe('')
    await lector.page.keyboard.press('Control+Shift+Z')
    await expect.poll(async () => (await paragraphs()).at(-1)).toBe('The end')
    await expect.poll(() => lector.page.getByTestId('edit-state').textContent()).toBe('Saved')
    await camera.inLightAndDark((shade) => camera.picture(`editing-${shade}`))
    await editor().focus()
    await lector.page.keyboard.press('Escape')
    await article().waitFor()
    await expect.poll(() => article().textContent()).toContain('And coffee.')
  })

  test('is read on while it is changed: the sentence heard to its end, then the new text', async () => {
    await lector.setSpeed(0.5)
    await pasteAndEdit()
    await lector.page.evaluate(noteSentences)
    await lector.page.keyboard.press('Control+Home')
    await lector.page.keyboard.press('Control+Space')
    await lector.litWord()
    // Behind the sentence that is heard, in its own paragraph.
    await editor()
      .locator('> *')
      .first()
      .evaluate((line) => getSelection()?.collapse(line, line.childNodes.length))
    await lector.page.keyboard.type(' Zebras follow it.')
    const lit = () => lector.page.evaluate(() => window.litSentences)
    await expect.poll(lit, { timeout: 60_000 }).toContain('The boats wait.')
    const heard = [...text.split('\n\n')[0].split(/(?<=\.) /), 'Zebras follow it.', 'The boats wait.']
    expect((await lit()).slice(0, heard.length)).toEqual(heard)
    // What was sent of the words of the sentence that was heard is taken back by nothing; the silence behind them is laid anew.
    const { cuts, lastWordAt } = await lector.page.evaluate(() => {
      const { events } = window.lectorProbe
      const first = events.flatMap((event) =>
        event.kind === 'sentence' && event.block === 0 && event.startChar === 0 ? event.words : [],
      )
      return {
        cuts: events.flatMap((event) => (event.kind === 'cut' ? [event.startSample] : [])),
        lastWordAt: Math.max(...first.map(({ startSample }) => startSample)),
      }
    })
    expect(cuts.filter((cutAt) => cutAt <= lastWordAt)).toEqual([])
    await lector.setSpeed(1)
  })

  test('is searched while it is changed, and bookmarks move with it', async () => {
    await lector.paste(text)
    await article()
      .getByText('The boats wait.')
      .click({ position: { x: 4, y: 8 } })
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
    await expect.poll(() => lector.page.evaluate(() => String(getSelection()))).toBe('the b')
    await lector.page.keyboard.type('their b')
    await expect
      .poll(async () => (await paragraphs()).at(-1))
      .toBe('Later their baker comes with bread. The birds, too.')
    await lector.page.keyboard.press('Control+Home')
    await lector.page.keyboard.type('Written before it.')
    await lector.page.keyboard.press('Enter')
    await lector.page.keyboard.press('Escape')
    await article().waitFor()
    const bookmark = lector.page.getByRole('button', { name: /^The boats wait/ })
    expect((await lector.firstLit(() => bookmark.dblclick())).sentence).toBe('The boats wait.')
    await expect.poll(() => lector.page.locator('.margin-marks span').count()).toBe(1)
  })

  test('is begun empty with a key, and called by its first words', async () => {
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
    await expect.poll(async () => Math.abs((await firstInSight()) - before)).toBeLessThan(3)
    await expect
      .poll(() => lector.page.evaluate(() => getSelection()?.anchorNode?.textContent))
      .toContain('Paragraph 60')
  })

  test('takes what is composed as it takes what is typed, also from right to left', async () => {
    await lector.page.keyboard.press('Control+n')
    // What is composed before the page is drawn is laid behind the caret; an input method comes later than that.
    await editor().evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
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
  })

  test('is on the disk without being asked for, whatever ends Lector', async () => {
    await pasteAndEdit()
    await goToEnd()
    await lector.page.keyboard.type(' This was written last.')
    // How soon hangs on the machine; that nothing is pressed for it does not.
    await expect.poll(kept).toContain('This was written last.')
    lector.app.process().kill('SIGKILL')
    await shared.close()
    expect(await kept()).toContain('This was written last.')
    lector = await shared.restart()
    await lector.page
      .getByRole('button', { name: new RegExp(`^Notes of morning ${texts} `) })
      .first()
      .click()
    await article().waitFor()
    await expect.poll(() => article().textContent()).toContain('This was written last.')
  })
})
