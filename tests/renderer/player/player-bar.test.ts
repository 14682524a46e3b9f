import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import { createTranslator } from '@contract/strings/translator'
import PlayerBar from '../../../src-renderer/player/PlayerBar.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

const { t } = createTranslator('en')
let mounted: MountedApp

const open = (...texts: string[]) => {
  const shown = texts.length === 0 ? null : documentOf(texts.map((text) => paragraph(text)))
  mounted = mountInApp(PlayerBar, {}, shown && { ...shown, isWhole: true })
}
const slider = () => named('[role="slider"]', 'Position in the text')

describe('PlayerBar', () => {
  afterEach(() => mounted.close())

  test('says what Space does while nothing is open', () => {
    open()
    expect(document.querySelector('.seek')?.textContent).toContain('Nothing open. Space plays the sample.')
  })

  test('names every control', () => {
    open('A paragraph.')
    const names = [...document.querySelectorAll('button[aria-label]')].map((button) =>
      button.getAttribute('aria-label'),
    )
    expect(names).toEqual(
      expect.arrayContaining([
        'Previous paragraph',
        'Previous sentence',
        'Play',
        'Next sentence',
        'Next paragraph',
        'Speed, 1×',
        'Volume',
        'Voice',
        'Sleep timer',
        'More',
      ]),
    )
    expect(named('button', 'Play').title).toBe('Play (Space)')
  })

  test('the place is said as a share until something has been heard, then with the time', () => {
    open('A paragraph.', 'And one more.')
    expect(slider().getAttribute('aria-valuetext')).toBe('0 %')
    mounted.app.session.startAt({ block: 0, char: 0 })
    mounted.player.enter('playing')
    mounted.player.hear({ block: 1, word: { startChar: 0, endChar: 3 } })
    flushSync()
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^\d+ %, \d:\d\d listened/)
  })

  test('runs from left to right in every language', () => {
    open('A paragraph.')
    expect(slider().closest('[dir]')?.getAttribute('dir')).toBe('ltr')
    expect(named('button', 'Play').closest('[dir]')?.getAttribute('dir')).toBe('ltr')
  })
})

test('the place in the text is one sentence, whatever of it is known', () => {
  const values = { percent: 45, listened: '1:27', left: 'about 4 min' }
  expect(
    ['none', 'listened', 'left', 'both'].map((known) => t('player.position-value', { ...values, known })),
  ).toEqual([
    '45 %',
    '45 %, 1:27 listened',
    '45 %, about 4 min left',
    '45 %, 1:27 listened, about 4 min left',
  ])
})
