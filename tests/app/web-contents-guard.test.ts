import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { denyPermissions, guardWebContents, isPageAddress } from '../../src-main/app/web-contents-guard'

vi.mock('electron', () => ({ net: {}, protocol: {} }))

class FakeContents extends EventEmitter {
  openWindow: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })

  setWindowOpenHandler(handler: typeof this.openWindow): void {
    this.openWindow = handler
  }
}

let contents: FakeContents
let reports: string[]

beforeEach(() => {
  const app = new EventEmitter()
  contents = new FakeContents()
  reports = []
  guardWebContents(app as never, (what) => reports.push(what))
  app.emit('web-contents-created', {}, contents)
})

const isPrevented = (event: string, ...rest: unknown[]): boolean => {
  let prevented = false
  contents.emit(event, { preventDefault: () => (prevented = true), isMainFrame: true }, ...rest)
  return prevented
}

describe('guardWebContents', () => {
  test.each([
    'https://example.com/secret-path',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'lector://other/index.html',
    'lectors://app/index.html',
    'https://lector://app',
  ])('does not navigate to %s', (url) => {
    expect(isPrevented('will-navigate', url)).toBe(true)
    expect(reports.join()).not.toContain('secret-path')
  })

  test('lets the page be reloaded', () => {
    expect(isPrevented('will-navigate', 'lector://app/index.html')).toBe(false)
  })

  test('refuses redirects, frames, webviews and windows', () => {
    expect(isPrevented('will-redirect', 'lector://app/index.html')).toBe(true)
    expect(isPrevented('will-attach-webview')).toBe(true)
    expect(contents.openWindow({ url: 'lector://app/index.html' })).toEqual({ action: 'deny' })
    let isFramePrevented = false
    contents.emit('will-frame-navigate', {
      preventDefault: () => (isFramePrevented = true),
      isMainFrame: false,
    })
    expect(isFramePrevented).toBe(true)
  })
})

describe('denyPermissions', () => {
  const ask = (permission: string, requestingUrl: string, mediaType?: string): boolean[] => {
    const answers: boolean[] = []
    denyPermissions({
      setPermissionRequestHandler: (handler) =>
        handler?.({} as never, permission as never, (isGranted) => answers.push(isGranted), {
          requestingUrl,
        } as never),
      setPermissionCheckHandler: (handler) =>
        answers.push(handler?.(null, permission as never, requestingUrl, { mediaType } as never) ?? true),
    })
    return answers
  }

  /** All that Electron asks about, and what it does not know yet. */
  const permissions = [
    ...[
      'display-capture',
      'mediaKeySystem',
      'geolocation',
      'notifications',
      'midi',
      'midiSysex',
      'pointerLock',
    ],
    ...['keyboardLock', 'fullscreen', 'openExternal', 'window-management', 'idle-detection', 'fileSystem'],
    ...[
      'clipboard-sanitized-write',
      'storage-access',
      'top-level-storage-access',
      'speaker-selection',
      'hid',
    ],
    ...['serial', 'usb', 'accessibility-events', 'background-sync', 'local-fonts', 'unknown', 'of tomorrow'],
  ]
  test(`denies all ${permissions.length} others, to Lector's own page as to strangers`, () => {
    expect(permissions).toHaveLength(25)
    for (const permission of permissions)
      for (const address of ['lector://app/index.html', 'https://example.org/', 'about:blank', ''])
        expect(ask(permission, address), `${permission} ${address}`).toEqual([false, false])
  })

  test('grants nothing, asked for or looked up', () => {
    expect(ask('media', 'lector://app/index.html')).toEqual([false, false])
    expect(ask('notifications', 'lector://app/index.html')).toEqual([false, false])
  })

  test('lets the reader’s own page look up what sound outputs are called, and listen to nothing', () => {
    expect(ask('media', 'lector://app/index.html', 'audio')).toEqual([false, true])
    expect(ask('media', 'lector://app/index.html', 'video')).toEqual([false, false])
    expect(ask('media', 'https://example.org/', 'audio')).toEqual([false, false])
  })

  test('lets the reader’s own page, and no other, read the clipboard', () => {
    expect(ask('clipboard-read', 'lector://app/index.html')).toEqual([true, true])
    expect(ask('clipboard-read', 'https://example.org/')).toEqual([false, false])
  })
})

describe('isPageAddress', () => {
  test.each(['', 'about:blank', 'lector://app.evil/', 'lector://evil@app:1/', 'http://app/'])(
    'refuses %j',
    (url) => {
      expect(isPageAddress(url)).toBe(false)
    },
  )
})
