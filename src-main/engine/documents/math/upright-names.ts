import { element, elementsOf, textOf, type FormulaElement } from './formula-tree'

/** What the library's tables of units know, by the signs of the SI and what is used beside them. */
const units = new Set(
  (
    'm km dm cm mm µm μm nm s ms min h g kg mg µg μg t N kN J kJ MJ W kW MW kWh V mV kV A mA K C F Hz kHz MHz GHz ' +
    'Pa hPa kPa MPa mol L l mL ml dB cd lm lx T Wb Bq Gy Sv eV keV MeV GeV ft in mi lb oz mph'
  ).split(' '),
)
const isUnit = { class: 'MathML-Unit' }
const chemical = /^(?:\p{Lu}\p{Ll}?)+$/u

function isUpright(node: FormulaElement): boolean {
  if (node.name === 'mtext') return true
  return node.name === 'mi' && (node.attributes['mathvariant'] === 'normal' || textOf(node).length > 1)
}

/**
 * Finds units and chemical formulas in a row: upright letters behind a number, and behind each other. The library says
 * a unit by its name; an element's count is said after it, without "sub".
 * @param parts of a row, as `plainFormula` leaves them
 */
export function withNames(parts: readonly FormulaElement[]): FormulaElement[] {
  const row: FormulaElement[] = []
  let isMeasure = false
  for (const part of parts) {
    const before = row.at(-1)
    if (before && isMeasure && textOf(before) === '/' && unitOf(part)) {
      const numerator = row.at(-2)!
      row.splice(-2, 2, element('mfrac', [numerator, unitOf(part)!]))
    } else if (before && isHalfSymbol(before, part)) row.splice(-1, 1, joinedSymbol(before, part))
    else row.push((isMeasure ? unitOf(part) : null) ?? chemicalOf(part))
    isMeasure = part.name === 'mn' || part.name === 'mspace' || isPower(part) || (isMeasure && goesOn(part))
  }
  return row
}

/** A number with an exponent. */
function isPower(part: FormulaElement): boolean {
  return part.name === 'msup' && elementsOf(part)[0]?.name === 'mn'
}

function goesOn(part: FormulaElement): boolean {
  return unitOf(part) !== null || /^[/⋅·°]$/.test(textOf(part))
}

/** A unit, with its exponent, marked as one; null for what is none. */
function unitOf(part: FormulaElement): FormulaElement | null {
  const [base, exponent] = elementsOf(part)
  if (part.name === 'msup' && base && exponent) {
    const unit = unitOf(base)
    if (!unit) return null
    // "m/s" with an exponent on all of it means its last part.
    const [over, under] = elementsOf(unit)
    if (unit.name === 'mfrac' && over && under)
      return element('mfrac', [over, element('msup', [under, exponent])])
    return element('msup', [unit, exponent])
  }
  if (part.name === 'mfrac' && base && exponent) {
    const over = unitOf(base)
    const under = unitOf(exponent)
    return over && under && element('mfrac', [over, under])
  }
  if (part.name === 'mrow') return rowOfUnits(elementsOf(part))
  if (!isUpright(part)) return null
  const [own = '', per, ...others] = textOf(part).split('/')
  if (!units.has(own) || others.length > 0) return null
  const unit = element('mi', [own], isUnit)
  if (per === undefined) return unit
  return units.has(per) ? element('mfrac', [unit, element('mi', [per], isUnit)]) : null
}

function rowOfUnits(parts: readonly FormulaElement[]): FormulaElement | null {
  const [over, stroke, under, ...others] = parts.filter(({ name }) => name !== 'mspace')
  if (!over || !stroke || !under || others.length > 0 || textOf(stroke) !== '/') return null
  return unitOf(element('mfrac', [over, under]))
}

/** "Na" with a charge: two letters, of which the second bears the script. */
function isHalfSymbol(before: FormulaElement, part: FormulaElement): boolean {
  const letter = /^m(?:sub|sup|subsup)$/.test(part.name) ? elementsOf(part)[0] : part
  return (
    before.name === 'mi' &&
    before.attributes['mathvariant'] === 'normal' &&
    /^\p{Lu}$/u.test(textOf(before)) &&
    letter?.attributes['mathvariant'] === 'normal' &&
    /^\p{Ll}$/u.test(textOf(letter))
  )
}

function joinedSymbol(before: FormulaElement, part: FormulaElement): FormulaElement {
  if (part.name === 'mi') return element('mi', [textOf(before) + textOf(part)])
  const [letter, ...scripts] = elementsOf(part)
  return chemicalOf(element(part.name, [element('mi', [textOf(before) + textOf(letter!)]), ...scripts]))
}

/** An element or group of elements with how many of it there are, and its charge. */
function chemicalOf(part: FormulaElement): FormulaElement {
  const [base, ...scripts] = elementsOf(part)
  if (!/^m(?:sub|sup|subsup)$/.test(part.name) || !base || !isUpright(base) || !chemical.test(textOf(base)))
    return part
  const texts = scripts.map(textOf)
  if (!texts.every((text) => /^\d*[+−-]?$/.test(text))) return part
  return element('mrow', [base, ...scripts.flatMap(partsOfScript)])
}

function partsOfScript(script: FormulaElement): FormulaElement[] {
  const [, count = '', charge = ''] = /^(\d*)([+−-]?)$/.exec(textOf(script)) ?? []
  return [
    ...(count === '' ? [] : [element('mn', [count])]),
    ...(charge === '' ? [] : [element('mi', [charge])]),
  ]
}
