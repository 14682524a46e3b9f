export { openVoiceCatalogue, type VoiceCatalogueOptions } from './open-voice-catalogue'
export type { DownloadOptions, VoiceCatalogue } from './voice-catalogue'
