import { describe, expect, test } from 'vitest'
import type { Flow } from '../../../../src-main/engine/documents/markup/flow'
import { readHtml } from './read-source'

describe('judgeFolds', () => {
  test('what is folded away is beside the text, and its summary is not; where it is most of a page it is the text', () => {
    const fold = '<details><summary>Why?</summary><p>Because <b>so</b>.</p><ul><li>One</li></ul></details>'
    const matters = (flow: Flow) => flow.blocks.map(({ text, matter }) => [text, matter])
    const around = '<p>A text that is longer than what is folded away in it.</p>'
    expect(matters(readHtml(around + fold + '<p>Behind.</p>'))).toEqual([
      ['A text that is longer than what is folded away in it.', undefined],
      ['Why?', undefined],
      ['Because so.', 'aside'],
      ['One', 'aside'],
      ['Behind.', undefined],
    ])
    expect(matters(readHtml(around + fold.replace('<details>', '<details open>')))[2]).toEqual([
      'Because so.',
      undefined,
    ])
    expect(matters(readHtml(fold + fold)).map(([, matter]) => matter)).toEqual(Array(6).fill(undefined))
    const inImprint = readHtml(`<section epub:type="imprint">${fold}</section>${around}`)
    expect(inImprint.blocks.slice(0, 2).map(({ matter }) => matter)).toEqual(['imprint', 'imprint'])
  })
})
