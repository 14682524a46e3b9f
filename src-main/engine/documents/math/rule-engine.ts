import { finalize, markup } from 'speech-rule-engine/mjs/audio/aural_rendering.js'
import { parseInput } from 'speech-rule-engine/mjs/common/dom_util.js'
import { Engine } from 'speech-rule-engine/mjs/common/engine.js'
import { Markup } from 'speech-rule-engine/mjs/common/engine_const.js'
import { setup } from 'speech-rule-engine/mjs/common/engine_setup.js'
import { setLocale } from 'speech-rule-engine/mjs/l10n/l10n.js'
import { xmlTree } from 'speech-rule-engine/mjs/semantic_tree/semantic.js'
import { computeSpeech } from 'speech-rule-engine/mjs/speech_generator/speech_generator_util.js'
import 'speech-rule-engine/mjs/speech_rules/clearspeak_preferences.js'
import { readSpeechTable } from './speech-tables'

/**
 * Makes the rules of a language ready. speech-rule-engine keeps one set of rules and one chosen language for the whole
 * process; tables once read stay.
 * @param locale one for which `hasSpeechTable`
 */
export async function loadRules(locale: string): Promise<void> {
  const engine = Engine.getInstance()
  // Else it waits for a page to be loaded.
  engine.init = false
  engine.setCustomLoader(readSpeechTable)
  await setup({ locale, domain: 'clearspeak', modality: 'speech' })
}

/**
 * Says a formula by the rules of a language.
 * @param mathMl      without prefixes, names of characters, comments
 * @param preferences of ClearSpeak, "Name_Choice" joined by colons
 * @param locale      one that `loadRules` made ready
 */
export function applyRules(mathMl: string, preferences: string, locale: string): string {
  const engine = Engine.getInstance()
  engine.locale = locale
  engine.domain = 'clearspeak'
  engine.style = preferences
  engine.markup = Markup.PUNCTUATION
  setLocale()
  engine.setDynamicCstr()
  return finalize(markup(computeSpeech(xmlTree(parseInput(mathMl)))))
}
