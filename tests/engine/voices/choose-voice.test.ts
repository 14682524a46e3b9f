import { describe, expect, test } from 'vitest'
import { chooseVoice } from '../../../src-main/engine/voices/choose-voice'

const voice = (id: string, language: string) => ({ id, language })
const heart = voice('heart', 'en-US')
const installed = [
  heart,
  voice('alan', 'en-GB'),
  voice('faber', 'pt-BR'),
  voice('kerstin', 'de-DE'),
  voice('lisbon', 'pt-PT'),
  voice('vienna', 'de-AT'),
]
const choose = (language: string, voicesByLanguage?: Record<string, string>, chosen = heart) =>
  chooseVoice(language, chosen, installed, voicesByLanguage ? { voicesByLanguage } : {})

describe('chooseVoice', () => {
  test('the chosen voice reads its own language, in any region', () => {
    expect(choose('en')).toBe('heart')
    expect(choose('en-GB')).toBe('heart')
    // Even one that lies elsewhere, and is in no list.
    expect(choose('de', undefined, voice('mine', 'de'))).toBe('mine')
  })

  test('another language is read by a voice of it, of the same region if there is one', () => {
    expect(choose('de')).toBe('kerstin')
    expect(choose('de-AT')).toBe('vienna')
    expect(choose('pt-PT')).toBe('lisbon')
    expect(choose('pt-AO')).toBe('faber')
  })

  test('nobody reads a language without a voice', () => {
    expect(choose('fr')).toBeNull()
    expect(choose('no tag')).toBeNull()
    expect(chooseVoice('de', heart, [], {})).toBeNull()
  })

  test('what was set for a language comes first, the nearest region of it', () => {
    expect(choose('de', { de: 'vienna' })).toBe('vienna')
    expect(choose('de-DE', { 'de-AT': 'vienna', de: 'kerstin' })).toBe('kerstin')
    expect(choose('de-AT', { de: 'kerstin', 'de-AT': 'vienna' })).toBe('vienna')
    expect(choose('en', { en: 'alan' })).toBe('alan')
    expect(choose('en-GB', { 'en-GB': 'alan' })).toBe('alan')
    // A voice of another language, as a person may want it.
    expect(choose('fr', { fr: 'heart' })).toBe('heart')
  })

  test('what was set and is not installed does not count', () => {
    expect(choose('de', { de: 'removed' })).toBe('kerstin')
    expect(choose('fr', { fr: 'removed' })).toBeNull()
  })
})
