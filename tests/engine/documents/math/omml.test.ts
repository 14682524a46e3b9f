import { beforeAll, describe, expect, test } from 'vitest'
import { createFormulaSpeaker, type FormulaSpeaker } from '../../../../src-main/engine/documents/math'

const transitional = 'http://schemas.openxmlformats.org/officeDocument/2006/math'
const strict = 'http://purl.oclc.org/ooxml/officeDocument/math'

/** As Word writes it: every run with its fonts, every construct with its properties. */
const run = (text: string, style = ''): string =>
  `<m:r>${style && `<m:rPr>${style}</m:rPr>`}<w:rPr><w:rFonts w:ascii="Cambria Math"/></w:rPr><m:t>${text}</m:t></m:r>`
const upright = (text: string): string => run(text, '<m:sty m:val="p"/>')
const control = '<m:ctrlPr><w:rPr><w:i/></w:rPr></m:ctrlPr>'
const part = (name: string, content: string): string => `<m:${name}>${content}</m:${name}>`
const made = (name: string, properties: string, ...parts: string[]): string =>
  `<m:${name}><m:${name}Pr>${properties}${control}</m:${name}Pr>${parts.join('')}</m:${name}>`
const property = (name: string, value: string): string => `<m:${name} m:val="${value}"/>`
const formula = (content: string, namespace = transitional): string =>
  `<m:oMath xmlns:m="${namespace}" xmlns:w="w">${content}</m:oMath>`

const square = made('sSup', '', part('e', run('x')), part('sup', run('2')))
const fraction = (over: string, under: string, type = ''): string =>
  made('f', type && property('type', type), part('num', run(over)), part('den', run(under)))
const lines = made('eqArr', '', part('e', run('x,&amp;x&gt;0')), part('e', run('0,&amp;x≤0')))

/** What Word writes, how it is said, and how it is shown. */
const shapes: readonly (readonly [name: string, omml: string, words: string, text: string])[] = [
  ['a power', square, 'x squared', 'x²'],
  ['a run of several things', run('2x+3=7.5'), '2 x, plus 3 equals 7.5', '2x + 3 = 7.5'],
  ['an index', made('sSub', '', part('e', run('a')), part('sub', run('n'))), 'a sub n', 'aₙ'],
  [
    'an index and a power',
    made('sSubSup', '', part('e', run('x')), part('sub', run('1')), part('sup', run('2'))),
    'x sub 1, squared',
    'x₁²',
  ],
  [
    'scripts before a letter',
    made('sPre', '', part('sub', run('n')), part('sup', ''), part('e', run('C'))),
    'n C',
    'ₙC',
  ],
  [
    'a fraction',
    fraction('a+b', '2c'),
    'the fraction with numerator a plus b, and denominator 2 c',
    '(a + b)/2c',
  ],
  ['a fraction on one line', fraction('1', '2', 'lin'), 'one half', '1/2'],
  ['a binomial', made('d', '', part('e', fraction('n', 'k', 'noBar'))), 'n choose k', '(n; k)'],
  [
    'a square root',
    made('rad', property('degHide', '1'), part('deg', ''), part('e', run('x'))),
    'the square root of x',
    '√x',
  ],
  ['a cube root', made('rad', '', part('deg', run('3')), part('e', run('x'))), 'the cube root of x', '∛x'],
  [
    'a sum',
    made(
      'nary',
      property('chr', '∑') + property('limLoc', 'undOvr'),
      part('sub', run('i=1')),
      part('sup', run('n')),
      part('e', run('i')),
    ),
    'the sum from i equals 1 to n of i',
    '∑ᵢ₌₁ⁿ i',
  ],
  [
    'an integral, whose sign is the default',
    made('nary', '', part('sub', run('0')), part('sup', run('1')), part('e', square + run('dx'))),
    'the integral from 0 to 1 of x squared, d x',
    '∫₀¹ x²dx',
  ],
  [
    'an integral whose limits are hidden',
    made(
      'nary',
      property('subHide', 'on') + property('supHide', 'on'),
      part('sub', ''),
      part('sup', ''),
      part('e', run('x dx')),
    ),
    'the integral of x, d x',
    '∫ xdx',
  ],
  ['a function', made('func', '', part('fName', upright('sin')), part('e', run('x'))), 'sine x', 'sin x'],
  [
    'a limit',
    made(
      'func',
      '',
      part('fName', made('limLow', '', part('e', upright('lim')), part('lim', run('x→0')))),
      part('e', run('x')),
    ),
    'the limit as x approaches 0 of x',
    'lim_(x→0) x',
  ],
  [
    'brackets',
    made('d', '', part('e', run('a+b'))) + run('c'),
    'open paren, a plus b, close paren, times c',
    '(a + b)c',
  ],
  [
    'bars',
    made('d', property('begChr', '|') + property('endChr', '|'), part('e', run('x'))),
    'the absolute value of x',
    '|x|',
  ],
  [
    'several things in brackets',
    made('d', property('sepChr', ','), part('e', run('a')), part('e', run('b'))),
    'open paren, a, b, close paren',
    '(a, b)',
  ],
  [
    'cases',
    run('f=') + made('d', property('begChr', '{') + property('endChr', ''), part('e', lines)),
    'f equals 2 cases, Case 1: x, x is greater than 0; Case 2: 0, x is less than or equal to 0',
    'f = {x, x > 0; 0, x ≤ 0',
  ],
  [
    'a matrix',
    made(
      'd',
      property('begChr', '[') + property('endChr', ']'),
      part(
        'e',
        made(
          'm',
          '',
          part('mr', part('e', run('1')) + part('e', run('0'))),
          part('mr', part('e', run('0')) + part('e', run('1'))),
        ),
      ),
    ),
    'the 2 by 2 matrix; Row 1: 1, 0; Row 2: 0, 1',
    '[1, 0; 0, 1]',
  ],
  ['an accent, whose sign is the default', made('acc', '', part('e', run('x'))), 'x hat', 'x̂'],
  ['a vector', made('acc', property('chr', '\u20d7'), part('e', run('v'))), 'vector v', 'v⃗'],
  ['a bar', made('bar', property('pos', 'top'), part('e', run('x'))), 'x bar', 'x̄'],
  ['a frame', made('borderBox', '', part('e', run('x=1'))), 'x equals 1', 'x = 1'],
  ['a phantom', run('a') + made('phant', property('show', '0'), part('e', run('b'))), 'a', 'a'],
  ['a phantom that is seen', made('phant', '', part('e', run('b'))), 'b', 'b'],
  ['text in a formula', run('if ', '<m:nor/>') + run('x&gt;0'), 'if x is greater than 0', 'if x > 0'],
  ['a unit', run('5 ') + upright('kg'), '5 kilograms', '5 kg'],
  [
    'what was inserted and deleted',
    `<w:ins w:id="1">${run('a')}</w:ins><w:del w:id="2">${run('b')}</w:del>${run('+c')}`,
    'a plus c',
    'a + c',
  ],
]

let speaker: FormulaSpeaker
beforeAll(async () => {
  speaker = await createFormulaSpeaker('en-US')
})

describe('FormulaSpeaker.sayOmml', () => {
  for (const [name, omml, words, text] of shapes)
    test(`says and writes ${name}`, () => {
      expect([speaker.sayOmml(formula(omml)), speaker.ommlToText(formula(omml))]).toEqual([words, text])
    })

  test('reads the strict namespace as the transitional one', () => {
    expect(speaker.sayOmml(formula(square, strict))).toBe('x squared')
  })

  test('takes a tree that is parsed already', () => {
    const leaf = (name: string, text: string) => ({
      name,
      attributes: [],
      children: [{ name: 'r', attributes: [], children: [{ name: 't', attributes: [], children: [text] }] }],
    })
    const tree = {
      name: 'oMath',
      attributes: [],
      children: [{ name: 'sSup', attributes: [], children: [leaf('e', 'x'), leaf('sup', '2')] }],
    }
    expect(speaker.sayOmml(tree)).toBe('x squared')
  })

  test('says the lines of a paragraph of formulas one after the other', () => {
    const paragraph = `<m:oMathPara xmlns:m="${transitional}">${formula(run('a=b'))}${formula(run('c=d'))}</m:oMathPara>`
    expect(speaker.sayOmml(paragraph)).toBe('a equals b; c equals d')
    expect(speaker.ommlToText(paragraph)).toBe('a = b; c = d')
  })

  test('says nothing of a formula that is empty, broken or endlessly deep', () => {
    const deep = '<m:e>'.repeat(500) + run('x') + '</m:e>'.repeat(500)
    let tree: { name: string; attributes: []; children: (object | string)[] } = {
      name: 'e',
      attributes: [],
      children: ['x'],
    }
    for (let depth = 0; depth < 100_000; depth += 1) tree = { name: 'e', attributes: [], children: [tree] }
    for (const omml of ['', '<m:oMath/>', '<m:oMath><m:f></m:oMath>', formula(deep), tree])
      expect(speaker.sayOmml(omml as string)).toBeNull()
  })
})
