import { beforeAll, describe, expect, test } from 'vitest'
import { createFormulaSpeaker, type FormulaSpeaker } from '../../../../src-main/engine/documents/math'

let speaker: FormulaSpeaker
beforeAll(async () => {
  speaker = await createFormulaSpeaker('pl')
})

describe('FormulaSpeaker.texToText', () => {
  test.each([
    ['x^2 + y^2 = z^2', 'x² + y² = z²'],
    ['\\int_0^1 f(x)\\,dx', '∫₀¹ f(x) dx'],
    ['\\sqrt{a+b}', '√(a + b)'],
    ['\\sqrt[3]{x}', '∛x'],
    ['\\sqrt[n]{x}', 'ⁿ√x'],
    ['\\frac{a+b}{2}', '(a + b)/2'],
    ['2\\frac{1}{2}', '2 1/2'],
    ['\\frac{4}{3}\\pi r^3', '4/3 πr³'],
    ['x_{ij}', 'xᵢⱼ'],
    ['e^{i\\pi}', 'e^(iπ)'],
    ['x_\\infty', 'x_∞'],
    ['\\sum_{i=1}^n i', '∑ᵢ₌₁ⁿ i'],
    ['\\lim_{x \\to 0} f(x)', 'lim_(x→0) f(x)'],
    ['\\sin x + \\cos(2x)', 'sin x + cos(2x)'],
    ['O(n \\log n)', 'O(n log n)'],
    ['-x \\cdot (-3)', '−x ⋅ (−3)'],
    ['|a| + |b|', '|a| + |b|'],
    ['|-x|', '|−x|'],
    ['\\{1, 2, 3\\}', '{1, 2, 3}'],
    ['\\{x \\mid x > 0\\}', '{x | x > 0}'],
    ['f: A \\to B', 'f: A → B'],
    ['\\vec{v} \\hat{x} \\bar{y} \\dot{z}', 'v\u20d7x\u0302\u0233\u017c'],
    ['90^\\circ', '90°'],
    ["f''(x)", 'f′′(x)'],
    ['a \\equiv b \\pmod{n}', 'a ≡ b (mod n)'],
    ['\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}', '(a, b; c, d)'],
    ['\\text{if } x > 0', 'if x > 0'],
    ['\\alpha \\in \\mathbb{R}', 'α ∈ ℝ'],
    ['{}^{14}_6\\mathrm{C}', '₆¹⁴C'],
    ['\\underbrace{a + b}_n', 'a + bₙ'],
    ['9.8\\,\\mathrm{m/s^2}', '9.8 m/s²'],
  ])('writes %s in a line', (tex, text) => {
    expect(speaker.texToText(tex)).toBe(text)
  })

  test.each([
    ['what it cannot read', ' \\frac{1 '],
    ['what is no formula', 'costs $5 {'],
  ])('gives %s back as it is', (_, tex) => {
    expect(speaker.texToText(tex)).toBe(tex.trim())
  })
})

describe('FormulaSpeaker.mathMlToText', () => {
  test('leaves out what is not seen, and signs without a shape', () => {
    const xml =
      '<math><mi>f</mi><mo>&#x2061;</mo><mo>(</mo><mi>x</mi><mo>)</mo><mphantom><mi>y</mi></mphantom><annotation>f(x)</annotation></math>'
    expect(speaker.mathMlToText(xml)).toBe('f(x)')
  })

  test('writes scripts in scripts once, however deep they are', () => {
    const xml = `${'<msup><mi>x</mi>'.repeat(50)}<mi>y</mi>${'</msup>'.repeat(50)}`
    expect(speaker.mathMlToText(xml)).toBe(`${'x^('.repeat(49)}xʸ${')'.repeat(49)}`)
  })

  test('is empty for what is no formula', () => {
    expect(['', '<math/>', 'x', '<math><mi>x</math>'].map((xml) => speaker.mathMlToText(xml))).toEqual([
      '',
      '',
      '',
      '',
    ])
  })
})
