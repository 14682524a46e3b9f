import { elementsOf, textOf, type FormulaElement, type FormulaNode } from './formula-tree'
import { loweredText, raisedText } from './scripts'

/** Signs with room on both sides when something stands on both. */
const between = /^(?:[=<>≤≥≠≈≡≅≃∼∝∈∉∋⊂⊃⊆⊇⊄∪∩∖∧∨⇒⇔⟹⟺⟸⇐→←↔↦⟶⟵⊢⊨⊥∥≪≫±∓+−×÷⋅·∗⊕⊗∘:≔∣]|-|:=|mod|\/\/)$/u
/** Of these, the ones that stand between two things or before one. */
const sign = /^[+−±∓-]$/
const closing = /^[),\]}⟩⌉⌋;!′″%°]$/
const punctuation = /^[,;]$/
const invisible = /[\u2061-\u2064]/g
const accents: Readonly<Record<string, string>> = {
  '^': '\u0302',
  ˆ: '\u0302',
  '¯': '\u0304',
  '‾': '\u0305',
  '→': '\u20d7',
  '⃗': '\u20d7',
  '˙': '\u0307',
  '.': '\u0307',
  '¨': '\u0308',
  '~': '\u0303',
  '˜': '\u0303',
  '∼': '\u0303',
}
const roots: Readonly<Record<string, string>> = { '2': '√', '3': '∛', '4': '∜' }

/** Writes a formula in one line of plain text. @param formula as `plainFormula` leaves it */
export function formulaText(formula: FormulaElement): string {
  return lineOf(formula.children).replace(/\s+/g, ' ').trim()
}

function lineOf(nodes: readonly FormulaNode[]): string {
  let line = ''
  let before: FormulaNode | null = null
  for (const node of nodes) {
    const text = textIn(node)
    if (text === '') continue
    line += roomBefore(node, text, before, line) + text
    before = node
  }
  return line
}

/** What stands between a node and the line so far. */
function roomBefore(node: FormulaNode, text: string, before: FormulaNode | null, line: string): string {
  if (before === null) return ''
  const beforeText = textIn(before)
  if (between.test(text)) return sign.test(text) && opensTerm(line) ? '' : ' '
  if (between.test(beforeText))
    return sign.test(beforeText) && opensTerm(line.slice(0, -beforeText.length)) ? '' : ' '
  if (punctuation.test(beforeText)) return ' '
  if (closing.test(text)) return ''
  if (isWord(before) && !/^[([]/.test(text)) return ' '
  return isWord(node) && !/[([{]$/.test(line) ? ' ' : ''
}

/** Whether a sign that comes next belongs to what follows it. */
function opensTerm(line: string): boolean {
  const trimmed = line.trimEnd()
  return trimmed === '' || /[([{|,;=<>≤≥≠≈+−×⋅·→∈⇒⇔:/-]$/u.test(trimmed)
}

/** Names of functions, and text: what would run together with its neighbours. */
function isWord(node: FormulaNode): boolean {
  if (typeof node === 'string') return false
  if (node.name === 'mtext') return true
  if (node.name === 'mi' || node.name === 'mo') return /^\p{L}{2,}/u.test(textOf(node))
  const first = elementsOf(node)[0]
  return /^(?:msub|msup|msubsup|munder|mover|munderover)$/.test(node.name) && !!first && isWord(first)
}

function textIn(node: FormulaNode): string {
  if (typeof node === 'string') return node.replace(invisible, '')
  const [first, second, third] = elementsOf(node)
  switch (node.name) {
    case 'mfrac':
      return node.attributes['linethickness']?.startsWith('0')
        ? `${textIn(first!)} ${textIn(second!)}`
        : `${grouped(first!)}/${grouped(second!)}`
    case 'msqrt':
      return `√${grouped(node)}`
    case 'mroot':
      return `${rootSign(textIn(second!))}${grouped(first!)}`
    case 'msub':
    case 'munder':
      return textIn(first!) + below(textIn(second!))
    case 'msup':
      return grouped(first!) + above(textIn(second!))
    case 'mover':
      return accented(textIn(first!), textIn(second!))
    case 'msubsup':
    case 'munderover':
      return textIn(first!) + below(textIn(second!)) + above(textIn(third!))
    case 'mmultiscripts':
      return multiscripts(elementsOf(node))
    case 'mfenced':
      return fenced(node)
    case 'mtable':
      return elementsOf(node).map(rowText).join('; ')
    default:
      return lineOf(node.children)
  }
}

/** Text that keeps together beside a stroke, a root sign or a script: in brackets where it is more than one thing. */
function grouped(node: FormulaElement): string {
  const text = node.name === 'msqrt' ? lineOf(node.children) : textIn(node)
  const isOne = /^(?:[\p{L}\p{M}\p{N}∞∂∇′.,]*|[([][^()[\]]*[)\]])$/u.test(text)
  return isOne ? text : `(${text})`
}

function rootSign(degree: string): string {
  return roots[degree] ?? `${raisedText(degree) ?? `(${degree})`}√`
}

function below(text: string): string {
  if (text === '') return ''
  return loweredText(text) ?? (Array.from(text).length === 1 ? `_${text}` : `_(${text})`)
}

function above(text: string): string {
  if (text === '') return ''
  return raisedText(text) ?? (Array.from(text).length === 1 ? `^${text}` : `^(${text})`)
}

function accented(base: string, over: string): string {
  const mark = accents[over]
  if (mark === undefined) return /^[\p{L}\p{N}]/u.test(over) ? base + above(over) : base
  return Array.from(base, (char) => (/[\p{L}\p{N}]/u.test(char) ? char + mark : char)).join('')
}

function multiscripts(parts: readonly FormulaElement[]): string {
  const middle = parts.findIndex(({ name }) => name === 'mprescripts')
  const after = parts.slice(1, middle < 0 ? undefined : middle)
  const before = middle < 0 ? [] : parts.slice(middle + 1)
  return scriptPairs(before) + (parts[0] ? textIn(parts[0]) : '') + scriptPairs(after)
}

function scriptPairs(parts: readonly FormulaElement[]): string {
  return parts.map((part, index) => (index % 2 === 0 ? below(textIn(part)) : above(textIn(part)))).join('')
}

function fenced(node: FormulaElement): string {
  const { open = '(', close = ')', separators = ',' } = node.attributes
  const signs = Array.from(separators.replace(/\s/g, ''))
  const parts = elementsOf(node).map(textIn)
  const joined = parts.reduce((line, part, index) => {
    const separator = signs[Math.min(index - 1, signs.length - 1)]
    return separator === undefined ? line + part : `${line}${separator} ${part}`
  }, '')
  return open + (parts.length === 0 ? '' : joined) + close
}

/** Cells of a matrix are told apart by commas; those of lines under each other are one line taken apart. */
function rowText(row: FormulaElement): string {
  let line = ''
  for (const cell of elementsOf(row)) {
    const text = textIn(cell)
    if (text === '') continue
    const goesOn = line === '' || between.test(Array.from(text)[0]!) || between.test(Array.from(line).at(-1)!)
    line += line === '' ? text : `${goesOn ? ' ' : ', '}${text}`
  }
  return line
}
