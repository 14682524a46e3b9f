import { describe, expect, test } from 'vitest'
import { chooseGroups, languagesOf, type VoiceFilter } from '../../../src-renderer/voices/voice-choice'
import { catalogueVoice } from './catalogue-voice'

const voices = [
  catalogueVoice({ id: 'thorsten', name: 'Thorsten', language: 'de-DE', quality: 'high' }),
  catalogueVoice({ id: 'amy', name: 'Amy', language: 'en-GB' }),
  catalogueVoice({ id: 'lessac', name: 'Lessac' }),
  catalogueVoice({ id: 'heart', name: 'Heart', place: 'carried', description: 'warm, even' }),
  catalogueVoice({ id: 'ryan', name: 'Ryan', place: 'partly' }),
  catalogueVoice({ id: 'siwis', name: 'Siwis', language: 'fr-FR' }),
  catalogueVoice({ id: 'bryce', name: 'Bryce' }),
]
const all: VoiceFilter = { typed: '', language: null, isHereOnly: false }
const chosen = (filter: Partial<VoiceFilter>, favourites: readonly string[] = []) =>
  chooseGroups(voices, { ...all, ...filter }, favourites, 'en').map(({ name, voices: group }) => [
    name,
    group.map(({ id }) => id),
  ])

describe('chooseGroups', () => {
  test('puts the language of a voice that is here first, then stars, then what is here, then names', () => {
    expect(chosen({}, ['ryan'])).toEqual([
      ['American English', ['ryan', 'heart', 'bryce', 'lessac']],
      ['British English', ['amy']],
      ['French (France)', ['siwis']],
      ['German (Germany)', ['thorsten']],
    ])
  })

  test('keeps a language with all its regions', () => {
    expect(chosen({ language: 'en' }).map(([name]) => name)).toEqual(['American English', 'British English'])
  })

  test.each([
    ['GERMAN', ['thorsten']],
    ['warm heart', ['heart']],
    ['fr', ['siwis']],
    ['nobody', []],
  ])('finds %j by name, language or description', (typed, ids) => {
    expect(chosen({ typed }).flatMap(([, group]) => group)).toEqual(ids)
  })

  test('shows what is here, and what was begun', () => {
    expect(chosen({ isHereOnly: true })).toEqual([['American English', ['heart', 'ryan']]])
  })

  test('leaves the voices that it is given in their order', () => {
    const before = voices.map(({ id }) => id)
    chosen({})
    expect(voices.map(({ id }) => id)).toEqual(before)
  })
})

describe('languagesOf', () => {
  test('counts the voices of each language, and orders them as people look for them', () => {
    expect(languagesOf(voices, 'en')).toEqual([
      { base: 'en', name: 'English', count: 5 },
      { base: 'fr', name: 'French', count: 1 },
      { base: 'de', name: 'German', count: 1 },
    ])
    expect(languagesOf(voices, 'de').map(({ name }) => name)).toEqual(['Deutsch', 'Englisch', 'Französisch'])
  })
})
