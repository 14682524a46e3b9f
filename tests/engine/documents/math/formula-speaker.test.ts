import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { createFormulaSpeaker, type FormulaSpeaker } from '../../../../src-main/engine/documents/math'

let english: FormulaSpeaker
beforeAll(async () => {
  english = await createFormulaSpeaker('en-GB')
})

const math = (inside: string): string => `<math xmlns="http://www.w3.org/1998/Math/MathML">${inside}</math>`

describe('createFormulaSpeaker', () => {
  test('takes an unknown language for English', async () => {
    const speaker = await createFormulaSpeaker(undefined)
    expect(speaker.sayTex('x^2', false)).toBe('x squared')
  })

  test.each([
    ['de-AT', 'x^2 + 1', 'x Quadrat plus 1'],
    ['fr', '\\lim_{x \\to 0} f(x)', 'la limite quand x tend vers 0 de f de x'],
    ['it', '\\sqrt{x}', 'radice quadrata di x'],
    ['es-MX', '\\frac{a+b}{2}', 'fracción con numerador a más b, y denominador 2'],
    ['es', '\\sum_{i=1}^{n} i', 'suma desde i igual a 1 hasta n de i'],
    [
      'es',
      '\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}',
      'la matriz de 2 por 2; Fila 1: a, b; Fila 2: c, d',
    ],
    ['sv', 'x + y', 'x plus y'],
    ['nb', 'x + y', 'x pluss y'],
    ['nn-NO', 'x + y', 'x pluss y'],
    ['hi', 'x + 1', 'एक्स धन चिह्न 1'],
    ['ko', 'x + 1', 'x 더하기 1'],
    ['af', 'x + y', 'x plus y'],
  ])('says formulas in %s', async (language, tex, words) => {
    const speaker = await createFormulaSpeaker(language)
    expect(speaker.sayTex(tex, true)).toBe(words)
  })

  test('says in Spanish what the English rules say', async () => {
    const speaker = await createFormulaSpeaker('es')
    const formulas = [
      ['\\sin^{-1} x', 'inverso del seno de x'],
      ['x \\notin A', 'x no pertenece a A'],
      ['\\{x \\mid x > 0\\}', 'el conjunto de los x tal que x mayor que 0'],
      ['\\sqrt[n]{x}', 'la raíz n de x'],
      ['|x|', 'el valor absoluto de x'],
      ['E = mc^2', 'E igual a m c al cuadrado'],
    ] as const
    expect(formulas.map(([tex]) => [tex, speaker.sayTex(tex, true)])).toEqual(formulas)
  })

  test('keeps the languages of several speakers apart', async () => {
    const german = await createFormulaSpeaker('de')
    expect([german, english, german].map((speaker) => speaker.sayTex('\\frac{a}{b}', false))).toEqual([
      'a geteilt durch b',
      'a over b',
      'a geteilt durch b',
    ])
  })

  test.each(['pl', 'ca', 'zh-Hans', 'und', '!'])(
    'says nothing in %s, and writes all the same',
    async (language) => {
      const speaker = await createFormulaSpeaker(language)
      expect(speaker.sayTex('x^2', false)).toBeNull()
      expect(speaker.sayMathMl(math('<mi>x</mi>'))).toBeNull()
      expect(speaker.texToText('x^2')).toBe('x²')
    },
  )

  test('says nothing where another language is spoken', () => {
    expect(english.sayTex('x^2', false, 'en-US')).toBe('x squared')
    expect(english.sayTex('x^2', false, 'fr')).toBeNull()
  })

  test('writes nothing to the console, whatever it is given', () => {
    const consoles = (['log', 'error', 'warn', 'info'] as const).map((name) => vi.spyOn(console, name))
    english.sayMathMl(math('<mfrac><mi>x</mi></mfrac><munder/><mmultiscripts/><mtable><mi>x</mi></mtable>'))
    english.sayTex('\\frac{1', true)
    for (const spy of consoles) expect(spy).not.toHaveBeenCalled()
    vi.restoreAllMocks()
  })
})

describe('FormulaSpeaker.sayMathMl', () => {
  test.each([
    [
      'prefixes that nothing declares',
      '<m:math><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>',
      'x squared',
    ],
    [
      'names of characters',
      math('<mi>&alpha;</mi><mo>&le;</mo><mi>&pi;</mi>'),
      'alpha is less than or equal to pi',
    ],
    ['CDATA', math('<mi><![CDATA[x]]></mi>'), 'x'],
    [
      'annotations, of which the page shows one',
      math(
        '<semantics><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow><annotation encoding="application/x-tex">x+y</annotation></semantics>',
      ),
      'x plus y',
    ],
    ['the root element missing', '<msqrt><mi>x</mi></msqrt>', 'the square root of x'],
    ['styles and paddings', math('<mstyle><mpadded><mi>x</mi></mpadded></mstyle>'), 'x'],
    ['a choice, of which one is shown', math('<maction><mi>x</mi><mi>y</mi></maction>'), 'x'],
    ['what takes room unseen', math('<mi>x</mi><mphantom><mi>y</mi></mphantom><mspace width="1em"/>'), 'x'],
    [
      'the number of an equation',
      math('<mtable><mlabeledtr><mtd><mtext>(1)</mtext></mtd><mtd><mi>x</mi></mtd></mlabeledtr></mtable>'),
      'x',
    ],
    [
      'fences as an element',
      math('<mi>f</mi><mfenced><mi>x</mi><mi>y</mi></mfenced>'),
      'f of open paren, x, y, close paren',
    ],
    [
      'bold, upright and slanted letters',
      math('<mi mathvariant="bold">v</mi><mo>=</mo><mi mathvariant="normal">d</mi><mi>𝑥</mi>'),
      'v equals d x',
    ],
    ['lines above', math('<menclose notation="top"><mi>x</mi></menclose>'), 'x bar'],
    ['controls, which nobody sees', math('<mtext>if\u0085\u200b\u00ad so</mtext>'), 'if so'],
    ['comments and instructions', math('<!-- a --><mi>x</mi><?b c?>'), 'x'],
  ])('reads %s', (_, xml, words) => {
    expect(english.sayMathMl(xml)).toBe(words)
  })

  test.each([
    ['nothing', ''],
    ['no XML', 'x squared'],
    ['XML that breaks off', '<math><mi>x</mi>'],
    ['an empty formula', math('')],
    ['content markup', math('<apply><plus/><ci>x</ci><cn>1</cn></apply>')],
    ['entities of its own', '<!DOCTYPE math [<!ENTITY x "y">]><math><mi>&x;</mi></math>'],
    ['a name of no character', math('<mi>&nosuchname;</mi>')],
  ])('says nothing of %s', (_, xml) => {
    expect(english.sayMathMl(xml)).toBeNull()
  })

  const repeated: readonly (readonly [string, string])[] = [
    ['sums', '<mi>x</mi><mo>+</mo>'],
    ['functions', '<mi>sin</mi>'],
    ['applications', '<mi>f</mi><mo>(</mo>'],
    ['closed brackets', '<mo>)</mo>'],
    ['integrals', '<mo>∫</mo><mi>x</mi><mi>d</mi><mi>x</mi>'],
    ['bars', '<mo>|</mo><mi>x</mi>'],
    ['powers', '<msup><mi>x</mi><mn>2</mn></msup>'],
    ['references', '&amp;'],
  ]
  const nested: readonly (readonly [string, string, string])[] = [
    ['groups', '<mrow>', '</mrow>'],
    ['roots', '<msqrt>', '</msqrt>'],
    ['powers', '<msup><mi>x</mi>', '</msup>'],
    ['fractions', '<mfrac><mi>x</mi>', '</mfrac>'],
    ['accents', '<mover><mi>x</mi>', '</mover>'],
    ['tables', '<mtable><mtr><mtd>', '</mtd></mtr></mtable>'],
  ]
  const hostile: readonly (readonly [string, string])[] = [
    ...repeated.flatMap(([name, xml]) =>
      [190, 100_000].map((count) => [`${count} ${name}`, math(xml.repeat(count))] as const),
    ),
    ...nested.flatMap(([name, open, close]) =>
      [55, 20_000].map(
        (count) =>
          [`${name} ${count} deep`, `${open.repeat(count)}<mi>x</mi>${close.repeat(count)}`] as const,
      ),
    ),
    ['a number without end', math(`<mn>${'9'.repeat(19_000)}</mn>`)],
    ['a sign without end', math(`<mo>${'+'.repeat(19_000)}</mo>`)],
    ['a megabyte', math(`<mtext>${'word '.repeat(200_000)}</mtext>`)],
  ]
  // Each takes a second at most; what grows without bound would take minutes.
  test.each(hostile)('ends soon with %s', (_, xml) => {
    const startMilliseconds = performance.now()
    english.sayMathMl(xml)
    english.mathMlToText(xml)
    expect(performance.now() - startMilliseconds).toBeLessThan(20_000)
  })

  test('answers with words or null for MathML that makes no sense', () => {
    const leaf = fc.constantFrom(
      '<mi>x</mi>',
      '<mn>2</mn>',
      '<mo>+</mo>',
      '<mo>(</mo>',
      '<mo>∑</mo>',
      '<mtext>if</mtext>',
      '<none/>',
      '',
    )
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5, depthSize: 'small' },
        leaf,
        fc
          .tuple(
            fc.constantFrom(
              'mrow',
              'mfrac',
              'msup',
              'msubsup',
              'munderover',
              'mroot',
              'mtable',
              'mtr',
              'mmultiscripts',
              'mfenced',
              'menclose',
              'semantics',
            ),
            fc.array(tie('tree'), { maxLength: 4 }),
          )
          .map(([name, children]) => `<${name}>${children.join('')}</${name}>`),
      ),
    }))
    fc.assert(
      fc.property(tree, (xml) => {
        const words = english.sayMathMl(math(xml))
        expect(words === null || words.trim() === words).toBe(true)
        expect(typeof english.mathMlToText(math(xml))).toBe('string')
      }),
      { seed: 20261121, numRuns: 300 },
    )
  })
})

describe('FormulaSpeaker.sayTex', () => {
  const hostile: readonly (readonly [string, string])[] = [
    ['a macro that calls itself', '\\def\\a{\\a\\a}\\a'],
    [
      'macros that double',
      `${'abcdefghi'
        .split('')
        .map((name, index) => `\\def\\${name}{${`\\${'bcdefghij'[index]} `.repeat(10)}}`)
        .join('')}\\a`,
    ],
    ['a long macro called often', `\\def\\a{${'x'.repeat(4_000)}}${'\\a '.repeat(180)}`],
    ['groups without end', '{'.repeat(4_900)],
    ['fractions in fractions', `${'\\frac{1}{'.repeat(490)}x${'}'.repeat(490)}`],
    ['a megabyte', 'x+'.repeat(500_000)],
    ['a script', '\\href{javascript:alert(1)}{x}'],
    ['a picture', '\\includegraphics{picture.png}'],
    ['half a formula', '\\frac{1'],
    ['an unknown command', '\\nosuchcommand x'],
    ['nothing', ' '],
  ]
  test.each(hostile)('says nothing of %s, and writes it as it is', (_, tex) => {
    expect(english.sayTex(tex, true)).toBeNull()
    expect(english.texToText(tex)).toBe(tex.trim())
  })

  test('forgets what a formula defines', () => {
    english.sayTex('\\gdef\\half{\\frac{1}{2}} \\half', true)
    expect(english.sayTex('\\half', true)).toBeNull()
  })

  test('knows environments of displays in a line as well', () => {
    const tex = '\\begin{align} a &= b \\\\ c &= d \\end{align}'
    expect(english.sayTex(tex, false)).toBe('a equals b; c equals d')
    expect(english.texToText(tex)).toBe('a = b; c = d')
  })

  test('answers with words or null for any text', () => {
    const tex = fc.array(
      fc.oneof(
        fc.string({ maxLength: 4 }),
        fc.constantFrom(
          '\\frac',
          '{',
          '}',
          '^',
          '_',
          '\\sqrt',
          '\\left(',
          '\\right)',
          '&',
          '\\\\',
          '\\begin{matrix}',
          '\\end{matrix}',
          '\\text{',
          '$',
          '\\def',
          '#1',
          '%',
          '\\ce{',
        ),
      ),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(tex, (pieces) => {
        const words = english.sayTex(pieces.join(''), true)
        expect(words === null || words.trim() === words).toBe(true)
      }),
      { seed: 20261121, numRuns: 300 },
    )
  })
})
