import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, type LectorWindow } from './lector-window'
import { forgetRefusalsOf } from './refusals'
import { shareLector } from './shared-lector'

declare global {
  interface Window {
    __PWNED?: string
  }
}

const home = 'lector://app/index.html'

describe.skipIf(!hasElectron || !hasVoice)('the shell around the page (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const shared = shareLector()
  beforeEach(() => {
    lector = shared.window()
  })
  const forgetRefusals = () => forgetRefusalsOf(lector)
  const contentsCount = () => lector.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)

  test('every web contents is sandboxed and isolated, and none of the dangerous settings is on', async () => {
    const all = await lector.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents().map((contents) => {
        const asked = contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        return asked.getLastWebPreferences()
      }),
    )
    expect(all.length).toBeGreaterThan(0)
    for (const preferences of all)
      for (const [name, value] of Object.entries(preferences)) {
        if (['sandbox', 'contextIsolation', 'webSecurity'].includes(name)) expect(value, name).toBe(true)
        if (/^nodeIntegration|^webviewTag$|InsecureContent$|^experimentalFeatures$/.test(name))
          expect(value, name).toBe(false)
        if (/BlinkFeatures$/.test(name)) expect(value ?? '', name).toBe('')
      }
    expect(
      await lector.page.evaluate(() =>
        ['require', 'process', 'Buffer', 'module'].filter((name) => name in window),
      ),
    ).toEqual([])
  })

  test('what the page asks of the system is denied', async () => {
    const answers = await lector.page.evaluate(async () => {
      // What is asked of nobody is not granted either.
      const silence = () => new Promise((_resolve, reject) => setTimeout(reject, 3_000))
      const told = (asked: Promise<unknown>) =>
        Promise.race([asked, silence()]).then(
          (value) => (value === 'denied' || value === null ? 'denied' : `granted ${String(value)}`),
          () => 'denied',
        )
      const { mediaDevices, geolocation } = navigator
      const location = new Promise((resolve, reject) => geolocation.getCurrentPosition(resolve, reject))
      const named = [
        'geolocation',
        'notifications',
        'camera',
        'midi',
        'persistent-storage',
        'screen-wake-lock',
      ]
      const states = named.map(async (name) => {
        const { state } = await navigator.permissions.query({ name: name as PermissionName })
        return state === 'granted' ? Promise.resolve(state) : Promise.reject(new Error(state))
      })
      return Promise.all([
        ...[
          location,
          mediaDevices.getUserMedia({ audio: true }),
          mediaDevices.getUserMedia({ video: true }),
        ].map(told),
        told(mediaDevices.getDisplayMedia({ video: true })),
        told(Notification.requestPermission()),
        told(navigator.requestMIDIAccess({ sysex: true })),
        told(document.documentElement.requestFullscreen().then(() => 'full screen')),
        ...states.map(told),
      ])
    })
    expect(answers).toEqual(answers.map(() => 'denied'))
    forgetRefusals()
  })

  test('of ten scripts put into the page none runs, and each is reported by its policy', async () => {
    const { ran, violations } = await lector.page.evaluate(async () => {
      // What the tools of the browser run may evaluate; what runs later may not.
      await new Promise((resolve) => setTimeout(resolve))
      let violations = 0
      document.addEventListener('securitypolicyviolation', () => violations++)
      const run = "window.__PWNED='script'"
      const put = (name: string, attributes: Record<string, string>, text?: string) => {
        const element = document.createElement(name)
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
        if (text !== undefined) element.textContent = text
        document.body.append(element)
        return element
      }
      const attempts: (() => unknown)[] = [
        () => put('script', {}, run),
        () => put('script', { src: `data:text/javascript,${run}` }),
        () => (document.body.innerHTML += `<img src=x onerror="${run}">`),
        () => document.body.insertAdjacentHTML('beforeend', `<svg onload="${run}"></svg>`),
        () => put('iframe', { srcdoc: `<script>parent.${run}</script>` }),
        () => put('button', { onclick: run }).click(),
        () => put('a', { href: `javascript:${run}` }).click(),
        () => (0, eval)(run),
        () => setTimeout(run),
        () => import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(run)}`).catch(() => null),
      ]
      for (const attempt of attempts)
        try {
          await attempt()
        } catch {
          // Refused on the spot.
        }
      await new Promise((resolve) => setTimeout(resolve, 500))
      return { ran: window.__PWNED ?? null, violations }
    })
    expect(ran).toBe(null)
    // The frame's own is reported inside it.
    expect(violations).toBeGreaterThanOrEqual(9)
    expect(lector.page.url()).toBe(home)
    forgetRefusals()
  })

  test('no address of the page’s scheme leads out of its folder, and no file is fetched', async () => {
    const out = await lector.page.evaluate(async () => {
      const secrets = ['etc/passwd', '../main/index.js']
      const ways = [
        '..%2f',
        '%2e%2e/',
        '..%5c',
        '..\\',
        '%252e%252e/',
        '....//',
        '/',
        '%2f',
        'assets/..%2f..%2f',
        '.%00./',
        'c:/',
      ]
      const addresses = [
        ...ways.flatMap((way) => secrets.map((secret) => `lector://app/${way.repeat(4)}${secret}`)),
        'lector://other/index.html',
        'file:///etc/passwd',
        'lector://app/index.html%00.js',
      ]
      const answered = await Promise.all(
        addresses.map(async (address) => {
          try {
            const response = await fetch(address)
            return response.ok ? address : null
          } catch {
            return null
          }
        }),
      )
      return { asked: addresses.length, answered: answered.filter((address) => address !== null) }
    })
    expect(out.asked).toBeGreaterThanOrEqual(20)
    expect(out.answered).toEqual([])
    forgetRefusals()
  })

  test('no window opens, no webview is attached, and no other program is asked to open an address', async () => {
    const { page, app } = lector
    await app.evaluate(({ shell }) => {
      const opened: string[] = []
      Object.assign(globalThis, { openedOutside: opened })
      shell.openExternal = (address) => (opened.push(address), Promise.resolve())
      shell.openPath = (path) => (opened.push(path), Promise.resolve(''))
    })
    const before = await contentsCount()
    const schemes = [
      'https:',
      'http:',
      'file:',
      'smb:',
      'ms-msdt:',
      'vscode:',
      'javascript:',
      'data:',
      'mailto:',
      'ftp:',
      'ssh:',
      'lector:',
    ]
    const opened = await page.evaluate(
      (addresses) => {
        let windows = 0
        for (const address of addresses) {
          if (window.open(address, '_blank') !== null) windows++
          const link = document.createElement('a')
          link.href = address
          link.target = '_blank'
          link.textContent = 'away'
          document.body.append(link)
          for (const how of [{}, { ctrlKey: true }, { shiftKey: true }, { button: 1 }])
            link.dispatchEvent(
              new MouseEvent(how.button ? 'auxclick' : 'click', {
                bubbles: true,
                cancelable: true,
                ...how,
              }),
            )
          link.target = ''
          link.click()
          link.remove()
        }
        const webview = document.createElement('webview')
        webview.setAttribute('src', 'https://example.org/')
        document.body.append(webview)
        return windows
      },
      schemes.map((scheme) => `${scheme}//example.org/x`),
    )
    expect(opened).toBe(0)
    // As a hand presses it.
    const place = await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://example.org/'
      link.textContent = 'away'
      link.id = 'away'
      // On top of everything else.
      const dialog = document.body.appendChild(document.createElement('dialog'))
      dialog.append(link)
      dialog.showModal()
      const { x, y, width, height } = link.getBoundingClientRect()
      return { x: x + width / 2, y: y + height / 2 }
    })
    // The tools' own click would wait for a navigation that was refused.
    const press = (button: 'left' | 'middle') => page.mouse.click(place.x, place.y, { button })
    for (const key of ['Control', 'Shift', 'Alt']) {
      await page.keyboard.down(key)
      await press('left')
      await page.keyboard.up(key)
    }
    await press('middle')
    await press('left')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(await contentsCount()).toBe(before)
    expect(app.windows()).toHaveLength(1)
    expect(
      await app.evaluate(() => (globalThis as unknown as { openedOutside: string[] }).openedOutside),
    ).toEqual([])
    expect(page.url()).toBe(home)
    forgetRefusals()
  })

  test('whatever is dropped on it, also on a panel or a dialog, the window stays where it is', async () => {
    const { page } = lector
    const at = (name: string) => join(lector.directory, name)
    const names = ['page.html', 'plain.txt', 'picture.svg', 'empty.txt']
    for (const name of names) {
      const run = `<script>window.__PWNED='${name}'</script>`
      await writeFile(
        at(name),
        name === 'empty.txt' ? '' : `<svg xmlns="http://www.w3.org/2000/svg">${run}</svg> words`,
      )
    }
    await mkdir(at('folder'), { recursive: true })
    const fifty = Array.from({ length: 50 }, (_, index) => at(`many-${index}.txt`))
    for (const path of fifty) await writeFile(path, `Of file ${path.length}.`)
    const drops = [...names.map((name) => [at(name)]), [at('folder')], fifty, [at('missing.html')]]
    const stays = async () => {
      await new Promise((resolve) => setTimeout(resolve, 100))
      expect(page.url()).toBe(home)
      expect(await page.evaluate(() => [window.__PWNED ?? null, document.title !== ''])).toEqual([null, true])
    }
    const everywhere = async () => {
      for (const files of drops) {
        await lector.dropAt({ x: 500, y: 400 }, ...files)
        await stays()
      }
      const session = await page.context().newCDPSession(page)
      const address = { mimeType: 'text/uri-list', data: 'https://example.org/' }
      const markup = { mimeType: 'text/html', data: '<img src=x onerror=alert(1)>' }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
        await session.send('Input.dispatchDragEvent', {
          ...{ type, x: 500, y: 400 },
          data: { items: [address, markup], dragOperationsMask: 1 },
        })
      await session.detach()
      await stays()
    }
    await everywhere()
    await page.keyboard.press('Control+,')
    await page.locator('.settings').waitFor()
    await everywhere()
    expect(await contentsCount()).toBe(1)
    forgetRefusals()
  })
})
