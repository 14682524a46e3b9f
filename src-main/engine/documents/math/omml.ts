import { element, elementsOf, textOf, type FormulaElement } from './formula-tree'
import { mathRun } from './omml-run'

type Convert = (source: FormulaElement) => FormulaElement[]

/** Spacing forms of the accents that Word names by the characters that combine. */
const accents: Readonly<Record<string, string>> = {
  '\u0300': '`',
  '\u0301': '´',
  '\u0302': '^',
  '\u0303': '~',
  '\u0304': '¯',
  '\u0305': '¯',
  '\u0306': '˘',
  '\u0307': '˙',
  '\u0308': '¨',
  '\u030c': 'ˇ',
  '\u20d6': '←',
  '\u20d7': '→',
  '\u20db': '⃛',
  '\u20e1': '↔',
}

/** Word's markup by its elements' names; what is not here is a group of what it holds. */
const conversions: Readonly<Record<string, Convert>> = {
  r: mathRun,
  f: fraction,
  sSup: (source) => [element('msup', [part(source, 'e'), part(source, 'sup')])],
  sSub: (source) => [element('msub', [part(source, 'e'), part(source, 'sub')])],
  sSubSup: (source) => [element('msubsup', [part(source, 'e'), part(source, 'sub'), part(source, 'sup')])],
  sPre: (source) => [
    element('mmultiscripts', [
      part(source, 'e'),
      element('mprescripts', []),
      part(source, 'sub'),
      part(source, 'sup'),
    ]),
  ],
  rad: root,
  nary: largeOperator,
  d: delimited,
  m: (source) => [element('mtable', named(source, 'mr').map(matrixRow))],
  eqArr: (source) => [
    element(
      'mtable',
      named(source, 'e').map((line) => element('mtr', [cell(line)])),
    ),
  ],
  func: (source) => [element('mrow', [part(source, 'fName'), element('mo', ['\u2061']), part(source, 'e')])],
  limLow: (source) => [element('munder', [part(source, 'e'), part(source, 'lim')])],
  limUpp: (source) => [element('mover', [part(source, 'e'), part(source, 'lim')])],
  acc: (source) => [element('mover', [part(source, 'e'), sign(accent(property(source, 'chr') ?? '\u0302'))])],
  bar: (source) =>
    property(source, 'pos') === 'top'
      ? [element('mover', [part(source, 'e'), sign('¯')])]
      : [element('munder', [part(source, 'e'), sign('_')])],
  groupChr: groupCharacter,
  phant: (source) => (isOn(source, 'show', true) ? [part(source, 'e')] : []),
  // What a person with tracked changes has struck out.
  del: () => [],
  moveFrom: () => [],
}

/**
 * Turns Word's markup of formulas into MathML.
 * @param omml an `oMath` or `oMathPara`; the namespace (transitional or strict) is not looked at
 * @see ECMA-376 part 1, 22.1: the elements and the defaults of their properties
 */
export function ommlToMathMl(omml: FormulaElement): FormulaElement {
  const [only = omml, ...others] = omml.name === 'oMathPara' ? named(omml, 'oMath') : []
  if (others.length === 0) return element('math', converted(only))
  const lines = [only, ...others].map((line) => element('mtr', [cell(line)]))
  return element('math', [element('mtable', lines)])
}

/** What an element holds, converted; its properties are no part of that. */
function converted(source: FormulaElement): FormulaElement[] {
  return elementsOf(source)
    .filter(({ name }) => !name.endsWith('Pr'))
    .flatMap((child) => (conversions[child.name] ?? converted)(child))
}

function named(source: FormulaElement, name: string): FormulaElement[] {
  return elementsOf(source).filter((child) => child.name === name)
}

/** The argument of a name as one element; an empty group where it is missing. */
function part(source: FormulaElement, name: string): FormulaElement {
  const inside = named(source, name).flatMap(converted)
  return inside.length === 1 ? inside[0]! : element('mrow', inside)
}

function sign(text: string): FormulaElement {
  return element('mo', [text])
}

function accent(combining: string): string {
  return accents[combining] ?? combining
}

/** The `val` of a property; undefined where the property is missing, '' where it has no value. */
function property(source: FormulaElement, name: string): string | undefined {
  const properties = elementsOf(source).find((child) => child.name === `${source.name}Pr`)
  const found = properties && elementsOf(properties).find((child) => child.name === name)
  return found && (found.attributes['val'] ?? '')
}

function isOn(source: FormulaElement, name: string, byDefault: boolean): boolean {
  const value = property(source, name)
  return value === undefined ? byDefault : !/^(?:0|off|false)$/.test(value)
}

function fraction(source: FormulaElement): FormulaElement[] {
  const attributes: Record<string, string> =
    property(source, 'type') === 'noBar' ? { linethickness: '0' } : {}
  return [element('mfrac', [part(source, 'num'), part(source, 'den')], attributes)]
}

function root(source: FormulaElement): FormulaElement[] {
  const degree = part(source, 'deg')
  if (isOn(source, 'degHide', false) || textOf(degree) === '') return [element('msqrt', [part(source, 'e')])]
  return [element('mroot', [part(source, 'e'), degree])]
}

function largeOperator(source: FormulaElement): FormulaElement[] {
  const operator = sign(property(source, 'chr') || '∫')
  const from = part(source, 'sub')
  const to = part(source, 'sup')
  const hasFrom = !isOn(source, 'subHide', false) && textOf(from) !== ''
  const hasTo = !isOn(source, 'supHide', false) && textOf(to) !== ''
  const isBeside = (property(source, 'limLoc') ?? 'subSup') === 'subSup'
  const both = isBeside ? 'msubsup' : 'munderover'
  const limited =
    hasFrom && hasTo
      ? element(both, [operator, from, to])
      : hasFrom
        ? element(isBeside ? 'msub' : 'munder', [operator, from])
        : hasTo
          ? element(isBeside ? 'msup' : 'mover', [operator, to])
          : operator
  return [limited, ...named(source, 'e').flatMap(converted)]
}

function delimited(source: FormulaElement): FormulaElement[] {
  const open = property(source, 'begChr') ?? '('
  const close = property(source, 'endChr') ?? ')'
  const between = property(source, 'sepChr') ?? '|'
  const inside = named(source, 'e').flatMap((argument, index) => [
    ...(index > 0 && between !== '' ? [sign(between)] : []),
    ...converted(argument),
  ])
  const fence = (text: string): FormulaElement[] =>
    text === '' ? [] : [element('mo', [text], { fence: 'true' })]
  return [element('mrow', [...fence(open), ...inside, ...fence(close)])]
}

function cell(source: FormulaElement): FormulaElement {
  return element('mtd', converted(source))
}

function matrixRow(source: FormulaElement): FormulaElement {
  return element('mtr', named(source, 'e').map(cell))
}

/** A brace, an arrow or the like over or under a group. */
function groupCharacter(source: FormulaElement): FormulaElement[] {
  const character = sign(property(source, 'chr') || '\u23df')
  const name = property(source, 'pos') === 'top' ? 'mover' : 'munder'
  return [element(name, [part(source, 'e'), character])]
}
