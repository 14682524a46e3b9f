import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ExportProgress } from '@contract/calls/export'
import { createTranslator } from '@contract/strings/translator'
import { ExportNotifications } from '../../src-main/app/export-notification'

const electron = vi.hoisted(() => ({
  isSupported: true,
  shown: [] as { title: string; body: string; click: () => void }[],
  folders: [] as string[],
}))
vi.mock('electron', () => ({
  shell: { showItemInFolder: (path: string) => electron.folders.push(path) },
  Notification: class {
    static isSupported = () => electron.isSupported
    click: () => void = () => undefined
    constructor(private readonly what: { title: string; body: string }) {}
    on(event: string, listener: () => void): void {
      if (event === 'click') this.click = listener
    }
    show(): void {
      electron.shown.push({ ...this.what, click: this.click })
    }
  },
}))

const { t } = createTranslator('en')
const done: ExportProgress = {
  state: 'done',
  jobId: 'a',
  paths: ['/music/My book.wav', '/music/My book.words.json'],
  audioSeconds: 60,
  wallSeconds: 6,
  sentences: 10,
  missing: 0,
}
const away = { isDestroyed: () => false, isFocused: () => false }
beforeEach(() => {
  electron.isSupported = true
  electron.shown.length = 0
  electron.folders.length = 0
})

const notify = (window: typeof away, progress: ExportProgress): void =>
  new ExportNotifications(t, window).note(progress)

describe('ExportNotifications', () => {
  test('names the file to somebody who does something else, and shows it when it is clicked', () => {
    notify(away, done)
    expect(electron.shown).toMatchObject([{ title: 'Saved', body: 'My book.wav' }])
    electron.shown[0]?.click()
    expect(electron.folders).toEqual(['/music/My book.wav'])
  })

  test('is shown, too, when the window is gone already', () => {
    const gone = {
      isDestroyed: () => true,
      isFocused: (): boolean => {
        throw new TypeError('Object has been destroyed')
      },
    }
    notify(gone, done)
    expect(electron.shown).toHaveLength(1)
  })

  test('says nothing while the window is looked at, before it is done, and where nothing can be shown', () => {
    notify({ ...away, isFocused: () => true }, done)
    notify(away, { state: 'cancelled', jobId: 'a', isKept: true })
    electron.isSupported = false
    notify(away, done)
    expect(electron.shown).toEqual([])
  })
})
