import { beforeAll, describe, expect, test } from 'vitest'
import { createFormulaSpeaker, type FormulaSpeaker } from '../../../../src-main/engine/documents/math'

/** Formulas, and what somebody who reads them out would say. */
const said: Readonly<Record<string, readonly (readonly [tex: string, words: string])[]>> = {
  'school algebra': [
    ['x^2 + y^2 = z^2', 'x squared plus y squared equals z squared'],
    ['2x + 3 = 7', '2 x, plus 3 equals 7'],
    ['-x', 'negative x'],
    ['x^3', 'x cubed'],
    ['x^n', 'x to the n-th power'],
    ['2^{10}', '2 to the tenth power'],
    ['x^{-1}', 'x to the negative 1 power'],
    ['\\frac{1}{2}', 'one half'],
    ['\\frac{3}{4}', 'three fourths'],
    ['2\\frac{1}{2}', '2 and one half'],
    ['\\frac{a+b}{c-d}', 'the fraction with numerator a plus b, and denominator c minus d'],
    ['\\sqrt{x}', 'the square root of x'],
    ['\\sqrt[3]{x+1}', 'the cube root of x plus 1'],
    ['\\sqrt[n]{x}', 'the n-th root of x'],
    [
      'x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}',
      'x equals the fraction with numerator negative b plus or minus the square root of b squared minus 4 a c, and denominator 2 a',
    ],
    ['|x|', 'the absolute value of x'],
    ['3(x + 2)', '3 times, open paren, x plus 2, close paren'],
    ['10 \\div 2', '10 divided by 2'],
    ['3 \\times 4 = 12', '3 times 4 equals 12'],
    ['a < b \\le c', 'a is less than b is less than or equal to c'],
    ['100\\%', '100 percent'],
    ['1,000,000', '1,000,000'],
    ['\\log_2 8 = 3', 'the log base 2 of 8, equals 3'],
    ['\\ln x', 'natural log x'],
    ['n!', 'n factorial'],
    ['\\binom{n}{k}', 'n choose k'],
    ['a_n', 'a sub n'],
    ['a_1, \\ldots, a_n', 'a sub 1, and so on, a sub n'],
  ],
  geometry: [
    ['90^\\circ', '90 degrees'],
    ['\\angle ABC', 'angle A B C'],
    ['\\triangle ABC', 'triangle A B C'],
    ['AB \\perp CD', 'A B, is perpendicular to C D'],
    ['\\overline{AB}', 'the line segment A B'],
    ['\\pi r^2', 'pi r squared'],
    ['\\sin^2\\theta', 'sine squared theta'],
    ['\\sin^{-1} x', 'the inverse sine of x'],
  ],
  calculus: [
    ["f'(x)", 'f prime of x'],
    ["f''(x)", 'f double prime of x'],
    ['\\frac{dy}{dx}', 'd y over d x'],
    ['\\frac{\\partial f}{\\partial x}', 'partial f over partial x'],
    ['\\int_0^1 f(x)\\,dx', 'the integral from 0 to 1 of f of x, d x'],
    ['\\iint_D f\\,dA', 'the double integral over D of f, d A'],
    ['\\sum_{i=1}^{n} i', 'the sum from i equals 1 to n of i'],
    ['\\prod_{k=1}^\\infty a_k', 'the product from k equals 1 to infinity of a sub k'],
    ['\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1', 'the limit as x approaches 0 of sine x over x, equals 1'],
    ['\\dot{x}', 'x dot'],
    ['\\Delta x', 'delta x'],
  ],
  'sets and logic': [
    ['A \\cup B \\cap C', 'A union B intersection C'],
    ['x \\in \\mathbb{R}', 'x is a member of the real numbers'],
    ['A \\subset B', 'A is a subset of B'],
    ['\\emptyset', 'the empty set'],
    ['\\{1, 2, 3\\}', 'the set 1, 2, 3'],
    ['\\{x \\mid x > 0\\}', 'the set of all x such that x is greater than 0'],
    ['[0, 1)', 'the interval from 0 to 1, including 0, but not including 1'],
    ['p \\land q \\implies r', 'p and q implies r'],
    ['\\neg p \\lor q', 'not p or q'],
    ['p \\iff q', 'p if and only if q'],
    ['\\exists! x', 'there exists a unique x'],
    ['f: A \\to B', 'f colon A to B'],
    ['f \\circ g', 'f composed with g'],
    ['a \\equiv b \\pmod{n}', 'a is equivalent to b, mod n'],
    ['P(A|B)', 'P of open paren, A given B, close paren'],
    ['a \\mid b', 'a divides b'],
  ],
  'matrices and lines': [
    ['\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}', 'the 2 by 2 matrix; Row 1: a, b; Row 2: c, d'],
    [
      '\\begin{vmatrix} a & b \\\\ c & d \\end{vmatrix}',
      'the determinant of the 2 by 2 matrix; Row 1: a, b; Row 2: c, d',
    ],
    ['\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}', 'a equals b; c equals d'],
    [
      '\\begin{cases} x & x \\ge 0 \\\\ -x & x < 0 \\end{cases}',
      '2 cases, Case 1: x; x is greater than or equal to 0; Case 2: negative x; x is less than 0',
    ],
    ['\\|v\\|', 'the norm of v'],
    ['A^T', 'A to the T power'],
    ['x = 1 \\tag{3}', 'x equals 1'],
  ],
  'physics, chemistry and units': [
    ['E = mc^2', 'E equals m c squared'],
    ['\\vec{F} = m\\vec{a}', 'vector F equals m, vector a'],
    ['F = ma', 'F equals m a'],
    ['\\Delta E = h\\nu', 'delta E, equals h nu'],
    ['9.8\\,\\mathrm{m/s^2}', '9.8 meters per second squared'],
    ['1\\,\\mathrm{kg}', '1 kilogram'],
    ['v = 12\\,\\text{km/h}', 'v equals 12 kilometers per hour'],
    ['1.5 \\times 10^{-3}', '1.5 times 10 to the negative 3 power'],
    ['\\mathrm{H_2O}', 'H 2 O'],
    ['\\mathrm{Na^+}', 'Na plus'],
    ['\\ce{2H2 + O2 -> 2H2O}', '2 H 2 plus O 2 to 2 H 2 O'],
    ['\\alpha + \\beta = \\gamma', 'alpha plus beta equals gamma'],
  ],
}

let speaker: FormulaSpeaker
beforeAll(async () => {
  speaker = await createFormulaSpeaker('en')
})

describe('FormulaSpeaker.sayTex', () => {
  for (const [field, formulas] of Object.entries(said))
    test(`says formulas of ${field} as people do`, () => {
      expect(formulas.map(([tex]) => [tex, speaker.sayTex(tex, true)])).toEqual(formulas)
    })

  test('says letters, digits, spaces and pauses alone, so that a voice can read every word', () => {
    const words = Object.values(said).flatMap((formulas) =>
      formulas.map(([tex]) => speaker.sayTex(tex, false)),
    )
    expect(
      words.filter(
        (text) => !/^(?! )(?:[A-Za-z]+(?:-[a-z]+)?|\d[\d,.]*|(?<=\S) |[,;:](?= ))+$/.test(text ?? ''),
      ),
    ).toEqual([])
  })
})
