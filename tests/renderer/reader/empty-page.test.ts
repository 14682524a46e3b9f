import { flushSync } from 'svelte'
import { afterEach, expect, test } from 'vitest'
import type { RecentDocument } from '@contract/library'
import EmptyPage from '../../../src-renderer/reader/EmptyPage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { recent } from '../library/recent-document'

const texts = (selector: string) =>
  [...document.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim())

let mounted: MountedApp
let documents: RecentDocument[] = []
afterEach(() => mounted.close())

test('the empty page lists a few recent documents below its buttons, and nothing where there are none', async () => {
  mounted = mountInApp(EmptyPage, {}, null, (channel) =>
    channel === 'library:list' ? Promise.resolve({ documents, problem: null }) : new Promise(() => undefined),
  )
  await mounted.app.library.refresh()
  flushSync()
  expect(document.querySelector('h2')).toBeNull()
  documents = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => recent(id))
  await mounted.app.library.refresh()
  flushSync()
  expect(texts('h2')).toEqual(['Recent'])
  expect(texts('li .name')).toEqual(['The a', 'The b', 'The c', 'The d', 'The e'])
  named('li button', 'The c').click()
  expect(mounted.calls.at(-1)).toEqual({ channel: 'library:open', input: { documentId: 'c' } })
})
