import { errorCodes } from '@contract/errors'
import { createTranslator } from '@contract/strings/translator'
import { describe, expect, test } from 'vitest'
import { actionLabel, errorSentence } from '../../../src-renderer/ui/error-sentences'

const { t } = createTranslator('en')

describe('errorSentence', () => {
  test.each(errorCodes)(
    '%s has one plain sentence without codes, exclamation marks or technical words',
    (code) => {
      const { sentence, action } = errorSentence(t, code)
      expect(sentence).toMatch(/^[A-Z].*\.$/u)
      expect(sentence).not.toMatch(/!|\/|error|exception|undefined|null/iu)
      expect(sentence.length).toBeLessThan(90)
      if (action !== null) expect(actionLabel(t, action)).toMatch(/^[A-Z]/u)
    },
  )

  test.each(['model', 'settings', 'too-large', 'speaker', 'no-permission', 'not-a-file', 'not-found'])(
    'a voice of the person’s own that cannot be used (%s) is not offered to be fetched, but another one is',
    (reason) => {
      for (const code of ['voice/incompatible', 'voice/missing'] as const) {
        const { sentence, action } = errorSentence(t, code, { reason, path: '/there/voice.onnx' })
        expect(sentence).toMatch(/^[A-Z].*\.$/u)
        expect(sentence.length).toBeLessThan(90)
        if (code === 'voice/missing' || ['model', 'settings', 'too-large', 'speaker'].includes(reason))
          expect(action).toBe('choose-voice')
      }
    },
  )

  test('of a disk with too little room it says how much that is and how much it would take', () => {
    const details = { bytesNeeded: 1_730_000_000, bytesFree: 250_400_000 }
    const { sentence, action } = errorSentence(t, 'export/disk-full', details)
    expect(sentence).toBe('This takes 1.7 GB, and 250 MB are free there. Make room, or save elsewhere.')
    expect(sentence.length).toBeLessThan(90)
    expect(action).toBe('save-elsewhere')
  })

  test.each([
    'document/missing',
    'document/empty',
    'document/not-text',
    'document/corrupt',
    'document/encrypted',
    'document/no-text',
    'pronunciation/unreadable',
  ] as const)('%s names the file as it is called, whatever that is', (code) => {
    for (const fileName of ['Letters.txt', '{count, plural}', '<b>#</b> ’{', 'كتاب.epub'])
      expect(errorSentence(t, code, { fileName }).sentence).toContain(`“${fileName}”`)
    expect(errorSentence(t, code, { fileName: '' }).sentence).not.toContain('“')
  })

  test.each([
    'no-permission',
    'not-a-file',
    'unreadable',
    'wrong-password',
    'password',
    'drm',
    'unsafe',
    'memory',
  ])('a document that is refused (%s) has a sentence of its own', (reason) => {
    const sentences = (['document/missing', 'document/encrypted', 'document/too-large'] as const).map(
      (code) => [errorSentence(t, code, { reason }).sentence, errorSentence(t, code).sentence] as const,
    )
    expect(sentences.filter(([said, usual]) => said !== usual)).toHaveLength(1)
  })

  test('pronunciations that cannot be read are looked for in a line where one is known', () => {
    expect(errorSentence(t, 'pronunciation/unreadable', { fileName: 'my.txt', line: 7 }).sentence).toBe(
      '“my.txt” cannot be read as pronunciations: look at line 7.',
    )
    expect(errorSentence(t, 'pronunciation/unreadable').sentence).toBe(
      'There are no pronunciations in the file that Lector can read.',
    )
  })

  test('a field that no name has is named, and those that there are', () => {
    const details = { field: '{chpter}', fields: '{nn} {chapter}' }
    expect(errorSentence(t, 'export/unknown-field', details).sentence).toBe(
      'There is no {chpter} for names of files. There are: {nn} {chapter}.',
    )
  })

  test('an unsupported format is named when the failure knows it', () => {
    expect(errorSentence(t, 'document/unsupported', { format: 'epub' }).sentence).toContain('EPUB files')
    expect(errorSentence(t, 'document/unsupported').sentence).toContain('this kind of file')
  })

  test('a format that is not a format name does not reach the sentence', () => {
    const { sentence } = errorSentence(t, 'document/unsupported', { format: '<b>hello there</b>' })
    expect(sentence).not.toContain('hello')
  })

  test('a voice that was chosen and cannot be had is named, and the one before stays', () => {
    const details = { refusedVoice: 'Joe' }
    expect(errorSentence(t, 'voice/fetch-failed', details)).toEqual({
      sentence: 'Joe could not be fetched. The voice stays as it was.',
      action: 'retry',
    })
    expect(errorSentence(t, 'voice/checksum', details)).toEqual({
      sentence: 'Joe cannot be used. The voice stays as it was.',
      action: 'choose-voice',
    })
  })

  test('a voice that may not be fetched says why, and another one helps', () => {
    expect(errorSentence(t, 'voice/offline')).toEqual({
      sentence: 'The voice is not whole on this computer, and Lector is set to fetch nothing.',
      action: 'choose-voice',
    })
    expect(errorSentence(t, 'voice/offline', { refusedVoice: 'Joe' }).sentence).toMatch(
      /^Joe is not whole on/,
    )
  })

  test.each(['voice/missing', 'voice/checksum', 'voice/fetch-failed'] as const)(
    '%s: the voice is fetched again once, and when that was in vain another one helps',
    (code) => {
      expect(errorSentence(t, code).action).toBe('repair-voice')
      expect(errorSentence(t, code, { fetchedAgain: true }).action).toBe('choose-voice')
    },
  )

  test.each(['voice/incompatible', 'voice/not-sound'] as const)('%s: another voice helps', (code) => {
    expect(errorSentence(t, code).action).toBe('choose-voice')
  })

  test('a code that does not exist is a bug, not a sentence', () => {
    expect(() => Reflect.apply(errorSentence, undefined, [t, 'document/unheard-of'])).toThrow(
      'Unexpected value',
    )
  })
})
