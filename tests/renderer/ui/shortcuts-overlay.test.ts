import { afterEach, expect, test } from 'vitest'
import ShortcutsOverlay from '../../../src-renderer/ui/ShortcutsOverlay.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'

let mounted: MountedApp
afterEach(() => mounted.close())

test('explains every shortcut under its heading, keys as they are printed in every language', () => {
  mounted = mountInApp(ShortcutsOverlay, {}, null)
  const headings = [...document.querySelectorAll('h2, h3')].map((heading) => heading.textContent)
  expect(headings).toEqual(['Keyboard shortcuts', 'Reading', 'Document', 'Window'])
  const rows = [...document.querySelectorAll('dl > div')].map((row) =>
    row.textContent?.replace(/\s+/g, ' ').trim(),
  )
  expect(rows).toContain('Slower <or Alt↓')
  expect(rows).toContain('Save as audio CtrlE')
  // Brackets would be mirrored with the interface.
  expect([...document.querySelectorAll('kbd')].every((key) => key.dir === 'ltr')).toBe(true)
})
