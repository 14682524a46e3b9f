import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import ExportPanel from '../../../src-renderer/export/ExportPanel.svelte'
import { createCommands } from '../../../src-renderer/ui/commands'
import { mountInApp, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'

const voiceOf = (id: string, name: string) => ({ id, name, language: 'en-US', missingBytes: 0 })
const reader = () => document.querySelector('[data-testid="export-reader"]')?.textContent ?? null
let mounted: MountedApp
afterEach(() => mounted.close())

/** Saves a document that may have a narration of its own, as the key does. */
async function save(isNarrated: boolean): Promise<void> {
  const book = { ...documentOf([paragraph('A book.')]), isWhole: true }
  mounted = mountInApp(ExportPanel, {}, book, (channel) =>
    channel === 'export:record' ? Promise.resolve({ jobId: 'a' }) : new Promise(() => undefined),
  )
  const { app, player } = mounted
  player.engine = { ...player.engine, voices: [voiceOf('heart', 'Heart'), voiceOf('emma', 'Emma')] }
  player.enter('idle')
  app.settings.changeSpeech({ voice: 'emma' })
  app.narration.isOffered = isNarrated
  createCommands(app, { open: vi.fn(), paste: vi.fn(), newText: vi.fn() })['save-wav']()
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  flushSync()
}

describe('ExportPanel', () => {
  test('says who reads a narrated book, whichever voice is chosen meanwhile', async () => {
    await save(true)
    expect(reader()).toBe('Emma reads it, not the book’s own narration.')
    mounted.app.settings.changeSpeech({ voice: 'heart' })
    mounted.app.narration.isOffered = false
    flushSync()
    expect(reader()).toBe('Emma reads it, not the book’s own narration.')
  })

  test('says nothing of who reads a book without a narration, whatever is opened meanwhile', async () => {
    await save(false)
    mounted.app.narration.isOffered = true
    flushSync()
    expect(reader()).toBeNull()
  })
})
