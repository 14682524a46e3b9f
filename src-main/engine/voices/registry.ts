import { loadEspeakFrontEnd } from '../text/espeak'
import type { VoiceFamily } from './family'
import { kokoro } from './kokoro'
import { spectral } from './spectral'
import type { VoiceManifest } from './store/manifest'
import { createVitsFamily } from './vits'

/** Every kind of voice Lector can speak with: a family is one folder and one line here. */
const families: Readonly<Record<VoiceManifest['family'], VoiceFamily>> = {
  spectral,
  kokoro,
  vits: createVitsFamily((language) => loadEspeakFrontEnd({ language })),
}

/** The family a voice belongs to; the manifest's schema allows no other. */
export function familyOf(manifest: VoiceManifest): VoiceFamily {
  return families[manifest.family]
}
