import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { closeContents } from '../../../src-main/engine/documents/close-contents'
import { paragraph } from '../../helpers/paragraphs'

/** "c" a line of the contents, "p" a paragraph, "h" a heading, "l" a long paragraph. */
function closed(shape: string): string {
  const blocks = [...shape].map((letter): Block => ({
    ...paragraph(letter === 'l' ? 'word '.repeat(50) : 'Line', letter === 'h' ? 'heading' : 'paragraph'),
    ...(letter === 'c' ? { matter: 'contents' as const } : {}),
  }))
  closeContents(blocks)
  return blocks.map(({ matter }, index) => (matter === 'contents' ? 'c' : shape[index])).join('')
}

describe('closeContents', () => {
  test.each([
    ['pcpppcp', 'pcccccp'],
    ['cpcppc', 'cccccc'],
    ['cppppppc', 'cppppppc'],
    ['chpc', 'chpc'],
    ['clc', 'clc'],
    ['ppp', 'ppp'],
    ['', ''],
  ])('%j becomes %j', (shape, expected) => {
    expect(closed(shape)).toBe(expected)
  })
})
