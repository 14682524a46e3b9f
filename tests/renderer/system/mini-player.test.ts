import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import MiniPlayer from '../../../src-renderer/system/MiniPlayer.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

const text = 'The night came. It came like the turning out of a lamp.'
let mounted: MountedApp
afterEach(() => mounted.close())

const open = () => {
  mounted = mountInApp(MiniPlayer, {}, { ...documentOf([paragraph(text)]), isWhole: true })
}
const sentence = () => document.querySelector('[data-testid="mini-sentence"]')

describe('MiniPlayer', () => {
  test('shows the sentence that is heard and lights its word; between two words none', () => {
    open()
    expect(sentence()?.textContent.trim()).toBe('')
    mounted.player.enter('playing')
    const heard = { sentenceIndex: 1, sentence: { startChar: 16, endChar: 55 } }
    mounted.player.hear({ ...heard, word: { startChar: 29, endChar: 32 } })
    flushSync()
    expect(sentence()?.textContent.trim()).toBe('It came like the turning out of a lamp.')
    expect(sentence()?.querySelector('mark')?.textContent).toBe('the')
    mounted.player.hear({ ...heard, wordIndex: -1, word: null })
    flushSync()
    expect(sentence()?.querySelector('mark')).toBeNull()
    expect(sentence()?.textContent.trim()).toBe('It came like the turning out of a lamp.')
  })

  test('shows what the document is called, also when that changes', () => {
    open()
    const title = () => document.querySelector('.mini .title')?.textContent
    expect(title()).toBe('A test')
    mounted.app.session.shown.rename('Called otherwise')
    flushSync()
    expect(title()).toBe('Called otherwise')
  })

  test('lights what the page lights: both, the word alone, the sentence alone, or nothing', () => {
    open()
    mounted.player.enter('playing')
    mounted.player.hear({
      sentenceIndex: 1,
      sentence: { startChar: 16, endChar: 55 },
      word: { startChar: 29, endChar: 32 },
    })
    const lit = () =>
      ['.heard-sentence', '.heard-word'].map((selector) => sentence()?.querySelector(selector) !== null)
    for (const [units, expected] of [
      ['both', [true, true]],
      ['word', [false, true]],
      ['sentence', [true, false]],
      ['off', [false, false]],
    ] as const) {
      mounted.app.settings.changeHighlight({ units })
      flushSync()
      expect(lit(), units).toEqual(expected)
    }
  })

  test('every control has a name and does what it says', () => {
    open()
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Mini player')
    for (const name of ['Previous sentence', 'Play', 'Next sentence']) named('button', name).click()
    expect(mounted.app.run).toHaveBeenCalledTimes(3)
    named('button', 'Speed 1×. Change to 1.2×.').click()
    expect(mounted.app.settings.current.speech.speed).toBe(1.2)
    mounted.app.desktop.enterMini({ width: 1_100, height: 780, column: 620 })
    named('button', 'Back to the window').click()
    expect(mounted.app.desktop.isMini).toBe(false)
    expect(
      mounted.calls.filter(({ channel }) => channel === 'window:shape').map(({ input }) => input),
    ).toEqual([{ shape: 'mini' }, { shape: 'reader' }])
  })

  test('says how much has been read', () => {
    open()
    mounted.player.enter('playing')
    mounted.player.hear({ word: { startChar: 11, endChar: 15 } })
    flushSync()
    expect(named('[role="progressbar"]', 'Read so far').getAttribute('aria-valuenow')).toBe('20')
  })
})
