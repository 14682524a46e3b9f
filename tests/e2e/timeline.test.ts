import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentOpened } from '@contract/calls/document'
import { emptyPiece, type Block } from '@contract/document'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const block = (text: string, kind: 'heading' | 'paragraph' = 'paragraph'): Block => ({
  kind,
  text,
  marks: [],
  source: { part: 0, startChar: 0, endChar: text.length, exact: true },
})
/** Notes how far the next key moves a slider, at the next frame; self-contained by need. */
function noteStep(slider: Element): { seconds: number | null } {
  const noted: { seconds: number | null } = { seconds: null }
  const value = (): number => Number(slider.getAttribute('aria-valuenow'))
  slider.addEventListener(
    'keydown',
    () => {
      const before = value()
      requestAnimationFrame(() => (noted.seconds = value() - before))
    },
    { once: true, capture: true },
  )
  return noted
}

const sentences = 'The night came like the turning out of a lamp. In another moment came tomorrow. '
const long = sentences.repeat(14).trim()

describe.skipIf(!hasElectron || !hasVoice)('time, in pictures (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const camera = openCamera(() => lector)
  beforeAll(async () => {
    lector = await openLector()
  })
  afterAll(() => lector.close())

  const open = (id: string, blocks: Block[]) =>
    lector.tell(documentOpened, {
      id,
      title: 'The Lamps',
      authors: [],
      format: 'txt',
      ...emptyPiece(),
      blocks,
      contents: blocks.flatMap(({ kind, text }, startBlock) =>
        kind === 'heading' ? [{ title: text, level: 1, startBlock }] : [],
      ),
      isWhole: true,
    })
  const slider = () => lector.page.getByRole('slider', { name: 'Position in the text' })
  const forget = () => lector.page.evaluate(() => window.lectorProbe.events.splice(0))
  /** Seconds of everything, once all of its blocks are measured: as the page is told. */
  const measured = async (blocks: number) => {
    // What is told of the document before it, or of another speed, may come late: it is not complete here.
    await lector.page.waitForFunction(
      (count) =>
        window.lectorProbe.events.some((event) => {
          if (event.kind !== 'measured' || !event.isComplete) return false
          const told = window.lectorProbe.events.flatMap((one) =>
            one.kind === 'measured' && one.requestId === event.requestId ? one.blocks : [],
          )
          return new Set(told.map(({ block }) => block)).size === count
        }),
      blocks,
    )
    return lector.page.evaluate(() => {
      const told = window.lectorProbe.events.flatMap((event) => (event.kind === 'measured' ? [event] : []))
      const last = told.at(-1)!
      const byBlock = new Map(
        told
          .filter(({ requestId }) => requestId === last.requestId)
          .flatMap(({ blocks }) => blocks.map((one) => [one.block, one.sentences] as const)),
      )
      let clock = 0
      let [rest, end] = [0, 0]
      for (const [, all] of [...byBlock].sort(([a], [b]) => a - b))
        for (let at = 0; at < all.length; at += 5) {
          clock += Math.max(end, rest + all[at + 2])
          ;[rest, end] = [all[at + 3], all[at + 4]]
        }
      return (clock + end) / last.sampleRateHz
    })
  }
  const minutes = () => lector.page.locator('.list .minutes').allTextContents()

  test.each([1, 2])('at %i× what is shown is what is heard, to the end', async (speed) => {
    await lector.setSpeed(speed)
    await forget()
    await open(`short-${speed}`, [
      block('A heading', 'heading'),
      block('The night came like the turning out of a lamp. It was late.'),
      block('Tomorrow came.'),
    ])
    const seconds = await measured(3)
    await expect
      .poll(async () => Number(await slider().getAttribute('aria-valuemax')))
      .toBe(Math.round(seconds))
    await lector.page.getByRole('button', { name: 'Play', exact: true }).click()
    await lector.litWord()
    const heard = await lector.page.waitForFunction(() => {
      const end = window.lectorProbe.events.find((event) => event.kind === 'end')
      const [, samples] = new Float64Array(window.lectorProbe.clock!, 8)
      return end && samples >= end.totalSamples ? samples / window.lectorProbe.context!.sampleRate : null
    })
    const heardSeconds = Number(await heard.jsonValue())
    console.log(`timeline at ${speed}x: ${seconds.toFixed(4)} s measured, ${heardSeconds.toFixed(4)} s heard`)
    expect(Math.abs(heardSeconds - seconds)).toBeLessThan(0.02)
    await lector.page.waitForFunction(() => {
      const bar = document.querySelector('[role="slider"]')
      return bar?.getAttribute('aria-valuenow') === bar?.getAttribute('aria-valuemax')
    })
  })

  test('minutes of the contents follow the speed, at once and then exactly', async () => {
    await lector.setSpeed(1)
    await forget()
    await open('book', [
      block('The turning out of a lamp', 'heading'),
      block(long),
      block(sentences.trim()),
      block('Tomorrow', 'heading'),
      block(long),
      block(long),
      block('A postscript', 'heading'),
      block('It was late.'),
    ])
    await measured(8)
    await expect.poll(async () => (await minutes())[2]).toBe('1')
    const before = await minutes()
    expect(Number.parseInt(before[1])).toBeGreaterThan(Number.parseInt(before[0]))
    await camera.theme('Light')
    await camera.picture('timeline-light')
    await forget()
    await lector.setSpeed(2)
    const soon = await minutes()
    await measured(8)
    const after = await minutes()
    expect(Number.parseInt(after[1])).toBeLessThan(Number.parseInt(before[1]))
    expect(Math.abs(Number.parseInt(soon[1]) - Number.parseInt(after[1]))).toBeLessThanOrEqual(1)
  })

  test('a drag shows what is there and reads from there; the keys step by five seconds', async () => {
    await lector.page.getByRole('button', { name: 'Play', exact: true }).click()
    await lector.litWord()
    const box = (await slider().boundingBox())!
    const y = box.y + box.height / 2
    await lector.page.mouse.move(box.x + box.width * 0.3, y)
    await lector.page.mouse.down()
    await lector.page.mouse.move(box.x + box.width * 0.6, y, { steps: 4 })
    const length = Number(await slider().getAttribute('aria-valuemax'))
    const valueNow = async () => Number(await slider().getAttribute('aria-valuenow'))
    await expect.poll(async () => Math.abs((await valueNow()) - 0.6 * length)).toBeLessThanOrEqual(1)
    const aimed = await valueNow()
    await camera.picture('timeline-drag-light')
    const { streamId } = await lector.clock()
    await lector.page.mouse.up()
    // Looked at in the page when the voice is there: from here it would be seconds further.
    const now = await lector.page.waitForFunction((before) => {
      const isThere = window.lectorProbe.events.some(
        (event) => event.kind === 'sentence' && event.streamId > before,
      )
      return isThere && document.querySelector('[role="slider"]')?.getAttribute('aria-valuenow')
    }, streamId)
    expect(Math.abs(Number(await now.jsonValue()) - aimed)).toBeLessThanOrEqual(2)
    await lector.litWord()
    const step = await slider().evaluateHandle(noteStep)
    await slider().press('ArrowRight')
    await expect.poll(() => step.evaluate(({ seconds }) => seconds)).not.toBeNull()
    const seconds = await step.evaluate((noted) => noted.seconds)
    expect(seconds).toBeGreaterThanOrEqual(4)
    // Whole seconds are shown, and one may have ended meanwhile.
    expect(seconds).toBeLessThanOrEqual(7)
  })

  test('the time left is of the chapter, or of the book', async () => {
    const left = lector.page.getByRole('button', { name: /left in (chapter|book)/ })
    await expect.poll(() => left.textContent()).toMatch(/^\s*\d+:\d\d left in chapter/)
    await left.click()
    await expect.poll(() => left.textContent()).toMatch(/^\s*\d+:\d\d left in book/)
    await camera.theme('Dark')
    await camera.picture('timeline-dark', camera.captureLit)
    await left.click()
  })
})
