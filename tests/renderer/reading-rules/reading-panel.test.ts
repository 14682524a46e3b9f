import { flushSync, tick } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import { emptyPiece } from '@contract/document'
import { withoutRecording } from '@contract/reading-rules'
import ReadingPanel from '../../../src-renderer/reading-rules/ReadingPanel.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'
import { documentOf, paragraph } from '../reader/documents'

let mounted: MountedApp
afterEach(() => mounted.close())

const book = {
  ...documentOf([
    paragraph('A note1 here.', [{ kind: 'note-reference', startChar: 6, endChar: 7 }]),
    { ...paragraph('let x = 1'), kind: 'code' as const },
  ]),
  isWhole: false,
}
const radio = (group: string, label: string) =>
  [...named('[role=radiogroup]', group).querySelectorAll('label')]
    .find((choice) => choice.textContent?.trim() === label)
    ?.querySelector('input')
const choose = (group: string, label: string) => {
  radio(group, label)?.click()
  flushSync()
}

describe('ReadingPanel', () => {
  test('says what is met and what is done with it, and counts on as the document grows', () => {
    mounted = mountInApp(ReadingPanel, {}, book)
    expect(named('button.what', 'Note numbers').textContent).toContain('1, skipped')
    expect(named('button.what', 'Code blocks').textContent).toContain('1, said as a phrase')
    const blocks = [
      { ...paragraph('7'), kind: 'page-number' as const },
      { ...paragraph('y'), kind: 'code' as const },
    ]
    mounted.app.session.grow('test', { ...emptyPiece(), blocks }, true)
    flushSync()
    expect(named('button.what', 'Code blocks').textContent).toContain('2, said as a phrase')
    expect(named('button.what', 'Page numbers').textContent).toContain('1, skipped')
    expect(document.body.textContent).toContain('2 skipped.')
  })

  test('a choice holds for this document at once, in the engine too, and can be taken back', () => {
    mounted = mountInApp(ReadingPanel, {}, book)
    choose('Code blocks', 'Skip')
    expect(mounted.app.session.rules).toMatchObject({ code: 'skip' })
    expect(mounted.player.rules).toEqual([{ documentId: 'test', rules: { code: 'skip' } }])
    expect(mounted.app.settings.current.reading.rules).toEqual({})
    named('button', 'Reset code blocks').click()
    flushSync()
    expect(mounted.app.session.rules).toEqual(withoutRecording({}))
    expect(radio('Code blocks', 'Phrase')?.checked).toBe(true)
  })

  test('for all documents it changes the settings, before which the document’s own choice stands', () => {
    mounted = mountInApp(ReadingPanel, {}, book)
    choose('Code blocks', 'Skip')
    choose('Choices hold for', 'All documents')
    expect(radio('Code blocks', 'Phrase')?.checked).toBe(true)
    choose('Code blocks', 'Read')
    expect(mounted.app.settings.current.reading).toEqual({
      rules: { code: 'read' },
      documents: { test: { code: 'skip' } },
    })
  })

  test('samples are shown when asked for, and lead to their place', () => {
    mounted = mountInApp(ReadingPanel, {}, book)
    const page = pageAt()
    mounted.app.session.page = page
    const row = named('button.what', 'Code blocks')
    row.click()
    flushSync()
    expect(row.getAttribute('aria-expanded')).toBe('true')
    named('button.sample', 'let x = 1').click()
    expect(page.show).toHaveBeenCalledWith({ block: 1, char: 0 })
  })

  test('takes the focus, and Esc closes it', async () => {
    mounted = mountInApp(ReadingPanel, {}, book)
    mounted.app.frame.isReadingOpen = true
    const panel = document.querySelector<HTMLElement>('[data-testid=reading-panel]')
    expect(document.activeElement).toBe(panel)
    panel?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }))
    await tick()
    expect(mounted.app.frame.isReadingOpen).toBe(false)
  })

  test('of a document with nothing to decide on it says so', () => {
    mounted = mountInApp(ReadingPanel, {}, { ...documentOf([paragraph('Plain.')]), isWhole: true })
    expect(document.body.textContent).toContain('all of the text is read')
  })
})
