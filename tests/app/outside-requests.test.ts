import { resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type { App } from 'electron'
import type { OpenedDocument } from '@contract/calls/document'
import { AppError } from '@contract/errors'
import { OutsideRequests } from '../../src-main/app/outside-requests'
import { PageNotices } from '../../src-main/app/page-notices'
import { SystemRequests } from '../../src-main/app/second-start'

vi.mock('electron', () => ({}))

function outside(mayOpen = true) {
  const sent: [string, unknown][] = []
  const asked: string[] = []
  const refused: string[] = []
  const opened: string[] = []
  const received: string[][] = []
  const kept: string[][] = []
  const notices = new PageNotices()
  notices.open({
    send: (channel: string, payload: unknown) => void sent.push([channel, payload]),
    isDestroyed: () => false,
  })
  const requests = new OutsideRequests({
    shelf: {
      chosen: (choice) => choice,
      openFile(path) {
        opened.push(path)
        if (path.endsWith('bad.pdf')) return Promise.reject(new AppError('document/encrypted', 'locked'))
        if (path.endsWith('slow.txt')) return Promise.reject(new AppError('document/cancelled', 'given up'))
        return Promise.resolve({ id: path } as OpenedDocument)
      },
    },
    intake: {
      receive(paths) {
        received.push([...paths])
        return Promise.resolve(paths[0] ?? null)
      },
      keep: (paths) => void kept.push([...paths]),
    },
    notices,
    platform: 'linux',
    isPackaged: true,
    confirmOpening(path) {
      asked.push(path)
      return Promise.resolve(mayOpen)
    },
    refused: (what) => refused.push(what),
  })
  return { requests, sent, asked, refused, opened, received, kept }
}
const start = (...rest: string[]) => ({ commandLine: ['/lector', ...rest], workingDirectory: '/home' })

describe('OutsideRequests', () => {
  test('of several files the first is shown, and the others are not read', async () => {
    const { requests, sent, opened, received } = outside()
    await requests.start(start('a.txt', '--flag', '/b.md', 'c.pdf'))
    expect(received).toEqual([['/home/a.txt', '/b.md', '/home/c.pdf'].map((path) => resolve(path))])
    expect(opened).toEqual([resolve('/home/a.txt')])
    expect(sent).toEqual([['document:opened', { id: resolve('/home/a.txt') }]])
  })

  test('a file that cannot be opened is named, one that gave way to another is not', async () => {
    const { requests, sent, kept } = outside()
    await requests.openFiles(['/folder/bad.pdf'])
    await requests.openFiles(['/slow.txt'])
    // It stands among the documents all the same: somebody wanted it.
    expect(kept).toEqual([['/slow.txt']])
    expect(sent).toMatchObject([['document:refused', { error: { code: 'document/encrypted' } }]])
  })

  test('a link opens a file only when the person agrees', async () => {
    const willing = outside(true)
    await willing.requests.start(start('lector://open?path=/a.txt'))
    expect(willing.asked).toEqual(['/a.txt'])
    expect(willing.opened).toEqual(['/a.txt'])
    const unwilling = outside(false)
    await unwilling.requests.follow('lector://open?path=/a.txt')
    expect(unwilling.asked).toEqual(['/a.txt'])
    expect(unwilling.opened).toEqual([])
    expect(unwilling.sent).toEqual([])
  })

  test('a link’s text is opened, not read aloud; any other link is refused', async () => {
    const { requests, sent, refused, opened } = outside()
    await requests.start(start('lector://read?text=Hello', 'lector://open?path=..%2Fa', 'lector:x'))
    expect(sent).toEqual([['system:wish', { wish: 'open-text', text: 'Hello', isRead: false }]])
    expect(refused).toHaveLength(2)
    expect(opened).toEqual([])
  })
})

describe('SystemRequests', () => {
  test('what is asked before Lector is ready waits; later the window is shown for it', async () => {
    const listeners = new Map<string, (...given: unknown[]) => void>()
    const app = { on: (event: string, listener: () => void) => listeners.set(event, listener) }
    const system = new SystemRequests(app as never as App, '/here')
    const preventDefault = vi.fn()
    const reveal = vi.fn()
    listeners.get('open-file')?.({ preventDefault }, '/early.txt')
    const { requests, opened } = outside()
    await system.answer(requests, reveal)
    expect(opened).toEqual(['/early.txt'])
    expect(reveal).not.toHaveBeenCalled()
    listeners.get('second-instance')?.({}, ['/lector', 'b.txt'], '/ignored', { workingDirectory: '/there' })
    listeners.get('second-instance')?.({}, ['/lector', 'c.txt'], '/ignored', { workingDirectory: 7 })
    listeners.get('open-url')?.({ preventDefault }, 'lector://open?path=/d.txt')
    await vi.waitFor(() =>
      expect(opened).toEqual(['/early.txt', resolve('/there/b.txt'), resolve('/here/c.txt'), '/d.txt']),
    )
    expect(reveal).toHaveBeenCalledTimes(3)
    expect(preventDefault).toHaveBeenCalledTimes(2)
  })
})
