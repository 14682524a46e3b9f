import { flushSync } from 'svelte'
import { afterEach, expect, test } from 'vitest'
import LibraryPage from '../../../src-renderer/settings/LibraryPage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
afterEach(() => mounted.close())

test('what may be fetched may be fetched until a person has it otherwise', () => {
  mounted = mountInApp(LibraryPage, {}, null)
  const offline = named('[role=switch]', 'Offline only')
  expect(offline.getAttribute('aria-checked')).toBe('false')
  offline.click()
  flushSync()
  expect(offline.getAttribute('aria-checked')).toBe('true')
  expect(mounted.app.settings.current.privacy).toEqual({ isOfflineOnly: true })
})
