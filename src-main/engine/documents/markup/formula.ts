import { maskControls } from '../mask-controls'
import { blockElements } from './elements'
import type { FlowContext } from './flow-context'
import type { FlowReader } from './flow-reader'
import { isUnshown } from './shown-text'
import { attributeOf, findElement, isElement, type MarkupElement, type MarkupNode } from './tree'

/** What a person can hear in one go has some hundred characters of markup a term; a formula beyond this is no formula. */
const maxMathmlChars = 200_000
/** Function application, times, separator and plus that are not shown. */
const invisible = /[\u2061-\u2064]/g

/** Reads a formula: its signs are the text, its words a mark over them. One on a line of its own is a block. */
export function readFormula(reader: FlowReader, math: MarkupElement, context: FlowContext): void {
  // A text that somebody has left in a formula without an end is a text.
  if (findElement(math, ({ name }) => blockElements.has(name)) !== null)
    return reader.readChildren(math, context)
  const shown = signsOf(math)
  if (shown === '') return
  const isDisplayed = attributeOf(math, 'display') === 'block' || attributeOf(math, 'mode') === 'display'
  const isAlone = isDisplayed && !context.isOneBlock && context.kind !== 'heading'
  if (isAlone) reader.border(context)
  const words = sayFormula(reader, math, context)
  if (isAlone) {
    const block = reader.blockOf('formula', shown, math, context)
    if (words !== null) block.marks.push({ kind: 'formula', startChar: 0, endChar: shown.length, words })
    reader.addBlock(block)
    return
  }
  const startChar = reader.text.nextChar()
  reader.text.appendForeign(shown, math.startChar, math.endChar)
  if (words !== null) reader.text.markFrom({ kind: 'formula', words }, startChar)
}

function sayFormula({ options }: FlowReader, math: MarkupElement, context: FlowContext): string | null {
  if (options.sayFormula === undefined || math.endChar - math.startChar > maxMathmlChars) return null
  const words = options.sayFormula(writeMathml(math), context.language ?? options.language)?.trim() ?? ''
  return words === '' ? null : maskControls(words)
}

/** The signs of a formula in a row: white space between its elements means nothing. */
function signsOf(math: MarkupElement): string {
  const parts: string[] = []
  const waiting: MarkupNode[] = [math]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!isElement(node)) {
      const text = maskControls(node.text).replace(invisible, '').replace(/\s+/g, ' ')
      parts.push(text === ' ' ? '' : text)
    } else if (!isUnshown(node))
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
  }
  return parts.join('').trim()
}

/** MathML as text again, with nothing in it but MathML's own elements and attributes. */
export function writeMathml(math: MarkupElement): string {
  const parts: string[] = []
  const waiting: (MarkupNode | string)[] = [math]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (typeof node === 'string') parts.push(node)
    else if (!isElement(node)) parts.push(escape(node.text))
    else if (/^[a-z][a-z\d-]*$/.test(node.name) && !isUnshown(node)) {
      const attributes = [...node.attributes]
        .filter(([name]) => /^[a-z][a-z-]*$/.test(name) && name !== 'xmlns' && !name.startsWith('on'))
        .map(([name, value]) => ` ${name}="${escape(value)}"`)
      const namespace = node === math ? ' xmlns="http://www.w3.org/1998/Math/MathML"' : ''
      parts.push(`<${node.name}${namespace}${attributes.join('')}>`)
      waiting.push(`</${node.name}>`)
      for (let index = node.children.length - 1; index >= 0; index -= 1) waiting.push(node.children[index])
    }
  }
  return parts.join('')
}

function escape(text: string): string {
  return maskControls(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
