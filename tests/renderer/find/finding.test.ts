import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { emptyPiece } from '@contract/document'
import type { TextMatch } from '../../../src-renderer/find/document-search'
import FindBar from '../../../src-renderer/find/FindBar.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

let mounted: MountedApp
afterEach(() => mounted.close())

const texts = ['The sea. A sea of grass.', 'Nothing here.', 'The Sea, and seaside.']

function open(isWhole = true) {
  const document = documentOf(texts.map((text) => paragraph(text)))
  mounted = mountInApp(FindBar, {}, { ...document, isWhole })
  const { finding } = mounted.app
  const page = {
    reveal: vi.fn<(match: TextMatch) => void>(),
    select: vi.fn<(match: TextMatch | null) => void>(),
    selectedWords: () => '',
    placeInSight: () => ({ block: 1, char: 0 }),
  }
  finding.page = page
  finding.open()
  flushSync()
  return { finding, page }
}
const field = () => named('input', 'Find') as HTMLInputElement
function type(text: string) {
  field().value = text
  field().dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}
function press(key: string, held: KeyboardEventInit = {}) {
  field().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...held }))
  flushSync()
}
const result = () => document.querySelector('[data-testid="find-result"]')?.textContent

describe('FindBar', () => {
  test('takes the focus, and shows the first match from what is in sight', () => {
    const { page } = open()
    expect(document.activeElement).toBe(field())
    type('sea')
    expect(result()).toBe('3 of 4')
    expect(page.reveal).toHaveBeenLastCalledWith({ block: 2, startChar: 4, endChar: 7 })
    expect(mounted.app.session.isFollowing).toBe(false)
  })

  test('Enter and Shift+Enter go round', () => {
    const { finding } = open()
    type('sea')
    press('Enter')
    press('Enter')
    expect(result()).toBe('1 of 4')
    press('Enter', { shiftKey: true })
    expect(result()).toBe('4 of 4')
    expect(finding.current).toEqual({ block: 2, startChar: 13, endChar: 16 })
  })

  test('case and whole words narrow what is found, and the place is kept', () => {
    open()
    type('sea')
    named('button', 'Whole words').click()
    flushSync()
    expect(result()).toBe('3 of 3')
    named('button', 'Match case').click()
    flushSync()
    expect(result()).toBe('1 of 2')
    expect(named('button', 'Match case').getAttribute('aria-pressed')).toBe('true')
  })

  test('says when nothing is found', () => {
    open()
    type('ocean')
    expect(result()).toBe('Not found')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    expect((named('button', 'Next match') as HTMLButtonElement).disabled).toBe(true)
  })

  test('Esc selects the match in the text', () => {
    const { finding, page } = open()
    type('sea')
    press('Escape')
    expect(finding.isOpen).toBe(false)
    expect(page.select).toHaveBeenCalledWith({ block: 2, startChar: 4, endChar: 7 })
  })

  test('a match that was only found again in a text written on is not selected: it may be out of sight', () => {
    const { finding, page } = open()
    type('sea')
    const written = [paragraph('The sea came first.')]
    const change = { fromBlock: 0, removedBlocks: 1, blocks: written, keptStartChars: 7, keptEndChars: 0 }
    mounted.app.session.revise(change)
    flushSync()
    expect(finding.current).not.toBeNull()
    press('Escape')
    expect(page.select).toHaveBeenLastCalledWith(null)
    finding.open()
    flushSync()
    press('Escape')
    expect(page.select).toHaveBeenLastCalledWith({ block: 2, startChar: 4, endChar: 7 })
  })

  test('what comes later of the document is searched too, without moving the page', () => {
    const { page } = open(false)
    type('sea')
    mounted.app.session.grow('test', { ...emptyPiece(), blocks: [paragraph('More sea.')] }, true)
    flushSync()
    expect(result()).toBe('3 of 5')
    expect(page.reveal).toHaveBeenCalledTimes(1)
  })

  test('what is found long after it was asked for is counted, and shown only when somebody wants it', () => {
    const { finding, page } = open(false)
    type('ocean')
    expect(result()).toBe('Not found')
    mounted.app.session.grow('test', { ...emptyPiece(), blocks: [paragraph('The ocean.')] }, true)
    flushSync()
    expect(result()).toBe('1 match')
    expect(page.reveal).not.toHaveBeenCalled()
    expect(mounted.app.session.isFollowing).toBe(true)
    finding.step(1)
    flushSync()
    expect(result()).toBe('1 of 1')
    expect(page.reveal).toHaveBeenCalledTimes(1)
  })

  test('a text that is written on is searched anew, and the page stays where it is', () => {
    const { finding, page } = open()
    type('sea')
    expect(page.reveal).toHaveBeenCalledTimes(1)
    const written = [paragraph('The sea came first.'), paragraph(texts[0])]
    const change = { fromBlock: 0, removedBlocks: 1, blocks: written, keptStartChars: 0, keptEndChars: 24 }
    mounted.app.session.revise(change)
    flushSync()
    expect(result()).toBe('4 of 5')
    expect(finding.current).toEqual({ block: 3, startChar: 4, endChar: 7 })
    expect(page.reveal).toHaveBeenCalledTimes(1)
    finding.step(1)
    expect(page.reveal).toHaveBeenLastCalledWith({ block: 3, startChar: 13, endChar: 16 })
  })

  test('another document closes the search', () => {
    const { finding } = open()
    type('sea')
    mounted.app.session.show(documentOf([paragraph('The sea.')], 'other'))
    flushSync()
    expect(finding.isOpen).toBe(false)
    expect(finding.count).toBe(0)
  })

  test('matches that touch a stretch of the text are told, the one that reaches into it too', () => {
    const { finding } = open()
    type('sea')
    const starts = finding
      .within({ block: 0, char: 5 }, { block: 2, char: 10 }, 10)
      .map(({ block, startChar }) => [block, startChar])
    expect(starts).toEqual([
      [0, 4],
      [0, 11],
      [2, 4],
    ])
  })
})
