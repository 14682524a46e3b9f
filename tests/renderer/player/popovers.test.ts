import { flushSync } from 'svelte'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { exportProgress } from '@contract/calls/export'
import MorePopover from '../../../src-renderer/player/MorePopover.svelte'
import SleepPopover from '../../../src-renderer/player/SleepPopover.svelte'
import VoiceList from '../../../src-renderer/settings/VoiceList.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'
import { runningOf, takenOf } from '../export/export-fixtures'
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

describe('MorePopover', () => {
  const button = () => named('button', 'More')
  /** As the browser does it: there is no top layer here. */
  function toggle(newState: 'open' | 'closed'): void {
    const panel = document.querySelector<HTMLElement>('[popover]')
    panel?.dispatchEvent(Object.assign(new Event('beforetoggle'), { newState }))
    if (newState === 'closed') panel?.dispatchEvent(Object.assign(new Event('toggle'), { newState }))
    flushSync()
  }
  const open = (height: number): void => {
    HTMLElement.prototype.hidePopover = vi.fn(() => toggle('closed'))
    mounted = mountInApp(MorePopover, {}, shown)
    mounted.app.frame.resize({ height })
    toggle('open')
  }
  const status = () => document.querySelector('[role="group"][aria-label="Status"]')

  test('leads into the mini player, with its key', () => {
    open(780)
    named('button', 'Mini player').click()
    flushSync()
    expect(named('button', 'More').getAttribute('aria-expanded')).toBe('false')
    expect(mounted.app.run).toHaveBeenCalledWith('mini-player')
  })

  test('has nothing of the status while that has a bar of its own', () => {
    open(440)
    mounted.player.enter('starving')
    flushSync()
    expect(status()).toBeNull()
    expect(button().getAttribute('aria-label')).toBe('More')
  })

  test('a low window has the status here, and the button says what must be seen at once', () => {
    open(439)
    expect(status()?.textContent).toContain('Offline')
    expect(named('button', 'Instruments').textContent).toContain('CPU')
    const names = (['idle', 'starving', 'playing', 'paused', 'ended'] as const).map((state) => {
      mounted.player.enter(state)
      flushSync()
      return button().getAttribute('aria-label')
    })
    expect(names).toEqual(['More', 'More: Catching up', 'More', 'More', 'More: Finished'])
    expect(document.querySelectorAll('.pressing')).toHaveLength(1)
    named('button', 'Start again').click()
    flushSync()
    expect(mounted.player.state).toBe('starting')
    expect(button().getAttribute('aria-expanded')).toBe('false')
  })

  test('in a low window a saving is followed, let rest and looked at from here', async () => {
    open(400)
    const { saves, frame } = mounted.app
    await saves.add(() => Promise.resolve({ jobId: 'a' }))
    mounted.notify(exportProgress, takenOf('a'))
    mounted.notify(exportProgress, runningOf('a', 0.4, { chapter: 1, secondsLeft: 240 }))
    expect(button().getAttribute('aria-label')).toBe('More: Noon, 40 %, about 4 min left')
    named('button', 'Pause').click()
    flushSync()
    expect(saves.current?.isPaused).toBe(true)
    expect(button().getAttribute('aria-expanded')).toBe('true')
    named('button', 'Saving paused').click()
    flushSync()
    expect(frame.isExportOpen).toBe(true)
    expect(button().getAttribute('aria-expanded')).toBe('false')
  })

  test('a remark stays while it is news, also when it is looked for here', () => {
    open(400)
    toggle('closed')
    mounted.player.enter('paused')
    flushSync()
    mounted.app.frame.remark = 'The voice stopped and was started again'
    flushSync()
    toggle('open')
    expect(status()?.textContent).toContain('The voice stopped and was started again')
    mounted.app.frame.ageRemark()
    flushSync()
    expect(status()?.textContent).toContain('Paused')
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
