import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import PlayerBar from '../../../src-renderer/player/PlayerBar.svelte'
import { TimelineTable } from '../../../src-renderer/player/timeline-table'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'
import { documentOf, paragraph } from '../reader/documents'
import { sentenceEvent } from '../stream-events'

let mounted: MountedApp
const slider = () => named('[role="slider"]', 'Position in the text')
const left = () => document.querySelector<HTMLButtonElement>('.times .left')!
const texts = ['Chapter one', 'Ten words.', 'Chapter two', 'More words.']
const contents = [
  { title: 'One', level: 1, startBlock: 0 },
  { title: 'Two', level: 1, startBlock: 2 },
]
/** Every block one sentence of so many seconds, one second of pause before each but the first. */
const lengths = (seconds: number, isComplete = true) => ({
  sampleRateHz: 100,
  blocks: texts.map((text, block) => ({
    block,
    sentences: [0, text.length, block === 0 ? 0 : 100, seconds * 100, seconds * 100],
  })),
  isComplete,
})
const hear = (block: number, sample: number, streamId = 1) => {
  mounted.player.instruments = {
    ...mounted.player.instruments,
    sampleRateHz: 100,
    sentences: [
      sentenceEvent({
        streamId,
        index: block,
        block,
        startChar: 0,
        endChar: 11,
        startSample: 0,
        endSample: 4_000,
      }),
    ],
  }
  mounted.player.state = 'playing'
  mounted.player.hear({
    streamId,
    sentenceIndex: block,
    block,
    sentence: { startChar: 0, endChar: 11 },
    word: { startChar: 0, endChar: 3 },
    sample,
  })
  flushSync()
}
const press = (key: string) => {
  slider().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  flushSync()
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  mounted = mountInApp(
    PlayerBar,
    {},
    { ...documentOf(texts.map((text) => paragraph(text))), contents, isWhole: true },
  )
})
afterEach(async () => {
  vi.useRealTimers()
  await mounted.close()
})

describe('SeekBar', () => {
  test('lengths are asked for once the document is there, from the chapter that is read', () => {
    vi.advanceTimersByTime(200)
    expect(mounted.player.measures).toEqual([{ from: { block: 0, char: 0 }, speed: 1 }])
    mounted.app.settings.changeSpeech({ speed: 2 })
    flushSync()
    vi.advanceTimersByTime(200)
    expect(mounted.player.measures.at(-1)).toEqual({ from: { block: 0, char: 0 }, speed: 2 })
  })

  test('a document that is opened again in another way is measured anew', () => {
    mounted.player.tellLengths(lengths(40))
    vi.advanceTimersByTime(200)
    const again = documentOf(['Chapter one', 'More than ten words.'].map((text) => paragraph(text)))
    mounted.app.session.show({ ...again, isWhole: true })
    flushSync()
    expect(mounted.app.timeline.knownFraction).toBe(0)
    vi.advanceTimersByTime(200)
    expect(mounted.player.measures).toHaveLength(2)
  })

  test('shows the chapter that is heard, in its own time', () => {
    mounted.player.tellLengths(lengths(40))
    mounted.app.session.startAt({ block: 0, char: 0 })
    hear(1, 1_000)
    expect(slider().getAttribute('aria-valuetext')).toBe('0:51 of 1:22, 0:31 left in chapter')
    hear(2, 1_000)
    expect(slider().getAttribute('aria-valuetext')).toBe('0:10 of 1:21, 1:11 left in chapter')
  })

  test('a storm of lengths is added up now and then, the last of them at once', () => {
    const reckon = vi.spyOn(TimelineTable.prototype, 'reckon')
    const { blocks } = lengths(40)
    for (const block of blocks) mounted.player.tellLengths({ ...lengths(40, false), blocks: [block] })
    expect(reckon).toHaveBeenCalledTimes(1)
    vi.advanceTimersByTime(1_000)
    flushSync()
    expect(reckon).toHaveBeenCalledTimes(2)
    expect(mounted.app.timeline.knownFraction).toBe(1)
    mounted.player.tellLengths(lengths(20))
    expect(reckon).toHaveBeenCalledTimes(3)
    flushSync()
    expect(left().textContent.trim()).toBe('0:42 left in chapter')
    reckon.mockRestore()
  })

  test('time left is of the chapter or of the book, as was chosen', () => {
    mounted.player.tellLengths(lengths(40))
    flushSync()
    expect(left().textContent.trim()).toBe('1:22 left in chapter')
    left().click()
    flushSync()
    expect(left().textContent.trim()).toBe('2:43 left in book')
    expect(mounted.app.settings.current.view.timeLeft).toBe('book')
    left().click()
    flushSync()
    expect(left().textContent.trim()).toBe('1:22 left in chapter')
  })

  test('a length that is reckoned says so, and another speed scales what is known meanwhile', () => {
    mounted.player.tellLengths(lengths(60))
    mounted.app.settings.changeSpeech({ speed: 2 })
    flushSync()
    expect(left().textContent.trim()).toBe('about 1 min left in chapter')
    mounted.player.tellLengths(lengths(30))
    flushSync()
    expect(left().textContent.trim()).toBe('1:02 left in chapter')
  })

  test('the arrow keys seek by five seconds, counted from where the last step led', () => {
    mounted.player.tellLengths(lengths(40))
    mounted.app.session.startAt({ block: 0, char: 0 })
    hear(0, 0)
    press('ArrowRight')
    expect(slider().getAttribute('aria-valuenow')).toBe('5')
    for (let i = 0; i < 9; i++) press('ArrowRight')
    expect(mounted.player.starts.at(-1)?.block).toBe(1)
    press('Home')
    expect(mounted.player.starts.at(-1)).toEqual({ block: 0, char: 0 })
  })

  test('a drag says where it leads and reads from there when it is let go', () => {
    mounted.player.tellLengths(lengths(40))
    mounted.app.session.startAt({ block: 0, char: 0 })
    hear(0, 0)
    const track = document.querySelector('.track')!
    track.getBoundingClientRect = () => new DOMRect(0, 0, 820, 16)
    slider().setPointerCapture = () => undefined
    const pointer = (type: string, clientX: number) => {
      slider().dispatchEvent(new MouseEvent(type, { clientX, bubbles: true }))
      flushSync()
    }
    pointer('pointerdown', 100)
    pointer('pointermove', 500)
    expect(document.querySelector('.hint')?.textContent).toMatch(/0:50\s*Ten words\./)
    const before = mounted.player.starts.length
    pointer('pointermove', 600)
    expect(mounted.player.starts).toHaveLength(before)
    pointer('pointerup', 600)
    expect(mounted.player.starts.at(-1)?.block).toBe(1)
    expect(document.querySelector('.hint')).toBeNull()
  })

  test('a drag stays in its chapter while the voice reads on into the next', () => {
    mounted.player.tellLengths(lengths(40))
    mounted.app.session.startAt({ block: 0, char: 0 })
    hear(1, 3_900)
    const track = document.querySelector('.track')!
    track.getBoundingClientRect = () => new DOMRect(0, 0, 820, 16)
    slider().setPointerCapture = () => undefined
    slider().dispatchEvent(new MouseEvent('pointerdown', { clientX: 100, bubbles: true }))
    hear(2, 100)
    slider().dispatchEvent(new MouseEvent('pointerup', { bubbles: true }))
    flushSync()
    expect(mounted.player.starts.at(-1)?.block).toBe(0)
  })

  test('End stays in a chapter shorter than a step, and the bar keeps the focus when nothing is read', () => {
    mounted.player.tellLengths(lengths(1))
    const page = pageAt()
    mounted.app.session.page = page
    mounted.app.timeline.seek(mounted.app.timeline.chapterAt(2).startSeconds)
    flushSync()
    press('End')
    expect(mounted.app.timeline.chapter.fromBlock).toBe(2)
    expect(page.placeCaret).toHaveBeenLastCalledWith({ block: 2, char: 0 }, false)
  })

  test('the playhead does not go back when what was reckoned is measured', () => {
    mounted.app.session.startAt({ block: 0, char: 0 })
    const reckoned = lengths(40, false)
    mounted.player.tellLengths({ ...reckoned, blocks: reckoned.blocks.slice(1, 2) })
    hear(1, 1_000)
    const before = Number(slider().getAttribute('aria-valuenow'))
    mounted.player.tellLengths({ ...lengths(1, false), blocks: lengths(1).blocks.slice(3) })
    vi.advanceTimersByTime(1_000)
    flushSync()
    expect(Number(slider().getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(before)
  })
})
