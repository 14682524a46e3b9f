import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import { createTranslator } from '@contract/strings/translator'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageDom } from '../../../src-renderer/reader/page-dom'
import { PagePictures } from '../../../src-renderer/reader/page-pictures'

const source = { part: 0, startChar: 0, endChar: 0, exact: false }
const image = { name: 'hill.png', width: 320, height: 200 }
const blocks: Block[] = [
  { kind: 'paragraph', text: 'Before it.', marks: [], source },
  {
    kind: 'image-alternative',
    text: 'A hill over the sea',
    marks: [],
    source,
    image,
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
  page = pageOf(blocks)
})
function pageOf(shown: Block[]): PageDom {
  const article = document.querySelector('article')
  if (!article) throw new Error('no article')
  return new PageDom(createTranslator('en').t, article, shown, new PageAxis(document.body), {}, pictures)
}
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
    expect(figure().querySelector('.picture')?.ariaLabel).toBe('A hill over the sea')
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

describe('a picture that nothing is said of', () => {
  const wordless = (part: Partial<typeof image> & { label?: string; isDecorative?: true } = {}): Block => ({
    kind: 'wordless-picture',
    text: '',
    marks: [],
    source,
    image: { ...image, ...part },
  })
  const caption: Block = { kind: 'caption', text: 'The hill\nin May', marks: [], source }
  const words: Block = { kind: 'paragraph', text: 'Behind it.', marks: [], source }
  const show = (...shown: Block[]) => {
    page.dispose()
    page = pageOf(shown)
    return figure()
  }

  test.each<[string, Block[], string]>([
    ['its own name', [wordless({ label: 'A map' }), caption], 'A map'],
    ['what its caption says', [words, wordless(), caption], 'The hill in May'],
    ['what stands above it', [caption, wordless(), words], 'The hill in May'],
    ['that it has none', [words, wordless(), words], 'Picture without a description'],
  ])('is called by %s', (_, shown, name) => {
    const shownFigure = show(...shown)
    expect(shownFigure.querySelector('.picture')?.ariaLabel).toBe(name)
    expect(shownFigure.ariaHidden).not.toBe('true')
    expect(shownFigure.querySelector('figcaption')).toBeNull()
    expect(shownFigure.dataset.subject).toBeUndefined()
  })

  test('is kept from those who do not see it where it only decorates', () => {
    const shownFigure = show({ ...wordless({ isDecorative: true }), matter: 'aside' })
    expect(shownFigure.ariaHidden).toBe('true')
    expect(shownFigure.classList.contains('skipped')).toBe(false)
  })

  test('is a place of the text all the same', () => {
    const shownFigure = show(wordless(), words)
    const range = page.rangeOf(0, 0, 1)
    expect([range?.startContainer, range?.startOffset, range?.endOffset]).toEqual([shownFigure, 0, 1])
    const picture = shownFigure.querySelector('.picture')
    expect(picture && page.positionAt(picture, 1)).toEqual({ block: 0, char: 0 })
    expect(page.rangeOf(1, 0, 6)?.toString()).toBe('Behind')
  })

  test('leaves nothing where it cannot be shown, and where it is none', async () => {
    load.mockRejectedValue(new Error('gone'))
    const shownFigure = show(wordless(), words)
    near(shownFigure)
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(shownFigure.hidden).toBe(true)
    page.dispose()
    page = pageOf([{ ...wordless(), image: undefined }, words])
    expect(document.querySelector<HTMLElement>('.wordless-picture')?.hidden).toBe(true)
    expect(page.rangeOf(1, 0, 6)?.toString()).toBe('Behind')
  })
})
