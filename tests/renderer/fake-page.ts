import { vi } from 'vitest'
import type { TextPosition } from '@contract/document'
import type { PageStand, ReadingPage } from '../../src-renderer/reader/reading-page'

/** A page that starts where it is told, and remembers what was asked of it. */
export function pageAt(position: TextPosition = { block: 0, char: 0 }) {
  return {
    stand: vi.fn((): PageStand => ({ scrollTop: 0, inSight: position, caret: null })),
    chosen: vi.fn((): TextPosition | null => null),
    startPosition: vi.fn(() => Promise.resolve(position)),
    show: vi.fn<ReadingPage['show']>(),
    placeCaret: vi.fn<ReadingPage['placeCaret']>(),
    rewind: vi.fn(),
    sayItLike: vi.fn(),
  } satisfies ReadingPage
}
