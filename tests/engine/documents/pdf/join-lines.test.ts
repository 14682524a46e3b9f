import { describe, expect, test } from 'vitest'
import { joinLines } from '../../../../src-main/engine/documents/pdf/join-lines'
import { Vocabulary } from '../../../../src-main/engine/documents/pdf/vocabulary'

function join(lines: readonly string[], known: readonly string[] = []): string {
  const vocabulary = new Vocabulary()
  for (const text of known) vocabulary.learn(text)
  return joinLines(
    lines.map((text) => ({ styled: { text, marks: [] } })),
    vocabulary,
  ).styled.text
}

describe('joinLines', () => {
  test.each([
    [['The docu-', 'ment just'], 'The document just'],
    [['The docu\u00ad', 'ment just'], 'The document just'],
    [['the Soekarno-', 'Hatta airport'], 'the Soekarno-Hatta airport'],
    [['the Model 737–', '9 airplane'], 'the Model 737–9 airplane'],
    [['a well-', 'known one'], 'a well-known one'],
    [['an FAA-', 'approved list'], 'an FAA-approved list'],
    [['pre-', 'and post-war'], 'pre- and post-war'],
    [['one —', 'two'], 'one — two'],
    [['one—', 'two'], 'one—two'],
    [['see https://example.org/a/', 'b.html for more'], 'see https://example.org/a/b.html for more'],
    [['see https://www.example.', 'org/about today'], 'see https://www.example.org/about today'],
    [['see https://www.example.org.', 'Then go'], 'see https://www.example.org. Then go'],
    [['see https://example.org', 'or elsewhere'], 'see https://example.org or elsewhere'],
    [['日本', '語の本'], '日本語の本'],
    [['first', '', ' last '], 'first last'],
  ])('%j becomes %j', (lines, text) => {
    expect(join(lines)).toBe(text)
  })

  test('what the document writes elsewhere decides', () => {
    expect(join(['a co-', 'operation'], ['The co-operation was good.'])).toBe('a co-operation')
    expect(join(['a Rot-', 'Kreuz'], ['Das RotKreuz hilft.'])).toBe('a RotKreuz')
  })

  test('counts the hyphens it takes out, and keeps marks on what they were on', () => {
    const lines = [
      { styled: { text: 'a docu-', marks: [{ kind: 'strong' as const, startChar: 2, endChar: 7 }] } },
      { styled: { text: 'ment is', marks: [{ kind: 'strong' as const, startChar: 0, endChar: 4 }] } },
    ]
    expect(joinLines(lines, new Vocabulary())).toEqual({
      hyphens: 1,
      styled: { text: 'a document is', marks: [{ kind: 'strong', startChar: 2, endChar: 10 }] },
    })
  })

  test('takes a time that grows with its text', () => {
    const flood = ['-', 'a-', '/', 'https://', '\u00ad', '. '].map((piece) => piece.repeat(100_000))
    const start = performance.now()
    join([...flood, ...flood])
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
