import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { isLectorLink, parseLectorLink } from '../../src-main/app/lector-link'

vi.mock('electron', () => ({}))

const open = (path: string) => `lector://open?path=${encodeURIComponent(path)}`

describe('parseLectorLink', () => {
  test('asks to open a file of this computer, or to read a text', () => {
    expect(parseLectorLink(open('/home/me/a book+1.epub'), 'linux')).toEqual({
      ask: 'open',
      path: '/home/me/a book+1.epub',
    })
    expect(parseLectorLink('lector://open/?path=C%3A%5Cbooks%5Ca.pdf', 'win32')).toEqual({
      ask: 'open',
      path: 'C:\\books\\a.pdf',
    })
    expect(parseLectorLink('lector://read?text=Good%20day.%0ASecond%20line.', 'darwin')).toEqual({
      ask: 'read',
      text: 'Good day.\nSecond line.',
    })
  })

  test.each([
    ['another address', 'https://example.com/?path=/etc/hosts'],
    ['the page itself', 'lector://app/index.html'],
    ['a path that is relative', open('books/a.epub')],
    ['no path', 'lector://open?path='],
    ['nothing', 'lector://open'],
    ['more than one thing', 'lector://open?path=/a.txt&path=/b.txt'],
    ['something else beside it', 'lector://open?path=/a.txt&run=1'],
    ['a folder behind the name', 'lector://open/x?path=/a.txt'],
    ['a name and a password', 'lector://me:pass@open?path=/a.txt'],
    ['a port', 'lector://open:80?path=/a.txt'],
    ['a share on a network', open('//server/share/a.txt')],
    ['a share on a network, as Windows writes it', open('\\\\server\\share\\a.txt')],
    ['an address as a path', open('file:///etc/hosts')],
    ['a device', open('/dev/zero')],
    ['a device behind dots', open('/home/../dev/zero')],
    ['a path with a zero', open('/home/a\0.txt')],
    ['a path without end', open(`/${'a'.repeat(5_000)}`)],
    ['blank text', 'lector://read?text=%20%0A'],
    ['a text without end', `lector://read?text=${'a'.repeat(300_000)}`],
    ['text for the other', 'lector://open?text=abc'],
    ['no address at all', 'lector:'],
  ])('refuses %s', (_what, link) => {
    expect(parseLectorLink(link, 'linux')).toBeNull()
  })

  test.each(['/etc/hosts', 'books\\a.txt', '\\\\?\\C:\\a.txt', '//./pipe/x', 'C:\\a.txt:stream', 'C:a.txt'])(
    'refuses %s on Windows',
    (path) => expect(parseLectorLink(open(path), 'win32')).toBeNull(),
  )

  test('whatever is written into a link, only absolute paths come out of it', () => {
    const runs = 300
    const letters = fc.constantFrom('/', '\\', '.', ':')
    const name = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: letters }))
    const anyPath = fc
      .tuple(fc.constantFrom('/', '/', '/', '/home/', ''), name)
      .map((parts) => parts.join(''))
    let refused = 0
    fc.assert(
      fc.property(anyPath, (path) => {
        const link = parseLectorLink(open(path), 'linux')
        if (link === null) refused += 1
        else expect(link).toMatchObject({ ask: 'open', path: expect.stringMatching(/^\/(?![/\\])/) })
      }),
      { seed: 7, numRuns: runs },
    )
    expect(refused).toBeGreaterThan(0)
    expect(refused).toBeLessThan(runs / 2)
    const isRefused = (address: string) => parseLectorLink(address, 'linux') === null
    fc.assert(fc.property(fc.webUrl(), isRefused), { seed: 7, numRuns: 100 })
  })

  test('is told from a file by its beginning', () => {
    expect(isLectorLink('Lector://read?text=a')).toBe(true)
    expect(isLectorLink('lector.txt')).toBe(false)
  })
})
