import type { VoiceFamily } from './family'
import { spectral } from './spectral'
import type { VoiceManifest } from './store/manifest'

/** Every kind of voice Lector can speak with: a family is one folder and one line here. */
const families: Readonly<Record<VoiceManifest['family'], VoiceFamily>> = { spectral }

/** The family a voice belongs to; the manifest's schema allows no other. */
export function familyOf(manifest: VoiceManifest): VoiceFamily {
  return families[manifest.family]
}
