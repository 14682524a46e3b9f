import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PackedTable } from '../../../../src-main/engine/text/en/packed-table'

const pack = (value: unknown) => new PackedTable<unknown>(Buffer.from(JSON.stringify(value), 'utf8'))

describe('PackedTable', () => {
  test('answers like the object it was made of', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()),
        fc.string(),
        (table, other) => {
          const packed = pack(table)
          for (const [key, value] of Object.entries(table))
            expect(packed.get(key)).toEqual(JSON.parse(JSON.stringify(value)))
          if (!Object.hasOwn(table, other)) expect(packed.get(other)).toBeUndefined()
        },
      ),
      { seed: 5 },
    )
  })

  test('knows nothing that every object has', () => {
    expect(pack({}).get('constructor')).toBeUndefined()
    expect(pack({ a: 1 }).get('__proto__')).toBeUndefined()
  })

  test('a part can be a table of its own', () => {
    const value = { empty: {}, inner: { 'a"b': [1, '}'], c: {} }, rest: 1 }
    const outer = new PackedTable(Buffer.from(JSON.stringify(value)), ['inner', 'empty'])
    expect(outer.part('inner').get('a"b')).toEqual([1, '}'])
    expect(outer.part('inner').get('c')).toEqual({})
    expect(outer.part('empty').get('c')).toBeUndefined()
    expect(outer.get('inner')).toEqual(value.inner)
    expect(outer.get('rest')).toBe(1)
    expect(() => outer.part('rest')).toThrow('no part rest')
    expect(() => new PackedTable(Buffer.from('{"rest":1}'), ['rest'])).toThrow(SyntaxError)
  })

  test.each(['', '[1]', '{', '{"a"}', '{"a":1', '{"a":"x}', '{"a":1}x', '{"a":1,}', 'null'])(
    'refuses %j',
    (json) => {
      expect(() => new PackedTable(Buffer.from(json))).toThrow(SyntaxError)
    },
  )
})
