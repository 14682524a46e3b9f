import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  pronunciationEntrySchema,
  pronunciationMatches,
  pronunciationScopes,
  type PronunciationEntry,
} from '@contract/pronunciation'
import { createTranslator } from '@contract/strings/translator'
import {
  changesText,
  draftOf,
  emptyDraft,
  entryOf,
  exampleOf,
  excerptOf,
  matchFor,
  sayText,
} from '../../../src-renderer/pronunciation/entry-draft'

const { t } = createTranslator('en')
const filled = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== '')
const anyEntry: fc.Arbitrary<PronunciationEntry> = fc.record({
  text: filled.map((text) => text.trim()),
  match: fc.constantFrom(...pronunciationMatches),
  matchCase: fc.boolean(),
  scope: fc.constantFrom(...pronunciationScopes.filter((scope) => scope !== 'here')),
  say: fc.oneof(
    filled.map((words) => ({ kind: 'words' as const, words: words.trim() })),
    filled.map((phonemes) => ({ kind: 'phonemes' as const, phonemes: phonemes.trim() })),
    fc.constant({ kind: 'nothing' as const }),
  ),
})

describe('entryOf', () => {
  test('gives back what a draft was made of, and what the contract accepts', () => {
    fc.assert(
      fc.property(anyEntry, (entry) => {
        expect(entryOf(draftOf(entry))).toEqual(entry)
        expect(pronunciationEntrySchema.parse(entry)).toEqual(entry)
      }),
      { seed: 3 },
    )
  })

  test('an entry for one place is about the very words there', () => {
    const place = { block: 1, char: 9, before: 'Not even ', after: 'Eloi did.' }
    const draft = { ...emptyDraft, text: 'Eloi', words: 'x', scope: 'here' as const, place }
    const entry = entryOf(draft)
    expect(entry).toMatchObject({ match: 'anywhere', matchCase: true, scope: 'here', place })
    expect(entryOf(draftOf(entry!))).toEqual(entry)
    expect(entryOf({ ...draft, scope: 'document' })).not.toHaveProperty('place')
    expect(entryOf({ ...draft, place: null })).toBeNull()
    expect(excerptOf({ ...entry!, place })).toBe('Not even Eloi did.')
    const long = { ...place, before: `${'a'.repeat(30)} `, after: `Eloi ${'b'.repeat(30)}` }
    expect(excerptOf({ ...entry!, place: long })).toMatch(/^…a+ Eloi b+…$/)
  })

  test('nothing is an entry while the text or what is said is missing', () => {
    expect(entryOf(emptyDraft)).toBeNull()
    expect(entryOf({ ...emptyDraft, text: ' ', words: 'a' })).toBeNull()
    expect(entryOf({ ...emptyDraft, text: 'a', words: ' ' })).toBeNull()
    expect(entryOf({ ...emptyDraft, text: 'a', sayKind: 'phonemes', words: 'a' })).toBeNull()
    expect(entryOf({ ...emptyDraft, text: 'a', sayKind: 'nothing' })).toMatchObject({
      say: { kind: 'nothing' },
    })
  })

  test('white space belongs to an expression and not to a word', () => {
    const draft = { ...emptyDraft, text: ' a ', words: 'b' }
    expect(entryOf(draft)?.text).toBe('a')
    expect(entryOf({ ...draft, match: 'regex' })?.text).toBe(' a ')
  })
})

describe('matchFor', () => {
  test.each([
    ['Eloi', 'word'],
    ['d’Artagnan', 'word'],
    ['Нгуен', 'word'],
    ['東京', 'anywhere'],
    ['กรุงเทพ', 'anywhere'],
  ])('%s is looked for as %s', (text, match) => {
    expect(matchFor(text)).toBe(match)
  })
})

describe('exampleOf', () => {
  test('an expression is heard in place of a word', () => {
    const entry = pronunciationEntrySchema.parse({
      text: '\\d+',
      match: 'regex',
      say: { kind: 'words', words: 'a number' },
    })
    const example = exampleOf(entry)
    expect(example.entry).toMatchObject({ text: example.text, match: 'anywhere', say: entry.say })
  })
})

describe('what people read', () => {
  test('phonemes stand between slashes', () => {
    expect(sayText(t, { kind: 'phonemes', phonemes: 'ˈiːlɔɪ' })).toBe('/ˈiːlɔɪ/')
    expect(sayText(t, { kind: 'words', words: 'eel oy' })).toBe('eel oy')
    expect(sayText(t, { kind: 'nothing' })).toBe('Nothing')
  })
  test.each([
    [0, 'Changes no sentence'],
    [1, 'Changes 1 sentence'],
    [1_200, 'Changes 1,200 sentences'],
  ])('%d sentences: %s', (sentences, text) => {
    expect(changesText(t, sentences)).toBe(text)
  })
})
