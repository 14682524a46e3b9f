import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPictureHeader } from '../../../src-main/engine/documents/picture-header'
import { gifBytes, jpegBytes, pngBytes, svgBytes, webpBytes } from '../../fixtures/pictures/picture-bytes'

describe('readPictureHeader', () => {
  test.each([
    ['image/png', pngBytes(640, 480)],
    ['image/gif', gifBytes(640, 480)],
    ['image/jpeg', jpegBytes(640, 480)],
    ['image/webp', webpBytes('VP8 ', 640, 480)],
    ['image/webp', webpBytes('VP8L', 640, 480)],
    ['image/webp', webpBytes('VP8X', 640, 480)],
    ['image/svg+xml', svgBytes('width="640px" height="480"')],
    ['image/svg+xml', svgBytes('viewBox="0 0 640 480" width="100%"')],
  ])('knows the size of %s', (mediaType, bytes) => {
    expect(readPictureHeader(bytes)).toEqual({ mediaType, width: 640, height: 480 })
  })

  test.each([
    ['a side of nothing', pngBytes(0, 10)],
    ['a side too long', pngBytes(20_000, 10)],
    ['too many points', pngBytes(16_000, 16_000)],
    ['a drawing without a size', svgBytes('class="icon"')],
    ['a page', Buffer.from('<!doctype html><title>no picture</title>')],
    ['nothing', Buffer.alloc(0)],
  ])('refuses %s', (_name, bytes) => expect(readPictureHeader(bytes)).toBeNull())

  test('whatever the bytes are, it answers', () => {
    const begins = [pngBytes(9, 9), jpegBytes(9, 9, 20), webpBytes('VP8L', 9, 9), gifBytes(9, 9)]
    fc.assert(
      fc.property(
        fc.constantFrom(...begins),
        fc.uint8Array({ maxLength: 64 }),
        fc.nat(40),
        (begin, rest, cut) => {
          const head = readPictureHeader(Buffer.concat([begin.subarray(0, cut), rest]))
          if (head) expect(head.width * head.height).toBeGreaterThan(0)
        },
      ),
      { seed: 1, numRuns: 500 },
    )
  })

  test('floods do not slow it down', () => {
    for (const flood of ['<svg ', '<svg width=" ', `<svg ${' width="1'.repeat(400)}`, '\xff\xd8\xff\xff']) {
      const bytes = Buffer.from(flood.repeat(Math.ceil(100_000 / flood.length)), 'latin1')
      const startedAt = performance.now()
      readPictureHeader(bytes)
      expect(performance.now() - startedAt).toBeLessThan(500)
    }
  })
})
