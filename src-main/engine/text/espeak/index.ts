import { foldText } from '../en/fold-text'
import { readingsOf } from '../en/normalise'
import type { TextRange } from '../sentences'
import { fixedWords, settle, withPossessives } from '../settled'
import { speakInParts } from '../speak-in-parts'
import type { SpeakableText } from '../speakable-text'
import type { FrontEnd, Silence, SpokenText } from '../spoken-text'
import { withReadings, type RuledReading, type WorkingText } from '../working-text'
import { splitClauses } from './clauses'
import { loadEspeak, type Espeak, type SoundGroup } from './espeak'
import { addS, toIpa } from './ipa'
import { piecesOf, type Piece } from './pieces'
import { readableText } from './readable-text'
import { languageRules, readingsByRules } from './readings'
import { findRuns } from './runs'
import { SentenceBuilder } from './sentence-builder'
import { silencesOf } from './silences'
import { assignSounds } from './spoken-runs'

export interface EspeakFrontEndOptions {
  /** Name of an espeak voice, as a Piper voice's settings give it: 'en-us', 'de', 'pt-br', 'cmn'. */
  language: string
}

/** What no word begins or ends with; %, &, @, # and § are said. */
const punctuation = /^[^\p{L}\p{M}\p{N}\p{S}%&@#§]*$/u
/** Words said alone that are remembered; only such as espeak joins with others get there. */
const maxRemembered = 1_000

/**
 * Loads espeak-ng and keeps it for all sentences. English is put into words by Lector's rules (money, dates, units),
 * other languages by espeak's and by `readings/` where those spell or misread what any reader would expect.
 * @throws AppError 'voice/incompatible' when espeak has no such voice
 */
export async function loadEspeakFrontEnd({ language }: EspeakFrontEndOptions): Promise<FrontEnd> {
  const espeak = await loadEspeak(language)
  const remembered = new Map<string, number>()
  const rules = languageRules(language)
  const unreadable = unreadableScript(language)
  const addPossessive = isEnglish(language) ? addS : (phonemes: string): string => `${phonemes}s`

  /** English is put into words by Lector's rules, other languages by espeak's and a few of ours for what it misreads. */
  function spokenForm(
    folded: WorkingText,
    settled: readonly RuledReading[],
  ): { working: WorkingText; readings: readonly RuledReading[] } {
    const readings = isEnglish(language)
      ? readingsOf(folded.text, language === 'en-us' ? 'us' : 'gb', settled)
      : readingsByRules(folded.text, rules, settled)
    return { working: withoutScript(withReadings(folded, readings), unreadable), readings }
  }

  function soundsAlone(text: string): number {
    let count = remembered.get(text)
    if (count === undefined) {
      count = espeak.pronounce(text).reduce((sum, { sounds }) => sum + sounds.length, 0)
      if (remembered.size === maxRemembered) remembered.clear()
      remembered.set(text, count)
    }
    return count
  }

  function speakPart({ text, pronunciations }: SpeakableText): SpokenText {
    const folded = foldFor(text, language, pronunciations)
    const settled = settle(pronunciations, folded, {
      wordsOf: (written) => spokenForm(foldFor(written, language), []).working.text,
      phonemesOf: toIpa,
    })
    const { working, readings } = spokenForm(folded, settled)
    const fixed = withPossessives(fixedWords(settled, folded, working), working, addPossessive)
    const builder = new SentenceBuilder()
    const ruled: Silence[] = silentReadings(readings, folded)
    for (const clause of splitClauses(working.text)) {
      for (const piece of piecesOf(working, clause, fixed)) {
        const source = (range: TextRange): TextRange => ({
          startChar: working.starts[range.startChar],
          endChar: working.ends[range.endChar - 1],
        })
        if (piece.phonemes !== null) {
          const spoken = working.text.slice(piece.startChar, piece.endChar)
          builder.addToken({ ...source(piece), phonemes: piece.phonemes, spoken, isJoined: piece.isJoined })
          continue
        }
        // Beside what is settled a mark may stand alone, and espeak would say its name.
        if (settled.length > 0 && punctuation.test(working.text.slice(piece.startChar, piece.endChar)))
          continue
        const groups = pronouncePiece(espeak, working.text, piece)
        const starts = groups.map(({ position }) => position)
        const isAtEnd = clause.mark !== '' && piece.endChar === clause.endChar
        const runs = findRuns(working.text, piece, starts, isAtEnd)
        const { spoken: spokenRuns, unheard } = assignSounds(runs, groups, ({ core }) =>
          soundsAlone(working.text.slice(core.startChar, core.endChar)),
        )
        spokenRuns.forEach(({ run, phonemes, isJoined }, index) => {
          const spoken = working.text.slice(run.core.startChar, run.core.endChar)
          const isPart = isJoined || (index === 0 && piece.isJoined)
          builder.addToken({ ...source(run.core), phonemes, spoken, isJoined: isPart })
        })
        for (const { core, isSpeakable } of unheard)
          ruled.push({ ...source(core), rule: isSpeakable ? 'other script' : 'symbol without a name' })
      }
      builder.addMark(clause.mark, working.ends[clause.endChar - 1])
    }
    const sentences = builder.finish()
    return { sentences, silences: silencesOf(text, sentences, ruled, unreadable) }
  }

  return {
    // What is too long for the rules of a sentence is cut first: every step stays linear.
    speak: (text) => speakInParts(text, language, speakPart),
    dispose() {
      espeak.dispose()
      return Promise.resolve()
    },
  }
}

/** Espeak says "Chinese letter" for each of these where the language has no sounds for it; nothing is better. */
const eastAsian = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const han = /\p{Script=Han}/u
const eastAsianLanguage = /^(?:cmn|hak|yue|zh)(?:-|$)/
/** Of Japanese and Korean espeak knows the syllables only. */
const syllabicLanguage = /^(?:ja|ko)(?:-|$)/

function unreadableScript(language: string): RegExp | null {
  if (eastAsianLanguage.test(language)) return null
  return syllabicLanguage.test(language) ? han : eastAsian
}

/** Unreadable characters as white space; what a reading put in place stays. */
function withoutScript(working: WorkingText, script: RegExp | null): WorkingText {
  if (script === null || !script.test(working.text)) return working
  let text = ''
  for (const character of working.text)
    text +=
      script.test(character) && working.isReading[text.length] === false
        ? ' '.repeat(character.length)
        : character
  return { ...working, text }
}

function foldFor(text: string, language: string, kept: readonly TextRange[] = []): WorkingText {
  return isEnglish(language) ? foldText(text) : readableText(text, kept)
}

const isEnglish = (language: string): boolean => /^en(-|$)/.test(language)

function silentReadings(readings: readonly RuledReading[], folded: WorkingText): Silence[] {
  return readings
    .filter(({ spoken }) => spoken === '')
    .map(({ start, end, rule }) => ({ startChar: folded.starts[start], endChar: folded.ends[end - 1], rule }))
}

/** Groups of one piece with their places as indices of the whole text. */
function pronouncePiece(espeak: Espeak, text: string, { startChar, endChar, isElided }: Piece): SoundGroup[] {
  const characters = [...text.slice(startChar, endChar)]
  const indices = [startChar]
  for (const character of characters) indices.push((indices.at(-1) ?? startChar) + character.length)
  const groups = espeak.pronounce(characters.join('') + (isElided ? lentVowel : ''))
  return (isElided ? withoutLast(groups) : groups).map(({ position, sounds }) => ({
    position: indices.at(Math.min(Math.max(position, 0), characters.length)) ?? endChar,
    sounds,
  }))
}

/** An elided word alone would be spelt: it is said before a vowel, which is taken away again. */
const lentVowel = 'a'

function withoutLast(groups: readonly SoundGroup[]): SoundGroup[] {
  return groups
    .map(({ position, sounds }, index) => ({
      position,
      sounds: index === groups.length - 1 ? sounds.slice(0, -1) : sounds,
    }))
    .filter(({ sounds }) => sounds.length > 0)
}
