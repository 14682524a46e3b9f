import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import HighlightPage from '../../../src-renderer/settings/HighlightPage.svelte'
import TextPage from '../../../src-renderer/settings/TextPage.svelte'
import TextPopover from '../../../src-renderer/settings/TextPopover.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { tokenOf } from '../theme-tokens'

let mounted: MountedApp
afterEach(async () => {
  await mounted.close()
  document.documentElement.removeAttribute('style')
})

const view = () => mounted.app.settings.current.view

/** Moves a slider, or chooses of a list, as a person does. */
function set(label: string, value: string | number): void {
  const field = named('input, select', label) as HTMLInputElement
  field.value = String(value)
  field.dispatchEvent(new Event(field.tagName === 'SELECT' ? 'change' : 'input', { bubbles: true }))
  flushSync()
}

function choose(group: string, name: string): void {
  const label = [...named('[role=radiogroup]', group).querySelectorAll('label')].find(
    (choice) => (choice.title || choice.textContent.trim()) === name,
  )
  label?.querySelector('input')?.click()
  flushSync()
}

function press(name: string): void {
  named('[role=switch]', name).click()
  flushSync()
}

describe('TextPage', () => {
  test('sets face, spacings and width, and says what they come to', () => {
    mounted = mountInApp(TextPage, {}, null)
    set('Face', 'opendyslexic')
    set('Line spacing', 1.25)
    set('Letter spacing', 0.05)
    set('Word spacing', 0.16)
    set('Column width', 500)
    expect(view().text).toEqual({
      face: 'opendyslexic',
      lineSpacing: 1.25,
      letterSpacing: 0.05,
      wordSpacing: 0.16,
      columnWidth: 500,
    })
    expect(document.body.textContent).toContain('2.11')
    expect(document.body.textContent).toContain('0.05 em')
    expect(document.body.textContent).toMatch(/About 3\d letters on a line/)
  })

  test('says each value to those who hear it', () => {
    mounted = mountInApp(TextPage, {}, null)
    expect(named('input', 'Line spacing').getAttribute('aria-valuetext')).toBe('1.68 of the size')
    expect(named('input', 'Column width').getAttribute('aria-valuetext')).toBe('620 pixels')
  })
})

describe('TextPopover', () => {
  test('offers what is changed while reading', async () => {
    mounted = mountInApp(TextPopover, {}, null)
    named('[popover]', 'Text').dispatchEvent(
      Object.assign(new Event('toggle'), { newState: 'open', oldState: 'closed' }),
    )
    flushSync()
    set('Face', 'atkinson')
    set('Column width', 700)
    expect(view().text).toMatchObject({ face: 'atkinson', columnWidth: 700 })
  })
})

describe('HighlightPage', () => {
  const root = document.documentElement

  function mountThemed(): void {
    for (const name of ['page', 'ink', 'sentence-tint', 'word-tint', 'word-ink', 'word-line', 'voice-ink'])
      root.style.setProperty(`--${name}`, tokenOf('light', name))
    mounted = mountInApp(HighlightPage, {}, null)
  }

  test('chooses what is marked, how, and in which colours', () => {
    mountThemed()
    choose('Style', 'Underline')
    choose('Word colour', 'Pink')
    choose('Sentence colour', 'Aqua')
    choose('Mark', 'Word')
    expect(view().highlight).toMatchObject({
      style: 'underline',
      wordHue: 'pink',
      sentenceHue: 'aqua',
      units: 'word',
    })
    expect(document.querySelector('[aria-label="Sentence colour"]')).toBeNull()
  })

  test('says in words whether what was chosen can be read', () => {
    mountThemed()
    expect(document.body.textContent).toContain('14.6:1, easily readable')
    expect(document.body.textContent).toContain('11.3:1, easily readable')
    choose('Style', 'Text colour')
    choose('Word colour', 'Yellow')
    expect(document.body.textContent).toMatch(/4\.\d:1, readable/)
  })

  test('under the computer’s own colours there is nothing to choose', () => {
    mounted = mountInApp(HighlightPage, {}, null)
    expect(document.body.textContent).toContain('The computer’s own colours are used.')
    expect(document.querySelector('[aria-label="Word colour"]')).toBeNull()
  })

  test('follow, click, dim and ruler are switched', () => {
    mountThemed()
    press('Follow the voice')
    press('Dim the rest')
    press('Reading ruler')
    set('Ruler height', 3)
    choose('Click to read', 'Off')
    expect(view().highlight).toMatchObject({
      follow: false,
      dimRest: true,
      ruler: true,
      rulerLines: 3,
      clickToRead: 'off',
    })
  })
})
