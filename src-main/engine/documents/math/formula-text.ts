import { elementsOf, textOf, type FormulaElement } from './formula-tree'
import { loweredText, raisedText } from './scripts'

/** Signs with room on both sides when something stands on both. */
const between = /^(?:[=<>≤≥≠≈≡≅≃∼∝∈∉∋⊂⊃⊆⊇⊄∪∩∖∧∨⇒⇔⟹⟺⟸⇐→←↔↦⟶⟵⇌⊢⊨⊥⟂∥≪≫±∓+−×÷⋅·∗⊕⊗∘≔]|-|:=|mod|\/\/)$/u
/** Of these, the ones that stand between two things or before one. */
const sign = /^[+−±∓-]$/
const closing = /^[),\]}⟩⌉⌋;:!′″%°.]$/
const punctuation = /^[,;:]$/
const invisible = /[\u2061-\u2064]/g
const large = /^[∑∏∐∫∬∭∮∯∰⋃⋂⋁⋀]$/u
const scripted = /^(?:msub|msup|msubsup|munder|mover|munderover)$/
const accents: Readonly<Record<string, string>> = {
  '^': '\u0302',
  '¯': '\u0304',
  '→': '\u20d7',
  '˙': '\u0307',
  '.': '\u0307',
  '¨': '\u0308',
  '~': '\u0303',
  '∼': '\u0303',
  '´': '\u0301',
  '`': '\u0300',
  '˘': '\u0306',
  ˇ: '\u030c',
}
const roots: Readonly<Record<string, string>> = { '2': '√', '3': '∛', '4': '∜' }

/** Writes a formula in one line of plain text. @param formula as `plainFormula` leaves it */
export function formulaText(formula: FormulaElement): string {
  return written(formula).text.trim()
}

/** An element whose text is known, so that what asks for it again and again does not write it again. */
interface Written {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly parts: readonly Written[]
  readonly text: string
}

function written(node: FormulaElement): Written {
  const { name, attributes, children } = node
  if (children.some((child) => typeof child === 'string'))
    return { name, attributes, parts: [], text: textOf(node).replace(invisible, '') }
  const parts = elementsOf(node).map(written)
  return { name, attributes, parts, text: textFrom(name, attributes, parts) }
}

function lineOf(nodes: readonly Written[]): string {
  let line = ''
  let before: Written | null = null
  for (const node of nodes) {
    const text = node.text
    if (text === '') continue
    if (text === ' ') {
      if (line !== '' && !/[ ([{]$/.test(line)) line += ' '
      continue
    }
    line = joined(line, before, node, text)
    before = node
  }
  return line
}

/** Puts a node behind the line so far, with or without room between them. */
function joined(line: string, before: Written | null, node: Written, text: string): string {
  if (before === null) return line + text
  if (closing.test(text) || text === ',') return line.trimEnd() + text
  return (hasRoom(line, before, node, text) && !line.endsWith(' ') ? `${line} ` : line) + text
}

function hasRoom(line: string, before: Written, node: Written, text: string): boolean {
  const beforeText = before.text
  if (between.test(text)) return !(sign.test(text) && opensTerm(line)) && !/[([{]$/.test(line)
  if (between.test(beforeText))
    return !(sign.test(beforeText) && opensTerm(line.trimEnd().slice(0, -beforeText.length)))
  // A ratio has none: "3:4".
  if (punctuation.test(beforeText)) return beforeText !== ':' || !/^\p{N}/u.test(text)
  if (/^[|∣]$/.test(text) || /^[|∣]$/.test(beforeText)) return line.includes('{')
  if (/[([{|‖]$/.test(line)) return false
  if (isLarge(before) || isLarge(node)) return true
  if (isFraction(before) || isFraction(node)) return !/^[([]/.test(text) || !isFraction(before)
  if (isWord(before)) return !/^[([|]/.test(text)
  return isWord(node)
}

/** Whether a sign that comes next belongs to what follows it. */
function opensTerm(line: string): boolean {
  const trimmed = line.trimEnd()
  if (/[|‖]$/.test(trimmed)) return trimmed.split(trimmed.at(-1)!).length % 2 === 0
  return trimmed === '' || /[([{,;=<>≤≥≠≈+−×⋅·→∈⇒⇔:/-]$/u.test(trimmed)
}

/** Names of functions, and text: what would run together with its neighbours. */
function isWord(node: Written): boolean {
  if (node.name === 'mtext') return true
  if (node.name === 'mi' || node.name === 'mo') return /^\p{L}{2,}/u.test(node.text)
  const { parts } = node
  if (scripted.test(node.name)) return parts[0] !== undefined && isWord(parts[0])
  const seen = parts.filter((part) => part.text.trim() !== '')
  return node.name === 'mrow' && seen[0] !== undefined && isWord(seen[0])
}

/** What is written with a stroke would take what stands beside it along: "2 1/2". */
function isFraction(node: Written): boolean {
  return node.name === 'mfrac'
}

function isLarge(node: Written): boolean {
  const first = scripted.test(node.name) ? node.parts[0] : node
  return first !== undefined && large.test(first.text)
}

function textFrom(name: string, attributes: Written['attributes'], parts: readonly Written[]): string {
  const [first, second, third] = parts
  switch (name) {
    case 'mspace':
      return ' '
    case 'mfrac':
      return attributes['linethickness']?.startsWith('0')
        ? `${first!.text}; ${second!.text}`
        : `${grouped(first!)}/${grouped(second!)}`
    case 'msqrt':
      return `√${inBrackets(lineOf(parts))}`
    case 'mroot':
      return `${rootSign(second!.text)}${grouped(first!)}`
    case 'msub':
    case 'munder':
      return first!.text + below(second!.text)
    case 'msup':
      return /^[∘°˚]$/.test(second!.text) ? `${first!.text}°` : grouped(first!) + above(second!.text)
    case 'mover':
      return accented(first!.text, second!.text)
    case 'msubsup':
    case 'munderover':
      return first!.text + below(second!.text) + above(third!.text)
    case 'mmultiscripts':
      return multiscripts(parts)
    case 'mfenced':
      return fenced(attributes, parts)
    case 'mtable':
      return parts.map(rowText).join('; ')
    default:
      return lineOf(parts)
  }
}

/** Text that keeps together beside a stroke, a root sign or a script: in brackets where it is more than one thing. */
function grouped(node: Written): string {
  return inBrackets(node.text.trim())
}

function inBrackets(text: string): string {
  const isOne = /^(?:[\p{L}\p{M}\p{No}\p{N}∞∂∇′.,]*|[([][^()[\]]*[)\]]|\|[^|]*\|)$/u.test(text)
  return isOne ? text : `(${text})`
}

function rootSign(degree: string): string {
  return roots[degree] ?? `${raisedText(degree) ?? `(${degree})`}√`
}

function below(text: string): string {
  return script(text, loweredText(text), '_')
}

function above(text: string): string {
  return script(text, raisedText(text), '^')
}

function script(text: string, small: string | null, marker: string): string {
  // Braces over and under a group are seen only.
  if (/^[⏞⏟⏜⏝⎴⎵_]$/.test(text)) return ''
  if (small !== null) return small
  const close = text.replaceAll(' ', '')
  return Array.from(close).length === 1 ? marker + close : `${marker}(${close})`
}

function accented(base: string, over: string): string {
  const mark = accents[over]
  if (mark === undefined) return /^[\p{L}\p{N}]/u.test(over) ? base + above(over) : base
  // One line over several letters.
  const own = mark === '\u0304' && Array.from(base).length > 1 ? '\u0305' : mark
  return Array.from(base, (char) => (/[\p{L}\p{N}]/u.test(char) ? (char + own).normalize('NFC') : char)).join(
    '',
  )
}

function multiscripts(parts: readonly Written[]): string {
  const middle = parts.findIndex(({ name }) => name === 'mprescripts')
  const after = parts.slice(1, middle < 0 ? undefined : middle)
  const before = middle < 0 ? [] : parts.slice(middle + 1)
  return scriptPairs(before) + (parts[0] ? parts[0].text : '') + scriptPairs(after)
}

function scriptPairs(parts: readonly Written[]): string {
  return parts.map((part, index) => (index % 2 === 0 ? below(part.text) : above(part.text))).join('')
}

function fenced(attributes: Written['attributes'], parts: readonly Written[]): string {
  const { open = '(', close = ')', separators = ',' } = attributes
  const signs = Array.from(separators.replace(/\s/g, ''))
  const inside = parts.map((part, index) => {
    const separator = index === 0 ? undefined : signs[Math.min(index - 1, signs.length - 1)]
    return separator === undefined ? part.text : `${separator} ${part.text}`
  })
  return open + inside.join('') + close
}

/** Cells of a matrix are told apart by commas; those of lines under each other are one line taken apart. */
function rowText(row: Written): string {
  let line = ''
  for (const cell of row.parts) {
    const text = cell.text.trim()
    if (text === '') continue
    const goesOn = line === '' || between.test(Array.from(text)[0]!) || between.test(Array.from(line).at(-1)!)
    line += line === '' ? text : `${goesOn ? ' ' : ', '}${text}`
  }
  return line
}
