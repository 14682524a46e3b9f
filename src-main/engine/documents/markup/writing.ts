import type { Writing } from '@contract/writing'
import { sheetsIn } from './flow'
import { readStyleSheets } from './style-rules'
import { isElement, type MarkupElement } from './tree'
import { styleOf } from './visibility'

/** What style sheets call ways of writing: today's names, and those of CSS before 2010, which books still have. */
const writings: Readonly<Record<string, Writing>> = {
  'horizontal-tb': 'horizontal-tb',
  'lr-tb': 'horizontal-tb',
  'rl-tb': 'horizontal-tb',
  lr: 'horizontal-tb',
  rl: 'horizontal-tb',
  'vertical-rl': 'vertical-rl',
  'tb-rl': 'vertical-rl',
  tb: 'vertical-rl',
  'vertical-lr': 'vertical-lr',
  'tb-lr': 'vertical-lr',
}

/** The way of writing that a name of CSS means; null for none. */
export function writingNamed(name: string): Writing | null {
  return writings[name.trim().toLowerCase()] ?? null
}

/**
 * How a file is written, by what is said of its root, its body, or the one element that holds all of the body.
 * @param styleSheets those outside the file, before those in it
 * @returns null where nothing is said
 */
export function writingIn(root: MarkupElement, styleSheets: readonly string[] = []): Writing | null {
  const styleSheetOf = readStyleSheets([...styleSheets, ...sheetsIn(root)])
  const path: MarkupElement[] = []
  let found: Writing | null = null
  for (let element: MarkupElement | undefined = root; element; element = holderOfAll(element)) {
    const { writingMode } = styleOf(element, styleSheetOf(element, path))
    // What is said further in holds for the text.
    found = (writingMode === undefined ? null : writingNamed(writingMode)) ?? found
    path.push(element)
  }
  return found
}

/** Of the root its body, of anything else its only element. */
function holderOfAll({ name, children }: MarkupElement): MarkupElement | undefined {
  const elements = children.filter(isElement)
  if (name === 'html') return elements.find((child) => child.name === 'body')
  const hasText = children.some((child) => !isElement(child) && child.text.trim() !== '')
  return elements.length === 1 && !hasText ? elements[0] : undefined
}
