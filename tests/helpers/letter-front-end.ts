import type { FrontEnd, SpokenSentence } from '../../src-main/engine/text/spoken-text'

/** A sentence whose letters are its sounds, a word for every match. */
export function spokenAsWritten(text: string, word = /\S+/g): SpokenSentence {
  const words = [...text.matchAll(word)].map(({ 0: spoken, index }) => ({
    startChar: index,
    endChar: index + spoken.length,
    phonemeStart: index,
    phonemeEnd: index + spoken.length,
    spoken,
  }))
  return { startChar: 0, endChar: text.length, phonemes: text, words }
}

/** A front end that gives what it is told to for a text. */
export function frontEndOf(speak: (text: string) => readonly SpokenSentence[]): FrontEnd {
  return {
    speak: ({ text }) => Promise.resolve({ sentences: [...speak(text)], silences: [] }),
    dispose: () => Promise.resolve(),
  }
}
