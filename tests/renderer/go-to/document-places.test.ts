import { describe, expect, test } from 'vitest'
import type { ReadableDocument } from '@contract/document'
import { namedPages, placesFor, type Place } from '../../../src-renderer/go-to/document-places'
import { contentsLines } from '../../../src-renderer/library/contents'
import { TextScale } from '../../../src-renderer/player/seek-arithmetic'
import { documentOf, heading, paragraph } from '../reader/documents'

const book = documentOf([
  heading('A Café in Spring'),
  paragraph('x'.repeat(100), [{ kind: 'page-number', startChar: 10, endChar: 14 }]),
  heading('The Return'),
  paragraph('x'.repeat(100)),
  heading('A Second Spring', 2),
  paragraph('x'.repeat(100)),
])

function find(typed: string, document: ReadableDocument = book): string[] {
  const places = {
    pages: namedPages(document),
    chapters: contentsLines(document.contents),
    scale: new TextScale(document.blocks),
  }
  return placesFor(typed, places, (label) => `Page ${label}`, 8).map(nameOf)
}
function nameOf(place: Place): string {
  if (place.kind === 'chapter') return `${place.number ?? ''}${place.title} @${place.position.block}`
  const { block, char } = place.position
  return `${place.kind === 'page' ? `p${place.label}` : `${place.percent}%`} @${block}.${char}`
}
const numbered = documentOf([
  { ...paragraph('– xii –'), kind: 'page-number' },
  paragraph('text [Pg 12] text', [{ kind: 'page-number', startChar: 5, endChar: 12 }]),
  heading('One'),
])

describe('placesFor', () => {
  test('a percentage is one of the whole text', () => {
    expect(find('0 %')).toEqual(['0% @0.0'])
    expect(find('50%')).toEqual(['50% @3.44'])
    expect(find('12,5%')).toEqual(['12.5% @1.26'])
    expect(find('101%')).toEqual([])
  })

  test('a number is a page, a chapter or a percentage, in that order', () => {
    expect(find('2')).toEqual(['2The Return @2', '2% @0.6'])
    expect(find('12', numbered)).toEqual(['p12 @1.5', '12% @0.3'])
    expect(find('999')).toEqual([])
  })

  test('pages are found by what is printed on them, with or without the word', () => {
    expect(find('XII', numbered)).toEqual(['pxii @0.0'])
    expect(find('page 12', numbered)).toEqual(['p12 @1.5'])
  })

  test('pages that the document is made of stand before numbers in its text', () => {
    const blocks = [paragraph('one'), paragraph('two'), paragraph('three')]
    blocks.forEach((block, index) => (block.source.part = Math.min(index, 1)))
    const parts = [
      { kind: 'page' as const, label: 'i' },
      { kind: 'page' as const, label: '' },
    ]
    expect(namedPages({ ...documentOf(blocks), parts })).toEqual([
      { label: 'i', position: { block: 0, char: 0 } },
      { label: '2', position: { block: 1, char: 0 } },
    ])
  })

  test('a chapter is found by a part of its name, whatever the accents, those that begin with it first', () => {
    expect(find('cafe')).toEqual(['A Café in Spring @0'])
    expect(find('SPRING')).toEqual(['A Café in Spring @0', 'A Second Spring @4'])
    expect(find('a s')).toEqual(['A Second Spring @4'])
    expect(find('winter')).toEqual([])
  })

  test('nothing typed stands for nothing, and an empty document has no places', () => {
    expect(find('  ')).toEqual([])
    expect(find('5%', documentOf([]))).toEqual([])
  })
})
