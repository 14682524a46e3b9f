import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import VoicePage from '../../../src-renderer/settings/VoicePage.svelte'
import { voicePreviewText, withPreviewText } from '../../../src-renderer/settings/voice-preview'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { FakePlayer } from '../fake-player'

const voices = [
  { id: 'heart', name: 'Heart', language: 'en-US', description: 'warm, even', missingBytes: 0 },
  { id: 'kerstin', name: 'Kerstin', language: 'de-DE', missingBytes: 0 },
  { id: 'joe', name: 'Joe', language: 'en-US', missingBytes: 60_000_000 },
]
let mounted: MountedApp
afterEach(() => mounted.close())

function open() {
  const player = new FakePlayer()
  mounted = mountInApp(VoicePage, {}, null, undefined, player)
  mounted.player.engine = { ...mounted.player.engine, voices }
  mounted.player.enter('idle')
  flushSync()
  return player
}
const settled = async () => {
  await new Promise((done) => setTimeout(done, 0))
  flushSync()
}
const nextFrame = async () => {
  await new Promise((done) => requestAnimationFrame(done))
  flushSync()
}

describe('VoicePage', () => {
  test('says of every voice how it sounds, what it speaks and whether it is there', () => {
    open()
    const rows = [...document.querySelectorAll('.voices label')].map((row) =>
      [...row.querySelectorAll('span')].map(({ textContent }) => textContent),
    )
    expect(rows).toEqual([
      ['Heart', 'warm, even', 'American English'],
      ['Joe', '60 MB to fetch', 'American English'],
      ['Kerstin', '', 'German (Germany)'],
    ])
    expect(named('button', 'Preview Joe').hasAttribute('disabled')).toBe(true)
  })

  test('a voice that would have to be fetched is not to be had offline, and says so', () => {
    open()
    mounted.app.settings.change((now) => ({ ...now, privacy: { isOfflineOnly: true } }))
    flushSync()
    const rows = [...document.querySelectorAll('.voices label')]
    expect(rows[1]?.textContent).toContain('Not here; offline only')
    expect(rows.map((row) => row.querySelector('input')?.disabled)).toEqual([false, true, false])
  })

  test('voices are one group of radio buttons, of which the chosen one is checked', () => {
    open()
    const radios = [...document.querySelectorAll<HTMLInputElement>('.voices input')]
    expect(radios.map(({ checked }) => checked)).toEqual([true, false, false])
    expect(new Set(radios.map(({ name }) => name)).size).toBe(1)
    radios[2].click()
    flushSync()
    expect(mounted.app.settings.current.speech.voice).toBe('kerstin')
    expect(document.querySelector('.preview .book')?.textContent).toContain('So lese ich Ihnen vor.')
  })

  test('the language is the document’s, or always this voice’s', () => {
    open()
    const choices = () => [...document.querySelectorAll<HTMLInputElement>('[aria-label=Language] input')]
    expect(choices().map(({ labels }) => labels?.[0].textContent?.trim())).toEqual([
      'Follow the document',
      'Keep this voice',
    ])
    expect(choices().map(({ checked }) => checked)).toEqual([true, false])
    choices()[1].click()
    flushSync()
    expect(mounted.app.settings.current.speech.followLanguage).toBe(false)
    expect(choices().map(({ checked }) => checked)).toEqual([false, true])
  })

  test('the word heard is lit, and nothing is once it ends', async () => {
    const player = open()
    const book = () => document.querySelector('.preview .book')
    named('.disc', 'Preview Heart').click()
    player.hear({ sentence: { startChar: 0, endChar: 29 }, word: { startChar: 5, endChar: 7 } })
    await nextFrame()
    await nextFrame()
    expect(book()?.querySelector('mark')?.textContent).toBe('is')
    expect(book()?.textContent?.trim()).toBe('This is how I read to you.')
    expect(named('.disc', 'Stop the preview of Heart')).toBeTruthy()
    player.enter('ended')
    flushSync()
    expect(book()?.querySelector('mark')).toBeNull()
    expect(named('.disc', 'Preview Heart')).toBeTruthy()
  })

  test('Edit keeps what is written for the language of the voice; Escape keeps what was', async () => {
    open()
    const field = () => document.querySelector('textarea')
    const end = (key: string, value: string) => {
      const box = field()
      if (!box) throw new Error('Nothing is edited')
      box.value = value
      box.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
    named('button', 'Edit the preview text').click()
    await settled()
    expect(document.activeElement).toBe(field())
    end('Escape', 'Nothing of this')
    await settled()
    expect(field()).toBeNull()
    expect(document.activeElement).toBe(named('button', 'Edit the preview text'))
    expect(mounted.app.settings.current.player.previewTexts).toEqual({})
    named('button', 'Edit the preview text').click()
    await settled()
    end('Enter', '  Call me\nIshmael. ')
    await settled()
    expect(mounted.app.settings.current.player.previewTexts).toEqual({ en: 'Call me Ishmael.' })
    expect(document.querySelector('.preview .book')?.textContent?.trim()).toBe('Call me Ishmael.')
  })

  test('what is written on stays the sentence of the voice it was, whoever is heard meanwhile', async () => {
    open()
    const field = () => document.querySelector('textarea')
    named('.voices button', 'Preview Kerstin').click()
    flushSync()
    named('button', 'Edit the preview text').click()
    await settled()
    expect(mounted.app.preview.heard).toBeNull()
    expect(field()?.value).toContain('So lese ich Ihnen vor.')
    const box = field()
    if (box) box.value = 'Ein Satz.'
    named('.voices button', 'Preview Heart').click()
    flushSync()
    expect(field()?.value).toBe('Ein Satz.')
    named('button', 'Done').click()
    await settled()
    expect(mounted.app.settings.current.player.previewTexts).toEqual({ de: 'Ein Satz.' })
  })

  test('a voice that cannot be heard says so', () => {
    const player = open()
    named('.disc', 'Preview Heart').click()
    player.failure = new AppError('voice/missing', 'It is gone')
    player.enter('failed')
    flushSync()
    expect(mounted.app.preview.heard).toBeNull()
    expect(document.querySelector('[role=alert]')?.textContent).toMatch(/\S/)
  })
})

describe('withPreviewText', () => {
  test('a blank text, or Lector’s own, is kept as none', () => {
    mounted = mountInApp(VoicePage, {}, null)
    const voice = { name: 'Heart', language: 'en-US' }
    const own = settingsSchema.parse({ player: { previewTexts: { en: 'Mine.', de: 'Meins.' } } })
    expect(voicePreviewText(voice, own)).toBe('Mine.')
    expect(withPreviewText(voice, own, ' \n ')).toEqual({ de: 'Meins.' })
    expect(withPreviewText(voice, own, 'This is how I read to you.')).toEqual({ de: 'Meins.' })
  })
})
