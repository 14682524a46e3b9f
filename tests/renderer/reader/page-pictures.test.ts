import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { PagePictures } from '../../../src-renderer/reader/page-pictures'

const source = { part: 0, startChar: 0, endChar: 0, exact: false }
const blocks: Block[] = [
  { kind: 'paragraph', text: 'Before it.', marks: [], source },
  {
    kind: 'image-alternative',
    text: 'A hill over the sea',
    marks: [],
    source,
    image: { name: 'hill.png', width: 320, height: 200 },
  },
]

let near: (figure: Element) => void
let page: PageDom
let pictures: PagePictures
let load: ReturnType<typeof vi.fn<(block: number) => Promise<Blob>>>

beforeEach(() => {
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(listener: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
        near = (target) => listener([{ target, isIntersecting: true }])
      }
      observe = vi.fn()
      unobserve = vi.fn()
      disconnect = vi.fn()
    },
  )
  URL.createObjectURL = vi.fn(() => 'blob:picture')
  URL.revokeObjectURL = vi.fn()
  document.body.innerHTML = '<div><article></article></div>'
  const article = document.querySelector('article')
  if (!article?.parentElement) throw new Error('no article')
  load = vi.fn(() => Promise.resolve(new Blob(['x'], { type: 'image/png' })))
  pictures = new PagePictures(article.parentElement, load)
  page = new PageDom(createTranslator('en').t, article, blocks, new PageAxis(document.body), {}, pictures)
})
afterEach(() => {
  page.dispose()
  pictures.dispose()
  vi.unstubAllGlobals()
})

const figure = () => {
  const found = document.querySelector('figure')
  if (!found) throw new Error('no figure')
  return found
}

describe('PagePictures', () => {
  test('a picture has its place and its words before it is there', () => {
    const place = figure().querySelector<HTMLElement>('.picture')?.style
    expect(place?.getPropertyValue('--width')).toBe('320')
    expect(place?.getPropertyValue('--height')).toBe('200')
    expect(figure().querySelector('img')?.alt).toBe('A hill over the sea')
    expect(figure().querySelector('img')?.getAttribute('src')).toBeNull()
    expect(load).not.toHaveBeenCalled()
  })

  test('is fetched once, when it comes near', async () => {
    near(figure())
    near(figure())
    await Promise.resolve()
    await Promise.resolve()
    expect(load.mock.calls).toEqual([[1]])
    expect(figure().querySelector('img')?.getAttribute('src')).toBe('blob:picture')
    pictures.dispose()
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:picture')
  })

  test('what cannot be shown leaves its words', async () => {
    load.mockRejectedValue(new Error('gone'))
    near(figure())
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(figure().querySelector('img')).toBeNull()
    expect(figure().textContent).toBe('A hill over the sea')
    expect(figure().querySelector('figcaption')?.hasAttribute('aria-hidden')).toBe(false)
  })

  test('its words are found like those of any text', () => {
    expect(page.rangeOf(1, 2, 6)?.toString()).toBe('hill')
    const words = figure().querySelector('figcaption')?.firstChild
    expect(words && page.positionAt(words, 7)).toEqual({ block: 1, char: 7 })
  })
})
