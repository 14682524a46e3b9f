export { ensureVoice } from './ensure'
export { downloadFile, type DownloadPacing } from './download'
export { fetchDocument } from './fetch-document'
export { takeFetchLock } from './fetch-lock'
export { fetchVoice, lockName, type FetchOptions, type FetchProgress, type VoiceNeighbour } from './fetch'
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
export { asDiskFull, holdsFile, partEnding, partRecordEnding } from './part-file'
export { runCommand, type CommandRunner } from './run-command'
export { damageError, describeDamage, verifyVoice, type DamagedFile } from './verify'
