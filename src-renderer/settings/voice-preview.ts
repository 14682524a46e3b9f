import type { Settings } from '@contract/settings'
import type { VoiceOffer } from '@contract/speech'
import { baseOfTag } from '../player/voice-order'
import { voiceSample } from '../player/voice-samples'
import type { Preview } from '../pronunciation/preview.svelte'

/** What tells the preview of a voice from whatever else is tried out. */
export function voicePreviewName({ id }: Pick<VoiceOffer, 'id'>): string {
  return `voice:${id}`
}

/** What a voice says to be heard: what was written for its language, else a sentence of Lector's own. */
export function voicePreviewText(voice: Pick<VoiceOffer, 'name' | 'language'>, { player }: Settings): string {
  return player.previewTexts[baseOfTag(voice.language)] ?? voiceSample(voice)
}

/** The texts with another one for a language; without one where it is blank or Lector's own. */
export function withPreviewText(
  voice: Pick<VoiceOffer, 'name' | 'language'>,
  { player }: Settings,
  typed: string,
): Settings['player']['previewTexts'] {
  const text = typed.replace(/\s+/gu, ' ').trim()
  const language = baseOfTag(voice.language)
  const others = Object.entries(player.previewTexts).filter(([other]) => other !== language)
  const isOwn = text === '' || text === voiceSample(voice)
  return Object.fromEntries(isOwn ? others : [...others, [language, text]])
}

/** Has a voice say its text, or stop saying it: in its own language, so beside the chosen voice. */
export function toggleVoicePreview(preview: Preview, settings: Settings, voice: VoiceOffer): void {
  const name = voicePreviewName(voice)
  if (preview.heard === name) return preview.stop()
  const text = voicePreviewText(voice, settings)
  const { language } = voice
  const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
  const { speech, ...rest } = settings
  preview.say(name, [{ kind: 'paragraph', text, marks: [], source, language }], [], {
    ...rest,
    speech: { ...speech, followLanguage: true, voicesByLanguage: { [language]: voice.id } },
  })
}
