import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { OpenedDocument } from '@contract/calls/document'
import DocumentWays from '../../../src-renderer/library/DocumentWays.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

let mounted: MountedApp
afterEach(() => mounted.close())
const plain = { ...documentOf([paragraph('Text.')]), isWhole: true }

async function open(document: OpenedDocument): Promise<void> {
  mounted = mountInApp(DocumentWays, {}, null)
  await mounted.app.opener.opened(document)
  flushSync()
}

const asked = (input: object) =>
  vi.waitFor(() => expect(mounted.calls.at(-1)).toEqual({ channel: 'document:reopen', input }))

describe('DocumentWays', () => {
  test('a text file shows its encoding, whether it was guessed, and can be read in another', async () => {
    await open({ ...plain, encoding: { name: 'windows-1252', isGuess: true } })
    expect(document.body.textContent).toContain('guessed')
    const select = document.querySelector('select')
    expect(select?.value).toBe('windows-1252')
    if (select) select.value = 'KOI8-R'
    select?.dispatchEvent(new Event('change', { bubbles: true }))
    await asked({ encoding: 'KOI8-R' })
  })

  test('an encoding that cannot be chosen is shown all the same', async () => {
    await open({ ...plain, encoding: { name: 'x-unheard-of', isGuess: false } })
    expect(document.querySelector('select')?.value).toBe('x-unheard-of')
  })

  test('of a web page all can be read', async () => {
    await open({ ...plain, format: 'html' })
    named('[role=switch]', 'Whole page').click()
    await asked({ wholePage: true })
  })

  test('where there is no other way nothing is shown', async () => {
    await open({ ...plain, format: 'epub' })
    expect(document.querySelector('select, [role=switch]')).toBeNull()
  })
})
