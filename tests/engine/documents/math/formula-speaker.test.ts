import { describe, expect, test } from 'vitest'
import { createFormulaSpeaker } from '../../../../src-main/engine/documents/math'

describe('createFormulaSpeaker', () => {
  test('says and writes TeX', async () => {
    const speaker = await createFormulaSpeaker('en')
    expect(speaker.sayTex('x^2 + y^2 = z^2', false)).toBe('x squared plus y squared equals z squared')
    expect(speaker.texToText('x^2 + y^2 = z^2')).toBe('x² + y² = z²')
  })

  test('says MathML, whatever prefix it bears', async () => {
    const speaker = await createFormulaSpeaker('en-GB')
    const xml = '<m:math><m:mfrac><m:mi>&alpha;</m:mi><m:mn>2</m:mn></m:mfrac></m:math>'
    expect(speaker.sayMathMl(xml)).toBe('alpha over 2')
    expect(speaker.mathMlToText(xml)).toBe('α/2')
  })

  test('says nothing in a language without rules, and writes all the same', async () => {
    const speaker = await createFormulaSpeaker('pl')
    expect(speaker.sayTex('x^2', false)).toBeNull()
    expect(speaker.texToText('x^2')).toBe('x²')
  })
})
