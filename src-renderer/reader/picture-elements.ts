import type { Block } from '@contract/document'

type Image = NonNullable<Block['image']>

/** For the height that is reckoned before a section is laid out: the usual column and line, in px. */
const usualColumn = 620
const usualLine = 32
const mostLines = 20

/**
 * Puts the place of a picture into its figure. The place has the picture's shape before the picture is there, so that
 * nothing jumps; its words are the text below it and what stands for it.
 * @returns where the block's text belongs
 */
export function buildFigure(figure: HTMLElement, block: Block, { width, height }: Image): HTMLElement {
  figure.classList.add('pictured')
  const place = document.createElement('div')
  place.className = 'picture'
  place.style.setProperty('--width', String(width))
  place.style.setProperty('--height', String(height))
  const picture = document.createElement('img')
  picture.alt = block.text
  picture.draggable = false
  place.append(picture)
  const words = document.createElement('figcaption')
  // The picture says the same.
  words.ariaHidden = 'true'
  figure.append(place, words)
  return words
}

/** Lines that a block's picture is as high as, about. */
export function pictureLines(block: Block | undefined): number {
  if (!block?.image) return 0
  const { width, height } = block.image
  return Math.min(mostLines, Math.ceil((height * Math.min(1, usualColumn / width)) / usualLine))
}
