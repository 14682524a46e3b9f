import { catalogueVoiceSchema, type CatalogueVoice } from '@contract/catalogue'

/** A voice that is not here, but for what is said of it. */
export function catalogueVoice(said: Partial<CatalogueVoice> & Pick<CatalogueVoice, 'id'>): CatalogueVoice {
  return catalogueVoiceSchema.parse({
    name: said.id,
    language: 'en-US',
    family: 'vits',
    speakers: 1,
    licence: { spdx: null },
    totalBytes: 63e6,
    hereBytes: 0,
    missingBytes: 63e6,
    place: 'elsewhere',
    origin: 'piper',
    hasSample: true,
    ...said,
  })
}
