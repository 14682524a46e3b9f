export { ensureVoice } from './ensure'
export { fetchVoice, type FetchOptions, type FetchProgress } from './fetch'
export {
  parseVoiceManifest,
  readVoiceManifest,
  voiceManifestSchema,
  type KokoroManifest,
  type SpectralManifest,
  type VitsManifest,
  type VoiceFile,
  type VoiceManifest,
  type VoiceSource,
} from './manifest'
export { runCommand, type CommandRunner } from './run-command'
export { damageError, describeDamage, verifyVoice, type DamagedFile } from './verify'
