import { describe, expect, test } from 'vitest'
import { toPiperIds } from '../../../../src-main/engine/text/espeak'

const phonemeIdMap = {
  _: [0],
  '^': [1],
  $: [2],
  ' ': [3],
  a: [14],
  t: [32],
  ˈ: [120],
  ʣ: [50, 51],
  '\u0303': [141],
}

describe('toPiperIds', () => {
  test('a pad follows the start and every phoneme, the end stands alone', () => {
    expect(toPiperIds('ˈa t', phonemeIdMap).ids).toEqual([1, 0, 120, 0, 14, 0, 3, 0, 32, 0, 2])
    expect(toPiperIds('', phonemeIdMap).ids).toEqual([1, 0, 2])
  })

  test('each phoneme knows its number’s place', () => {
    expect([...toPiperIds('aʣt', phonemeIdMap).idOfPhoneme]).toEqual([2, 4, 7])
    expect(toPiperIds('aʣt', phonemeIdMap).ids).toEqual([1, 0, 14, 0, 50, 51, 0, 32, 0, 2])
  })

  test('what the model lacks is left out and told, once each', () => {
    const { ids, idOfPhoneme, unknown } = toPiperIds('xaya\u0303x', phonemeIdMap)
    expect(unknown).toEqual(['x', 'y'])
    expect(ids).toEqual([1, 0, 14, 0, 14, 0, 141, 0, 2])
    expect([...idOfPhoneme]).toEqual([-1, 2, -1, 4, 6, -1])
  })

  test('symbols named like the properties of objects are lacking, too', () => {
    expect(toPiperIds('constructor', {}).unknown).toEqual([...new Set('constructor')])
  })
})
