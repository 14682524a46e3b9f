import { describe, expect, test } from 'vitest'
import { ScriptBuilder } from '../../../src-main/engine/reading/script'

/** "1. Say x² now" of the block "Say [x²] now", whose brackets are left out. */
function made() {
  const builder = new ScriptBuilder()
  builder.add('lead', '1. ', { startChar: 0, endChar: 0 })
  builder.add('text', 'Say ', { startChar: 0, endChar: 4 })
  builder.add('lead', '', { startChar: 4, endChar: 4 })
  builder.add('said', 'x squared', { startChar: 5, endChar: 7 })
  builder.add('text', ' now', { startChar: 8, endChar: 12 })
  return builder.build()
}

describe('Script', () => {
  const script = made()
  const at = (words: string) => {
    const startChar = script.text.indexOf(words)
    return { startChar, endChar: startChar + words.length }
  }

  test('is its pieces, one after the other', () => {
    expect(script.text).toBe('1. Say x squared now')
    expect(script.pieces.map(({ kind }) => kind)).toEqual(['lead', 'text', 'said', 'text'])
  })

  test('a range of it is a range of the block', () => {
    expect(script.toBlock(at('Say'))).toEqual({ startChar: 0, endChar: 3 })
    expect(script.toBlock(at('now'))).toEqual({ startChar: 9, endChar: 12 })
    expect(script.toBlock(at('squared'))).toEqual({ startChar: 5, endChar: 7 })
    expect(script.toBlock(at('1.'))).toEqual({ startChar: 0, endChar: 0 })
    expect(script.toBlock(at('ay x squ'))).toEqual({ startChar: 1, endChar: 7 })
    expect(script.toBlock({ startChar: 0, endChar: script.text.length })).toEqual({
      startChar: 0,
      endChar: 12,
    })
  })

  test('what stands in it as in the block is found both ways', () => {
    expect(script.verbatimIn({ startChar: 0, endChar: script.text.length })).toEqual([
      { startChar: 0, endChar: 4 },
      { startChar: 8, endChar: 12 },
    ])
    expect(script.verbatimIn(at('squared'))).toEqual([])
    expect(script.fromBlock({ startChar: 2, endChar: 10 })).toEqual([
      { startChar: 5, endChar: 7 },
      { startChar: 16, endChar: 18 },
    ])
    expect(script.fromBlock({ startChar: 5, endChar: 6 })).toEqual([])
  })
})
