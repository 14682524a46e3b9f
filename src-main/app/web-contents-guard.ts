import type { App, Session, WebContents } from 'electron'
import { pageOrigin } from './page-protocol'

/** Told what was refused; never told more of an address than its scheme and host. */
export type ReportRefusal = (what: string) => void

/**
 * The one place where every web contents of the app is locked down: it stays on the page it was made with, opens
 * nothing, embeds nothing and is granted nothing. Call it before the first window is made.
 */
export function guardWebContents(app: Pick<App, 'on'>, report: ReportRefusal): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, report))
}

/** Reading the clipboard is what the Paste button does; the page asks only when it is pressed. */
const granted = 'clipboard-read'

/**
 * Denies every permission, asked for or looked up, but what Lector's own page needs: that one, and to look up what sound
 * outputs are called, which Chromium ties to the permission to listen. To listen itself has to be asked for, and is denied.
 */
export function denyPermissions(
  session: Pick<Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler'>,
): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(permission === granted && isPageAddress(requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin, { mediaType }) => {
    const isKnown = (permission as string) === granted || (permission === 'media' && mediaType === 'audio')
    return isKnown && isPageAddress(origin)
  })
}

/** True for an address of Lector's own page. */
export function isPageAddress(address: string): boolean {
  try {
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}` === pageOrigin
  } catch {
    return false
  }
}

function guard(contents: WebContents, report: ReportRefusal): void {
  const refuse = (event: { preventDefault(): void }, what: string): void => {
    event.preventDefault()
    report(what)
  }
  contents.on('will-navigate', (event, address) => {
    // A reload by the developer tools navigates to the same page.
    if (!isPageAddress(address)) refuse(event, `navigation to ${schemeAndHost(address)}`)
  })
  contents.on('will-redirect', (event, address) => refuse(event, `redirect to ${schemeAndHost(address)}`))
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) refuse(event, 'navigation of a frame')
  })
  contents.on('will-attach-webview', (event) => refuse(event, 'a webview'))
  contents.setWindowOpenHandler(({ url }) => {
    report(`a new window at ${schemeAndHost(url)}`)
    return { action: 'deny' }
  })
}

function schemeAndHost(address: string): string {
  try {
    const { protocol, host } = new URL(address)
    return `${protocol}//${host}`
  } catch {
    return 'an invalid address'
  }
}
