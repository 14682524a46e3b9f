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
  return { host: { parentPort, exit, on: process.on.bind(process) }, exit }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('connectToLauncher', () => {
  test('a utility process gets what is asked and replies over its parent port, and ends after the last reply', () => {
    const port = new FakePort()
    const { host, exit } = utilityProcess(port)
    const launcher = connectToLauncher(host)
    const requests: unknown[] = []
    launcher.onMessage((message) => requests.push(message))
    port.emit('message', { data: 'request' })
    launcher.post('reply')
    port.emit('message', { data: 'more' })
    expect(requests).toEqual(['request', 'more'])
    vi.advanceTimersByTime(60_000)
    expect(exit).not.toHaveBeenCalled()
    launcher.postLast('the last')
    expect(port.sent).toEqual(['reply', 'the last'])
    expect(exit).not.toHaveBeenCalled()
    vi.advanceTimersByTime(5_000)
    expect(exit).toHaveBeenCalledExactlyOnceWith(0)
  })

  test('a process started by nobody who listens refuses to run', () => {
    const host: HostProcess = { exit: process.exit, on: process.on.bind(process) }
    expect(() => connectToLauncher(host)).toThrow(/launcher/)
  })
})
