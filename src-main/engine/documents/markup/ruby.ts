import type { FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import { maskControls } from '../mask-controls'
import { shownTextOf } from './shown-text'
import { countText, isElement, type MarkupElement, type MarkupNode } from './tree'

/** A run of base text and the places where its single bases end. */
interface Bases {
  startChar: number
  readonly ends: number[]
}

/**
 * Reads text with small type above or beside it: the base is the text, what stands above is a mark over it. Of bases
 * and readings that are not as many, all readings together are those of all bases.
 * @see https://www.w3.org/TR/html-ruby-extensions/: how bases and readings are paired
 */
export function readRuby(reader: FlowReader, ruby: MarkupElement, context: FlowContext): void {
  const { text } = reader
  let bases: Bases = { startChar: -1, ends: [] }
  let readings: string[] = []
  let hasReadings = false
  const endGroup = (): void => {
    markReadings(reader, bases, readings)
    bases = { startChar: -1, ends: [] }
    readings = []
    hasReadings = false
  }
  const addBase = (node: MarkupNode): void => {
    if (hasReadings && (isElement(node) || node.text.trim() !== '')) endGroup()
    const before = text.chars
    const start = text.nextChar()
    reader.readNode(node, context)
    if (text.chars === before) return
    if (bases.startChar === -1) bases.startChar = start
    bases.ends.push(text.chars)
  }
  const addReading = (node: MarkupElement): void => {
    hasReadings = true
    reader.count('ruby', countText(node))
    readings.push(maskControls(shownTextOf(node)).replace(/\s+/g, ' ').trim())
  }
  for (const child of ruby.children) {
    if (!isElement(child)) addBase(child)
    else if (child.name === 'rp') reader.count('ruby', countText(child))
    else if (child.name === 'rt') addReading(child)
    else if (child.name === 'rtc') {
      // A second layer says something else: a translation, another reading.
      if (readings.length > 0) reader.count('ruby', countText(child))
      else readLayer(child, addReading, (node) => reader.count('ruby', countText(node)))
    } else if (child.name === 'rb' || child.name === 'rbc') readBases(child, addBase)
    else addBase(child)
  }
  endGroup()
}

/** What stands above or beside a base. */
const besideBase = new Set(['rt', 'rtc', 'rp'])

/** The text under an element without small type above or beside it. */
export function baseTextOf(root: MarkupElement): string {
  const parts: string[] = []
  const waiting: MarkupNode[] = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) parts.push(node.text)
    else if (!besideBase.has(node.name))
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
  }
  return parts.join('')
}

function readLayer(
  layer: MarkupElement,
  addReading: (node: MarkupElement) => void,
  skip: (node: MarkupNode) => void,
): void {
  const parts = layer.children.filter(
    (child): child is MarkupElement => isElement(child) && child.name === 'rt',
  )
  if (parts.length === 0) return addReading(layer)
  for (const child of layer.children)
    if (isElement(child) && child.name === 'rt') addReading(child)
    else skip(child)
}

function readBases(element: MarkupElement, addBase: (node: MarkupNode) => void): void {
  const parts = element.children.filter((child) => isElement(child) && child.name === 'rb')
  if (element.name === 'rbc' && parts.length > 0) for (const part of parts) addBase(part)
  else addBase(element)
}

function markReadings(reader: FlowReader, { startChar, ends }: Bases, readings: readonly string[]): void {
  if (ends.length === 0 || readings.every((reading) => reading === '')) return
  if (ends.length === readings.length) {
    let from = startChar
    ends.forEach((end, index) => {
      if (readings[index] !== '') reader.text.markFrom({ kind: 'ruby', reading: readings[index] }, from, end)
      from = end
    })
  } else {
    reader.text.markFrom({ kind: 'ruby', reading: readings.join('') }, startChar, ends[ends.length - 1])
  }
}
