import { afterEach, describe, expect, test } from 'vitest'
import PlayerBar from '../../../src-renderer/player/PlayerBar.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

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
        'Voice, Heart',
        'Sleep timer',
        'More',
      ]),
    )
    expect(named('button', 'Play').title).toBe('Play (Space)')
  })

  test('the place is said in the time of the chapter, with what is left of it', () => {
    open('A paragraph.', 'And one more.')
    expect(slider().getAttribute('aria-valuetext')).toMatch(/^0:00 of 0:0\d, under a minute left in chapter$/)
  })

  test('runs from left to right in every language', () => {
    open('A paragraph.')
    expect(slider().closest('[dir]')?.getAttribute('dir')).toBe('ltr')
    expect(named('button', 'Play').closest('[dir]')?.getAttribute('dir')).toBe('ltr')
  })
})
