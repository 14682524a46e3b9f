import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import SleepPopover from '../../../src-renderer/player/SleepPopover.svelte'
import VoiceList from '../../../src-renderer/settings/VoiceList.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { documentOf, heading, paragraph } from '../reader/documents'

const shown = { ...documentOf([heading('One'), paragraph('A sentence.')]), isWhole: true }
const voices = [
  { id: 'heart', name: 'Heart', language: 'en-US', missingBytes: 0 },
  { id: 'kerstin', name: 'Kerstin', language: 'de-DE', missingBytes: 0 },
  { id: 'joe', name: 'Joe', language: 'en-US', missingBytes: 60_000_000 },
]
let mounted: MountedApp
afterEach(() => mounted.close())

describe('SleepPopover', () => {
  test('says what is left on its button, in the words of its name too', () => {
    mounted = mountInApp(SleepPopover, {}, shown)
    const button = named('button', 'Sleep timer')
    expect(button.textContent?.trim()).toBe('')
    mounted.app.sleep.choose(30)
    flushSync()
    expect(button.textContent?.trim()).toBe('30 min')
    expect(button.getAttribute('aria-label')).toBe('Sleep timer, 30 min left')
    mounted.app.sleep.choose('chapter')
    flushSync()
    expect(button.textContent?.trim()).toBe('Chapter')
  })
})

describe('VoiceList', () => {
  const list = () => {
    mounted = mountInApp(VoiceList, {}, shown)
    mounted.player.engine = { ...mounted.player.engine, voices }
    mounted.player.enter('idle')
    flushSync()
  }
  const names = () => [...document.querySelectorAll('.name')].map((name) => name.textContent)

  test('lists voices by language, those with a star first, and ticks the chosen one', () => {
    list()
    expect(names()).toEqual(['Heart', 'Joe', 'Kerstin'])
    expect(document.querySelectorAll('.tick svg')).toHaveLength(1)
    named('button', 'Favourite: Joe').click()
    flushSync()
    expect(names()).toEqual(['Joe', 'Heart', 'Kerstin'])
    expect(named('button', 'Favourite: Joe').getAttribute('aria-pressed')).toBe('true')
    expect(mounted.app.settings.current.player.favouriteVoices).toEqual(['joe'])
  })

  test('a preview is said by the voice in its language; one that is not here has none', () => {
    list()
    expect(named('button', 'Preview Joe').hasAttribute('disabled')).toBe(true)
    named('button', 'Preview Kerstin').click()
    flushSync()
    expect(mounted.player.documents.at(-1)?.blocks[0]).toMatchObject({ language: 'de-DE' })
    expect(mounted.app.preview.heard).toBe('voice:kerstin')
    named('button', 'Stop the preview of Kerstin').click()
    flushSync()
    expect(mounted.app.preview.heard).toBeNull()
    expect(mounted.app.settings.current.speech.voice).toBe('heart')
  })
})
