import { maxSentenceChars } from '@contract/limits'
import { readingsOf } from '../en/normalise'
import { foldText, withReadings, type WorkingText } from '../en/working-text'
import { splitSentences } from '../sentences'
import type { SpokenSentence } from '../spoken-text'
import { splitClauses, type Clause } from './clauses'
import { loadEspeak, type Espeak, type SoundGroup } from './espeak'
import { readableText } from './readable-text'
import { findRuns, type Run } from './runs'
import { SentenceBuilder } from './sentence-builder'
import { assignSounds } from './spoken-runs'

/** Turns sentences of one language into the phonemes of Piper voices, with word ranges. */
export interface EspeakFrontEnd {
  /**
   * What is said for one sentence: [] when nothing in it can be said, more than one when it is too long for one go.
   * Phonemes are IPA, canonically decomposed, one UTF-16 unit each, with the punctuation , ; : . ? ! and spaces between
   * words. Ranges are of `sentence`. Never throws for its text, whatever that is.
   */
  speak(sentence: string): Promise<SpokenSentence[]>
  /** May be called twice. */
  dispose(): Promise<void>
}

export interface EspeakFrontEndOptions {
  /** Name of an espeak voice, as a Piper voice's settings give it: 'en-us', 'de', 'pt-br', 'cmn'. */
  language: string
}

/** Words said alone that are remembered; only such as espeak joins with others get there. */
const maxRemembered = 1_000

/**
 * Loads espeak-ng and keeps it for all sentences. English is put into words by Lector's rules (money, dates, units),
 * other languages by espeak's.
 * @throws AppError 'voice/incompatible' when espeak has no such voice
 */
export async function loadEspeakFrontEnd({ language }: EspeakFrontEndOptions): Promise<EspeakFrontEnd> {
  const espeak = await loadEspeak(language)
  const remembered = new Map<string, number>()

  function soundsAlone(text: string): number {
    let count = remembered.get(text)
    if (count === undefined) {
      count = espeak.pronounce(text).reduce((sum, { sounds }) => sum + sounds.length, 0)
      if (remembered.size === maxRemembered) remembered.clear()
      remembered.set(text, count)
    }
    return count
  }

  function speakPart(part: string, sourceStart: number, builder: SentenceBuilder): void {
    const working = workingTextOf(part, language)
    for (const clause of splitClauses(working.text)) {
      const groups = pronounceClause(espeak, working.text, clause)
      const starts = groups.map(({ position }) => position)
      const runs = findRuns(working.text, clause, starts, clause.mark !== '')
      for (const { run, phonemes, isJoined } of assignSounds(runs, groups, ({ core }) =>
        soundsAlone(working.text.slice(core.startChar, core.endChar)),
      ))
        builder.addToken({ ...sourceRange(working, run, sourceStart), phonemes, isJoined })
      builder.addMark(clause.mark, sourceStart + working.ends[clause.endChar - 1])
    }
  }

  return {
    speak(sentence) {
      const builder = new SentenceBuilder()
      // What is too long for the rules of a sentence is cut first: every step stays linear.
      const parts =
        sentence.length <= maxSentenceChars
          ? [{ startChar: 0, endChar: sentence.length }]
          : splitSentences(sentence)
      for (const { startChar, endChar } of parts)
        speakPart(sentence.slice(startChar, endChar), startChar, builder)
      return Promise.resolve(builder.finish())
    },
    dispose() {
      espeak.dispose()
      return Promise.resolve()
    },
  }
}

/** Espeak says "Chinese letter" for each of these where the language is written otherwise; nothing is better. */
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu
const eastAsianLanguage = /^(cmn|hak|ja|ko|yue|zh)(-|$)/

function workingTextOf(text: string, language: string): WorkingText {
  const working = /^en(-|$)/.test(language) ? englishText(text, language) : readableText(text)
  if (eastAsianLanguage.test(language)) return working
  return { ...working, text: working.text.replace(eastAsian, ({ length }) => ' '.repeat(length)) }
}

function englishText(text: string, language: string): WorkingText {
  const folded = foldText(text)
  return withReadings(folded, readingsOf(folded.text, language === 'en-us' ? 'us' : 'gb'))
}

/** Groups of one clause with their places as indices of the whole text. */
function pronounceClause(espeak: Espeak, text: string, { startChar, endChar }: Clause): SoundGroup[] {
  const characters = [...text.slice(startChar, endChar)]
  const indices = [startChar]
  for (const character of characters) indices.push((indices.at(-1) ?? startChar) + character.length)
  return espeak.pronounce(characters.join('')).map(({ position, sounds }) => ({
    position: indices.at(Math.min(Math.max(position, 0), characters.length)) ?? endChar,
    sounds,
  }))
}

function sourceRange(
  working: WorkingText,
  { core }: Run,
  sourceStart: number,
): { startChar: number; endChar: number } {
  return {
    startChar: sourceStart + working.starts[core.startChar],
    endChar: sourceStart + working.ends[core.endChar - 1],
  }
}
