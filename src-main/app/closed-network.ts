import type { App, Session } from 'electron'

/** Every scheme by which a page could reach another computer, or a file; Lector's own is not among them. */
const outside = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*']
/** Where nobody listens: what is sent through it goes nowhere, at once. */
const nowhere = { proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' }

/**
 * Leaves whatever runs in a window without a network, should it get past its policy: requests are refused, and what is no
 * request (calls from page to page, which no policy forbids) finds a way that leads nowhere. Call it before a page is
 * loaded. Voices are fetched by another process.
 */
export async function closeNetwork(
  app: Pick<App, 'on'>,
  session: Pick<Session, 'webRequest' | 'setProxy'>,
  report: (what: string) => void,
): Promise<void> {
  app.on('web-contents-created', (_event, contents) =>
    // Else datagrams go past the proxy.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp'),
  )
  session.webRequest.onBeforeRequest({ urls: outside }, (_details, answer) => {
    report('a request to the network')
    answer({ cancel: true })
  })
  await session.setProxy(nowhere)
}
