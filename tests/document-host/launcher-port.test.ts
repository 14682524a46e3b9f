import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connectToLauncher, type HostProcess } from '../../src-main/document-host/launcher-port'

class FakePort extends EventEmitter {
  readonly sent: unknown[] = []
  postMessage(message: unknown): void {
    this.sent.push(message)
  }
}

function utilityProcess(parentPort: FakePort): { host: HostProcess; exit: ReturnType<typeof vi.fn> } {
  const exit = vi.fn<(code?: number) => never>()
  return { host: { parentPort, exit, once: process.once.bind(process) }, exit }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('connectToLauncher', () => {
  test('a utility process gets its request and replies over its parent port, then ends', () => {
    const port = new FakePort()
    const { host, exit } = utilityProcess(port)
    const launcher = connectToLauncher(host)
    const requests: unknown[] = []
    launcher.onRequest((message) => requests.push(message))
    port.emit('message', { data: 'request' })
    port.emit('message', { data: 'a second one' })
    expect(requests).toEqual(['request'])
    launcher.reply('reply')
    expect(port.sent).toEqual(['reply'])
    expect(exit).not.toHaveBeenCalled()
    vi.advanceTimersByTime(5_000)
    expect(exit).toHaveBeenCalledExactlyOnceWith(0)
  })

  test('a process started by nobody who listens refuses to run', () => {
    const host: HostProcess = { exit: process.exit, once: process.once.bind(process) }
    expect(() => connectToLauncher(host)).toThrow(/launcher/)
  })
})
