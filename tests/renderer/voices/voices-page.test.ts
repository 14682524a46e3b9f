import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { voiceDownload } from '@contract/calls/voices'
import type { CatalogueState, CatalogueVoice } from '@contract/catalogue'
import { AppError, toErrorData } from '@contract/errors'
import VoicesPage from '../../../src-renderer/voices/VoicesPage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { catalogueVoice } from './catalogue-voice'

let mounted: MountedApp
let voices: CatalogueVoice[]
let piper: CatalogueState['piper']
/** What main answers to what is asked, in place of null. */
let answers: Record<string, (input: unknown) => unknown>

beforeEach(() => {
  voices = [
    catalogueVoice({ id: 'heart', name: 'Heart', place: 'carried', missingBytes: 0, hereBytes: 14e6 }),
    catalogueVoice({ id: 'joe', name: 'Joe', place: 'here', missingBytes: 0, hereBytes: 63e6 }),
    catalogueVoice({ id: 'siwis', name: 'Siwis', language: 'fr-FR', speakers: 2, quality: 'medium' }),
  ]
  piper = { state: 'never', droppedEntries: 0 }
  answers = {
    'voices:list': () => ({ voices, piper }),
    'voices:licence': () => ({ spdx: null, text: 'Trained on recordings of SIWIS.' }),
  }
})
afterEach(() => mounted.close())

async function open(): Promise<void> {
  mounted = mountInApp(VoicesPage, {}, null, async (channel, input) => answers[channel]?.(input) ?? null)
  await settled()
}
async function settled(): Promise<void> {
  await vi.waitFor(() => undefined)
  await new Promise((resolve) => setTimeout(resolve))
  flushSync()
}
const click = async (label: string): Promise<void> => {
  const found = [...document.querySelectorAll('button')].find(
    (button) => (button.getAttribute('aria-label') ?? button.textContent.trim()) === label,
  )
  if (!found) throw new Error(`No button is called ${label}`)
  expect(found.disabled, `${label} can be pressed`).toBe(false)
  found.click()
  await settled()
}
const head = (name: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('[data-voice] [aria-expanded]')].find(({ textContent }) =>
    textContent.includes(name),
  )
const details = async (name: string) => {
  head(name)?.click()
  await settled()
}
const text = () => document.body.textContent
const asked = (channel: string) =>
  mounted.calls.filter((call) => call.channel === channel).map(({ input }) => input)
const labels = () => [...document.querySelectorAll('button')].map((button) => button.textContent.trim())

describe('the page of all voices', () => {
  test('lists them by language without asking anybody outside, with what they take', async () => {
    await open()
    expect([...document.querySelectorAll('h2')].map((heading) => heading.textContent)).toEqual([
      'American English',
      'French (France)',
    ])
    expect(text()).toContain('medium, 2 speakers')
    expect(document.querySelector('[data-setting="All voices together"] output')?.textContent).toBe('77 MB')
    expect(asked('voices:list')).toEqual([{ refreshes: false }])
    expect(text()).toContain('huggingface.co')
  })

  test('asks for Piper’s list when it is told to, and says how that went', async () => {
    await open()
    piper = { state: 'fresh', droppedEntries: 0, asOfMilliseconds: Date.UTC(2026, 10, 24, 12) }
    await click('List them')
    expect(asked('voices:list')).toEqual([{ refreshes: false }, { refreshes: true }])
    expect(text()).toContain('As of November 24, 2026.')
    piper = { ...piper, state: 'unreachable' }
    await click('List them again')
    expect(text()).toContain('They could not be listed now. What is shown is as of November 24, 2026.')
  })

  test('shows the licence before anything can be downloaded, unknown ones as unknown', async () => {
    await open()
    expect(labels()).not.toContain('Download 63 MB')
    await details('Siwis')
    expect(asked('voices:licence')).toEqual([{ id: 'siwis' }])
    expect(document.querySelector('dd')?.textContent).toContain('Unknown')
    expect(text()).toContain('Trained on recordings of SIWIS.')
    await click('Download 63 MB')
    expect(asked('voices:download')).toEqual([{ id: 'siwis' }])
  })

  test('tells how a download fares; it pauses, goes on, is discarded', async () => {
    await open()
    await details('Siwis')
    await click('Download 63 MB')
    const progress = { id: 'siwis', bytes: 26e6, totalBytes: 63e6, bytesPerSecond: 2.4e6 }
    mounted.notify(voiceDownload, { state: 'running', progress })
    flushSync()
    expect(named('div', 'Download of Siwis').getAttribute('aria-valuenow')).toBe('41')
    expect(text()).toContain('41 %, 2 MB a second')
    await click('Pause')
    expect(asked('voices:pause')).toEqual([{ id: 'siwis' }])
    voices = [{ ...voices[2], place: 'partly', missingBytes: 37e6, hereBytes: 26e6 }]
    mounted.notify(voiceDownload, { state: 'paused', id: 'siwis' })
    await settled()
    expect(document.querySelector('[role="progressbar"]')).toBeNull()
    await click('Go on, 37 MB left')
    mounted.notify(voiceDownload, { state: 'paused', id: 'siwis' })
    await settled()
    await click('Discard')
    expect(asked('voices:discard')).toEqual([{ id: 'siwis' }])
  })

  test('says at the voice why it could not be had, and lets try again', async () => {
    await open()
    await details('Siwis')
    await click('Download 63 MB')
    const error = toErrorData(new AppError('voice/offline', 'x', { details: { reason: 'unreachable' } }))
    mounted.notify(voiceDownload, { state: 'failed', id: 'siwis', error })
    flushSync()
    const alert = document.querySelector('[data-voice="siwis"] [role="alert"]')
    expect(alert?.textContent).toContain('no connection to the internet')
    await click('Download 63 MB')
    expect(asked('voices:download')).toHaveLength(2)
  })

  test('a voice goes only after it was asked for twice; what came with Lector and what reads stays', async () => {
    await open()
    await details('Joe')
    await click('Remove')
    expect(text()).toContain('Remove Joe from this computer?')
    await click('Keep')
    expect(asked('voices:remove')).toEqual([])
    await click('Remove')
    await click('Remove')
    expect(asked('voices:remove')).toEqual([{ id: 'joe' }])
    await click('Read with this voice')
    expect(mounted.app.settings.current.speech.voice).toBe('joe')
    expect([...document.querySelectorAll('button')].filter(({ disabled }) => disabled)).not.toHaveLength(0)
    expect(text()).toContain('Choose another voice before you remove this one.')
    await details('Heart')
    expect(labels()).not.toContain('Remove')
    expect(text()).toContain('Came with Lector and stays.')
  })

  test('fetches nothing where it is set so: no list, no licence, no sample, no voice', async () => {
    await open()
    mounted.app.settings.change((now) => ({ ...now, privacy: { isOfflineOnly: true } }))
    flushSync()
    await details('Siwis')
    const disabled = [...document.querySelectorAll('button')].filter((button) => button.disabled)
    expect(disabled.map((button) => button.textContent.trim())).toEqual(
      expect.arrayContaining(['Download 63 MB', 'List them', 'Listen']),
    )
    expect(asked('voices:licence')).toEqual([])
    expect(text()).toContain('Lector is set to fetch nothing')
  })

  test('takes a voice in, shows it, and says what is wrong with one that is none', async () => {
    await open()
    answers['voices:import'] = () => {
      voices = [...voices, catalogueVoice({ id: 'mine', name: 'Mine', place: 'here', origin: 'own' })]
      return { id: 'mine' }
    }
    await click('Import a file…')
    expect(asked('voices:import')).toEqual([{ from: 'file' }])
    expect(text()).toContain('Mine is here now.')
    expect(head('Mine')?.getAttribute('aria-expanded')).toBe('true')
    answers['voices:import'] = () => {
      throw new AppError('voice/not-importable', 'x', { details: { reason: 'several' } })
    }
    await click('Import a folder…')
    expect(text()).toContain('There are several voices in that folder.')
  })

  test('is searched by name and language, and narrowed to what is here', async () => {
    await open()
    const field = named('input', 'Search voices') as HTMLInputElement
    field.value = 'french'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    expect(
      [...document.querySelectorAll('[data-voice]')].map((row) => row.getAttribute('data-voice')),
    ).toEqual(['siwis'])
    field.value = 'klingon'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    flushSync()
    expect(text()).toContain('No voice is called that.')
  })
})
