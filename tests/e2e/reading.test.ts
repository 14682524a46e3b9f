import { beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, type LectorWindow } from './lector-window'
import { ownText } from './reading-text'
import { shareLector } from './shared-lector'

describe.skipIf(!hasElectron || !hasVoice)('reading in the window (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const shared = shareLector()
  let text: string
  beforeEach(async () => {
    lector = shared.window()
    text = ownText()
    await lector.setSpeed(1)
  })

  const events = (kind: string) =>
    lector.page.evaluate((wanted) => window.lectorProbe.events.filter((event) => event.kind === wanted), kind)
  const heardSamples = () => lector.page.evaluate(() => new Float64Array(window.lectorProbe.clock!, 8)[1])

  /** The middle of a letter of the first word that begins so, in px of the window. */
  const placeOf = (wanted: string) =>
    lector.page.evaluate((word) => {
      const walker = document.createTreeWalker(
        document.querySelector('[data-testid="page"]')!,
        NodeFilter.SHOW_TEXT,
      )
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const at = node.textContent!.indexOf(word)
        if (at < 0) continue
        const range = document.createRange()
        range.setStart(node, at + 2)
        range.setEnd(node, at + 3)
        const { x, y, width, height } = range.getBoundingClientRect()
        return { x: x + width / 2, y: y + height / 2 }
      }
      throw new Error('the word is not on the page')
    }, wanted)

  test('pasted text is a document, and Play lights its sentence and its words', async () => {
    await lector.paste(text)
    const { word, sentence } = await lector.play()
    expect(word).toBe('Dr.')
    expect(sentence).toBe('Dr. Brown paid 29.83 dollars at 7:30 p.m., didn’t he?')
  })

  test('pause stands still with the word lit, and goes on from there', async () => {
    await lector.paste(text)
    const first = (await lector.play()).word
    await expect.poll(() => lector.lit('word')).not.toBe(first)
    const word = await lector.pauseAtWord()
    // What was on its way to the ear is heard.
    let paused = -1
    const isStill = async () => paused === (paused = await heardSamples())
    await expect.poll(isStill, { interval: 300 }).toBe(true)
    await lector.page.waitForTimeout(500)
    expect(await heardSamples()).toBe(paused)
    expect(await lector.lit('word')).toBe(word)
    await lector.button('Play').click()
    await expect.poll(heardSamples).toBeGreaterThan(paused)
    // In the stream that it was.
    expect(
      new Set((await events('sentence')).map((event) => 'streamId' in event && event.streamId)).size,
    ).toBe(1)
  })

  test('a click on a word reads from it', async () => {
    await lector.paste(text)
    await lector.play()
    const place = await placeOf('laboratory')
    const seen = await lector.page.evaluate(() => window.lectorProbe.lit.length)
    await lector.page.mouse.click(place.x, place.y)
    const words = () =>
      lector.page.evaluate((from) => window.lectorProbe.lit.slice(from).map(({ word }) => word), seen)
    await expect.poll(words).toContain('laboratory')
    // The voice would have come there by itself: the words before it would have been lit.
    expect(await words()).not.toContain('lamp')
  })

  test('the sentence under the pointer is underlined, beside the text none is', async () => {
    await lector.paste(text)
    await lector.page.locator('article').getByText('laboratory').waitFor()
    /** What is underlined while the pointer is on a word, wherever that has moved to. */
    const pointedAt = (word: string) => async () => {
      const { x, y } = await placeOf(word)
      await lector.page.mouse.move(x, y)
      return lector.lit('pointed')
    }
    await expect.poll(pointedAt('laboratory')).toMatch(/^The laboratory .*\.$/)
    await expect.poll(pointedAt('night')).toMatch(/^The night .*\.$/)
    await lector.page.mouse.move((await placeOf('night')).x, 12)
    await expect.poll(() => lector.lit('pointed')).toBe('')
    await expect.poll(pointedAt('laboratory')).not.toBe('')
    // In the margin, at the height of a line.
    const margin = await lector.page.evaluate(
      () => document.querySelector('article')!.getBoundingClientRect().left,
    )
    await lector.page.mouse.move(margin - 20, (await placeOf('laboratory')).y)
    await expect.poll(() => lector.lit('pointed')).toBe('')
  })

  test('a selection that is dragged stops following, and the voice goes on', async () => {
    await lector.paste(text)
    await lector.play()
    const from = await placeOf('laboratory')
    const to = await placeOf('hazy')
    await lector.drag(from, to)
    await lector.button('Back to voice').waitFor()
    await lector.page.mouse.up()
    expect(await lector.page.evaluate(() => String(getSelection()))).toContain('grew faint')
    await lector.button('From here').waitFor()
    expect(await lector.button('Pause').isVisible()).toBe(true)
    await lector.button('Back to voice').click()
    await expect.poll(() => lector.button('Back to voice').count()).toBe(0)
  })

  test('after the end Space reads from where the caret was put, and at the beginning where it was not', async () => {
    await lector.paste(`Lamps were lit. ${text.slice(-12)} The harbour slept.`)
    const finished = () => lector.page.getByTestId('status-message').getByText('Finished').waitFor()
    /** The first word lit after a key; what was heard last stays lit until then. */
    const begins = async (key: string) => {
      const seen = await lector.page.evaluate(() => window.lectorProbe.lit.length)
      await lector.page.keyboard.press(key)
      const first = await lector.page.waitForFunction(
        (from) => window.lectorProbe.lit.slice(from).find(({ word }) => word !== '')?.word,
        seen,
      )
      return first.jsonValue()
    }
    expect(await begins('Space')).toBe('Lamps')
    await finished()
    expect(await begins('Space')).toBe('Lamps')
    await finished()
    const harbour = await placeOf('harbour')
    await lector.page.mouse.click(harbour.x, harbour.y)
    expect(await begins('Space')).toBe('harbour')
    await finished()
    expect(await begins('Control+Shift+KeyU')).toBe('harbour')
  })

  test('next and previous sentence cancel what was playing', async () => {
    await lector.setSpeed(0.5)
    await lector.paste(text)
    await lector.play()
    for (const [way, begins] of [
      ['Next sentence', 'The night'],
      ['Next sentence', 'The laboratory'],
      ['Previous sentence', 'The night'],
    ]) {
      await lector.button(way).click()
      await expect.poll(() => lector.lit('sentence')).toMatch(new RegExp(`^${begins}`))
    }
    // A stream whose last sample was sent before the step ends by itself; each ends exactly once.
    const endings = async () => (await events('cancelled')).length + (await events('end')).length
    await expect.poll(endings).toBeGreaterThanOrEqual(3)
    expect(await endings()).toBeLessThanOrEqual(4)
  })

  test('Space plays, and Escape stops with the caret at the last word', async () => {
    await lector.paste(text)
    await lector.page.keyboard.press('Space')
    await lector.litWord()
    await lector.page.keyboard.press('Escape')
    await expect.poll(() => lector.button('Play').isVisible()).toBe(true)
    await expect
      .poll(() => lector.page.evaluate(() => getSelection()?.focusNode?.textContent?.slice(0, 3)))
      .toBe('Dr.')
  })

  test('a 2 MB paste on one line is shown and read', async () => {
    const long = 'The quick brown fox jumps over the lazy dog and runs. '.repeat(38_000)
    const startedAt = Date.now()
    await lector.paste(long)
    expect((await lector.play()).sentence).toMatch(/^The quick /)
    expect(Date.now() - startedAt).toBeLessThan(30_000)
  })

  test('text without a word says so and nothing breaks', async () => {
    await lector.paste('*** --- ***')
    await lector.button('Play').click()
    await lector.page.getByTestId('banner').waitFor()
    await lector.paste(text)
    expect((await lector.play()).sentence).toMatch(/^Dr\. /)
  })

  test('pasting nothing says so', async () => {
    await lector.paste('   \n ')
    await expect
      .poll(() => lector.page.getByTestId('status-message').textContent())
      .toBe('There is no text on the clipboard')
  })
})
