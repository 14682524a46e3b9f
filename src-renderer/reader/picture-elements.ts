import type { Block } from '@contract/document'
import type { Translate } from '@contract/strings/translator'

type Image = NonNullable<Block['image']>

/** For the height that is reckoned before a section is laid out: the usual column and line, in px. */
const usualColumn = 620
const usualLine = 32
const mostLines = 20
/** The caption is read by itself; as a name it is said a second time. */
const maxNameChars = 200

/**
 * Puts the place of a picture into its figure. The place has the picture's shape before the picture is there, so that
 * nothing jumps; its words, if it has any, are the text below it and what stands for it.
 * @returns where the block's text belongs
 */
export function buildFigure(figure: HTMLElement, block: Block, { width, height }: Image): HTMLElement {
  figure.classList.add('pictured')
  const place = document.createElement('div')
  place.className = 'picture'
  place.style.setProperty('--width', String(width))
  place.style.setProperty('--height', String(height))
  // The place has the name: where an image has one, Chromium draws the sign of a broken one until it comes.
  place.role = 'img'
  place.ariaLabel = block.text
  const picture = document.createElement('img')
  picture.alt = ''
  picture.draggable = false
  place.append(picture)
  figure.append(place)
  if (block.kind === 'wordless-picture') return figure
  const words = document.createElement('figcaption')
  // The picture says the same.
  words.ariaHidden = 'true'
  figure.append(words)
  return words
}

/**
 * Gives a picture that nothing is said of a name for those who do not see it: its own, else its caption's words, else
 * that there are none. What only decorates is kept from them.
 * @param index of its block among the document's
 */
export function nameFigure(t: Translate, figure: HTMLElement, blocks: readonly Block[], index: number): void {
  const place = figure.querySelector('.picture')
  const { kind, image } = blocks[index] ?? {}
  if (!place || !image || kind !== 'wordless-picture') return
  if (image.isDecorative) figure.ariaHidden = 'true'
  else place.ariaLabel = image.label ?? captionOf(blocks, index) ?? t('reading.picture')
}

/** What a picture's caption says: it stands below it, or above. */
function captionOf(blocks: readonly Block[], index: number): string | undefined {
  const caption = [blocks[index + 1], blocks[index - 1]].find((block) => block?.kind === 'caption')
  return caption?.text.replace(/\s+/g, ' ').slice(0, maxNameChars)
}

/** Lines that a block's picture is as high as, about. */
export function pictureLines(block: Block | undefined): number {
  if (!block?.image) return 0
  const { width, height } = block.image
  return Math.min(mostLines, Math.ceil((height * Math.min(1, usualColumn / width)) / usualLine))
}
