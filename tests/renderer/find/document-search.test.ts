import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DocumentSearch, type TextMatch } from '../../../src-renderer/find/document-search'
import { FoldCursor, foldText } from '../../../src-renderer/find/fold-cursor'
import { paragraph } from '../reader/documents'

const loose = { matchCase: false, wholeWords: false }

function matchesIn(texts: readonly string[], query: string, options = loose): TextMatch[] {
  const search = new DocumentSearch(
    texts.map((text) => paragraph(text)),
    query,
    options,
  )
  while (!search.isDone) search.work(1_000)
  return Array.from({ length: search.count }, (_, index) => search.at(index)).filter(
    (match) => match !== null,
  )
}
const foundIn = (text: string, query: string, options = loose) =>
  matchesIn([text], query, options).map(({ startChar, endChar }) => text.slice(startChar, endChar))

describe('folding', () => {
  test.each([
    ['case', 'Été', 'ete'],
    ['accents, whether they are joined to their letter or not', 'cafe\u0301', 'café'],
    ['ß and ss', 'Straße', 'STRASSE'],
    ['full width and half width', 'ＡＢＣ１２', 'abc12'],
    ['curly and straight quotes', '“don’t”', '"don\'t"'],
    ['soft hyphens', 'hy\u00adphen', 'hyphen'],
    ['soft hyphens at the end of a line', 'hy\u00ad\n  phen', 'hyphen'],
    ['line breaks and other white space', 'one\n\t two\u00a0three', 'one two three'],
    ['ligatures', 'ﬁle', 'file'],
    ['half-width and full-width kana', 'ｶﾞｷﾞ', 'ガギ'],
    ['the final sigma', 'ΟΔΟΣ', 'οδος'],
    ['vowel points', 'שָׁלוֹם', 'שלום'],
    ['letters with a stroke', 'Łódź, Ørsted', 'lodz, orsted'],
    ['marks that are not seen', 'a\u200bb\ufeffc', 'abc'],
    ['dashes', '1914–1918', '1914-1918'],
  ])('knows no difference in %s', (_what, one, other) => {
    expect(foldText(one, false)).toBe(foldText(other, false))
  })

  test('with case kept, accents and widths still do not count', () => {
    expect(foldText('Été', true)).toBe('Ete')
    expect(foldText('Ａ', true)).toBe('A')
  })

  test('its stretches join without gap or overlap, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.boolean(), (text, keepsCase) => {
        const cursor = new FoldCursor(text, keepsCase)
        let end = 0
        while (cursor.next()) {
          expect(cursor.start).toBe(end)
          expect(cursor.end).toBeGreaterThan(end)
          end = cursor.end
        }
        expect(end).toBe(text.length)
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})

describe('DocumentSearch', () => {
  test('finds what was typed with the very range of the text', () => {
    expect(foundIn('The hy\u00adphen, Hyphen and HYPHE\u0301N.', 'hyphen')).toEqual([
      'hy\u00adphen',
      'Hyphen',
      'HYPHE\u0301N',
    ])
    expect(foundIn('one\n   two', 'one two')).toEqual(['one\n   two'])
  })

  test('a letter is found whole or not at all', () => {
    expect(foundIn('Straße', 's')).toEqual(['S'])
    expect(foundIn('Straße', 'ss')).toEqual(['ß'])
    expect(foundIn('ガ', 'カ')).toEqual([])
    expect(foundIn('e\u0301', 'e')).toEqual(['e\u0301'])
  })

  test('with case matched, other capitals are not found', () => {
    expect(foundIn('Reading reading', 'Reading', { matchCase: true, wholeWords: false })).toEqual(['Reading'])
  })

  test('whole words are those no letter, figure or apostrophe goes on from', () => {
    const whole = { matchCase: false, wholeWords: true }
    const starts = (text: string, query: string) =>
      matchesIn([text], query, whole).map(({ startChar }) => startChar)
    expect(starts('cat concat cats cat', 'cat')).toEqual([0, 16])
    expect(starts('don’t don', 'don')).toEqual([6])
    expect(starts('“cat” (cat) cat_', 'cat')).toEqual([1, 7])
    expect(starts('私は東京に', '東京')).toEqual([2])
    expect(starts('𝒳cat cat', 'cat')).toEqual([6])
  })

  test('nothing and white space find nothing', () => {
    for (const query of ['', ' ', '\u00ad', '\u0301']) expect(foundIn('a b', query)).toEqual([])
  })

  test('what is found folds to what was searched for, and every occurrence is found once', () => {
    const letters = fc.constantFrom(
      'a',
      'b',
      'A',
      'á',
      'a\u0301',
      'ß',
      's',
      ' ',
      '\n',
      '\u00ad',
      '’',
      "'",
      'ａ',
      '\u0301',
      'ﬁ',
      'f',
      'i',
    )
    const texts = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(''))
    const queries = fc.array(letters, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(texts, queries, fc.boolean(), (text, query, matchCase) => {
        const wanted = query.trim() === '' ? '' : foldText(query, matchCase)
        const found = matchesIn([text], query, { matchCase, wholeWords: false })
        for (const { startChar, endChar } of found)
          expect(foldText(text.slice(startChar, endChar), matchCase)).toBe(wanted)
        expect(found).toEqual(matchesByTrying(text, wanted, matchCase))
      }),
      { seed: 11, numRuns: 2_000 },
    )
  })

  test('matches stand in the order of the text, over all blocks, and those behind a place are found', () => {
    const texts = ['the cat', '', 'the the', 'cat the']
    const search = new DocumentSearch(
      texts.map((text) => paragraph(text)),
      'the',
      loose,
    )
    search.work(1_000)
    expect(search.count).toBe(4)
    expect(search.firstFrom({ block: 0, char: 1 })).toBe(1)
    expect(search.firstFrom({ block: 2, char: 4 })).toBe(2)
    expect(search.firstFrom({ block: 9, char: 0 })).toBe(4)
    expect(search.at(4)).toBeNull()
  })

  test('blocks that come later are searched by the next slice', () => {
    const blocks = [paragraph('one')]
    const search = new DocumentSearch(blocks, 'one', loose)
    search.work(1_000)
    expect(search.isDone).toBe(true)
    blocks.push(paragraph('and one more'))
    expect(search.isDone).toBe(false)
    search.work(1_000)
    expect(search.count).toBe(2)
  })

  test('a block of a million characters is searched in slices', () => {
    const text = 'spoken words '.repeat(80_000)
    const search = new DocumentSearch([paragraph(text)], 'words', loose)
    let slices = 0
    for (; !search.isDone; slices++) search.work(1)
    expect(slices).toBeGreaterThan(1)
    expect(search.count).toBe(80_000)
  })

  test.each([
    ['one letter', 'a'.repeat(100_000), `${'a'.repeat(199)}b`],
    ['marks', `a${'\u0301\u0316'.repeat(50_000)}`, 'a'],
    ['white space', ' '.repeat(100_000), 'a b'],
    ['soft hyphens', '\u00ad '.repeat(50_000), 'a b'],
    ['what is not seen', '\u200b'.repeat(100_000), 'a'],
    ['half pairs', '\ud800'.repeat(100_000), '\ud800'],
  ])('a flood of %s takes no more than its length', (_what, text, query) => {
    const startedAt = performance.now()
    matchesIn([text], query)
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  test('600,000 words are searched in slices, all of them within ten seconds of a busy machine', () => {
    const line = 'It was the “best” of times, it was the worst of times; the café’s lamps were lit. '
    const blocks = Array.from({ length: 9_400 }, () => paragraph(line.repeat(4)))
    const search = new DocumentSearch(blocks, 'worst of times', loose)
    const startedAt = performance.now()
    let longest = 0
    while (!search.isDone) {
      const sliceAt = performance.now()
      search.work(6)
      longest = Math.max(longest, performance.now() - sliceAt)
    }
    const took = performance.now() - startedAt
    console.log(`${Math.round(took)} ms, longest slice ${longest.toFixed(1)} ms`)
    expect(search.count).toBe(37_600)
    expect(took).toBeLessThan(10_000)
  })
})

/** The slow way: every run of whole stretches that folds to the query, from the left, without overlap. */
function matchesByTrying(text: string, wanted: string, keepsCase: boolean): TextMatch[] {
  const stretches: { start: number; end: number; folded: string }[] = []
  const cursor = new FoldCursor(text, keepsCase)
  while (cursor.next()) stretches.push({ start: cursor.start, end: cursor.end, folded: cursor.folded })
  const seen = stretches.filter(({ folded }) => folded !== '')
  const found: TextMatch[] = []
  if (wanted === '') return found
  for (let first = 0; first < seen.length; first++) {
    let joined = ''
    for (let last = first; last < seen.length && joined.length < wanted.length; last++) {
      joined += seen[last]?.folded ?? ''
      if (joined !== wanted) continue
      found.push({ block: 0, startChar: seen[first]?.start ?? 0, endChar: seen[last]?.end ?? 0 })
      first = last
      break
    }
  }
  return found
}
