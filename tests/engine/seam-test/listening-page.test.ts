import { createHash } from 'node:crypto'
import { Window } from 'happy-dom'
import { describe, expect, test } from 'vitest'
import { makeListeningPage } from '../../../src-main/engine/seam-test'
import { wavParts, wavSteps } from '../../helpers/wav-parts'

const sound = (value: number) => new Float32Array(100).fill(value)
const voice = (name: string) => ({
  name,
  sampleRateHz: 24_000,
  whole: sound(0),
  modes: [
    { mode: 'cached' as const, samples: sound(0.1) },
    { mode: 'none' as const, samples: sound(0.2) },
  ],
})

const part = (page: string, pattern: RegExp) => pattern.exec(page)?.[1] ?? ''
const scriptOf = (page: string) => part(page, /<script type="module">([^]*?)<\/script>/)

/** Opens the page as a browser would, with players that keep what they were given and make no sound. */
function open(page: string) {
  const window = new Window()
  window.document.write(page.replace(/<script type="module">[^]*<\/script>/, ''))
  const players: FakeAudio[] = []
  class FakeAudio {
    src = ''
    currentTime = 0
    constructor() {
      players.push(this)
    }
    play() {
      return Promise.resolve()
    }
    pause() {}
    addEventListener() {}
  }
  new Function('document', 'Audio', scriptOf(page))(window.document, FakeAudio)
  const press = (key: string) =>
    window.document.dispatchEvent(new window.KeyboardEvent('keydown', { key, bubbles: true }))
  const element = (id: string) => {
    const found = window.document.getElementById(id)
    if (!(found instanceof window.HTMLElement)) throw new Error(`no ${id}`)
    return found
  }
  const click = (id: string) => element(id).click()
  const scores = () =>
    [...element('scores').querySelectorAll('tr')].map((row) =>
      [...row.children].map((cell) => cell.textContent),
    )
  return { players, press, click, scores, text: (id: string) => element(id).textContent, element }
}

describe('makeListeningPage', () => {
  const page = makeListeningPage([voice('Heart'), voice('Joe </script>')], '25 frames', 7)
  const sounds = JSON.parse(part(page, /id="sounds">([^]*?)<\/script>/)) as {
    voices: { whole: string; modes: Record<string, { sound: string }> }[]
  }

  test('is one file that lets in nothing but itself', () => {
    expect(page).not.toMatch(/https?:|\/\/[a-z]|<link|@import|\{\{/)
    const hash = (content: string) => `sha256-${createHash('sha256').update(content).digest('base64')}`
    expect(page).toContain(`script-src '${hash(scriptOf(page))}'`)
    expect(page).toContain(`style-src '${hash(part(page, /<style>([^]*?)<\/style>/))}'`)
    expect(page).toContain(`default-src 'none'`)
    expect(page).toContain('Joe &lt;/script&gt;')
  })

  test('its sounds are WAVs of what was given', () => {
    const bytes = Buffer.from(sounds.voices[0].modes.none.sound.split(',')[1], 'base64')
    const wav = wavParts(bytes)
    expect(wav).toMatchObject({ kind: 'RIFF', format: 1, bitsPerSample: 16 })
    const steps = wavSteps(wav)
    expect(steps).toHaveLength(100)
    // As far as dither and rounding may take it.
    for (const step of steps) expect(Math.abs(step - 0.2 * 32_768)).toBeLessThan(1.5)
  })

  test('by keys alone: who always finds the chunks has them right, with the exact chance of it', () => {
    const { players, press, click, scores, text, element } = open(page)
    click('begin')
    expect(text('count')).toBe('Pair 1 of 16')
    const [a] = players
    for (let i = 0; i < 16; i++) {
      press('1')
      expect(text('count')).toBe(`Pair ${i + 1} of 16`)
      press('a')
      press('b')
      press(a.src === sounds.voices[0].whole ? '2' : '1')
    }
    expect(element('result').hidden).toBe(false)
    expect(scores()).toEqual([
      ['State carried across (cached)', '8 of 8', (1 / 256).toFixed(4), 'joins heard'],
      ['Side by side (none)', '8 of 8', (1 / 256).toFixed(4), 'joins heard'],
      ['All', '16 of 16', (2 ** -16).toFixed(4), 'joins heard'],
    ])
  })

  test('by mouse: may be finished early, and who always says the same is guessing', () => {
    const { click, scores, text, element } = open(page)
    click('begin')
    for (let i = 0; i < 6; i++) for (const id of ['play-a', 'play-b', 'answer-a']) click(id)
    click('finish')
    expect(element('trial').hidden).toBe(true)
    expect(text('told')).toContain('6 of 16 pairs answered, order 7')
    const [, , [, all, chance]] = scores()
    const right = Number(all?.split(' ')[0])
    const choose = [1, 6, 15, 20, 15, 6, 1]
    const exact = choose.slice(right).reduce((sum, ways) => sum + ways, 0) / 64
    expect(chance).toBe(exact.toFixed(4))
    click('again')
    expect(element('start').hidden).toBe(false)
  })

  test('the order is the seed’s: the same again for the same, another for another', () => {
    const order = (seed: number) => {
      const { players, click } = open(makeListeningPage([voice('Heart')], '25 frames', seed))
      click('begin')
      return Array.from({ length: 16 }, () => {
        const which = players.map(({ src }) => src.slice(-40)).join()
        for (const id of ['play-a', 'play-b', 'answer-a']) click(id)
        return which
      })
    }
    expect(order(1)).toEqual(order(1))
    expect(order(1)).not.toEqual(order(2))
  })
})
