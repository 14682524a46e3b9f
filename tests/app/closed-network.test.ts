import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { closeNetwork } from '../../src-main/app/closed-network'

describe('closeNetwork', () => {
  test('requests are refused, calls past the proxy forbidden, and the proxy leads nowhere', async () => {
    const app = new EventEmitter()
    const reports: string[] = []
    const proxies: unknown[] = []
    const policies: string[] = []
    let filter: readonly string[] = []
    let refuse: (details: object, answer: (told: object) => void) => void = () => undefined
    await closeNetwork(
      app as never,
      {
        webRequest: {
          onBeforeRequest(given: { urls: string[] }, listener: typeof refuse) {
            filter = given.urls
            refuse = listener
          },
        } as never,
        setProxy: (proxy) => (proxies.push(proxy), Promise.resolve()),
      },
      (what) => reports.push(what),
    )
    app.emit(
      'web-contents-created',
      {},
      {
        setWebRTCIPHandlingPolicy: (policy: string) => policies.push(policy),
      },
    )
    expect(policies).toEqual(['disable_non_proxied_udp'])
    expect(filter.map((pattern) => pattern.split(':')[0])).toEqual([
      'http',
      'https',
      'ws',
      'wss',
      'ftp',
      'file',
    ])
    expect(proxies).toEqual([{ proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' }])
    const answers: object[] = []
    refuse({ url: 'https://example.org/a-title' }, (told) => answers.push(told))
    expect(answers).toEqual([{ cancel: true }])
    // Where to is nobody's business.
    expect(reports).toEqual(['a request to the network'])
  })
})
