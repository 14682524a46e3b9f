import { z } from 'zod'
import {
  catalogueIdSchema,
  catalogueStateSchema,
  downloadProgressSchema,
  voiceLicenceSchema,
  voiceSampleSchema,
} from '../catalogue'
import { defineCall, defineNotice } from '../define-call'
import { errorDataSchema } from '../errors'

const oneVoiceSchema = z.object({ id: catalogueIdSchema })

/** Every voice that there is, here or elsewhere. */
export const listCatalogue = defineCall('voices:list', {
  /** Whether the publishers are asked what there is by now; else as it was found last. */
  input: z.object({ refreshes: z.boolean() }),
  output: catalogueStateSchema,
})

/** Under which terms a voice is passed on; fetched where it is not known yet. */
export const readVoiceLicence = defineCall('voices:licence', {
  input: oneVoiceSchema,
  output: voiceLicenceSchema,
})

/** What a publisher lets hear of a voice. */
export const fetchVoiceSample = defineCall('voices:sample', {
  input: oneVoiceSchema,
  output: voiceSampleSchema,
})

/** Begins a download, or goes on with one; how it fares is told by `voiceDownload`. */
export const downloadVoice = defineCall('voices:download', { input: oneVoiceSchema, output: z.null() })

/** Ends a download for now: what came of it is kept. */
export const pauseDownload = defineCall('voices:pause', { input: oneVoiceSchema, output: z.null() })

/** Ends a download for good: what came of it goes. */
export const discardDownload = defineCall('voices:discard', { input: oneVoiceSchema, output: z.null() })

/** Takes a voice off this computer. */
export const removeVoice = defineCall('voices:remove', { input: oneVoiceSchema, output: z.null() })

/** Takes in a voice that the person chooses. Null: none was chosen. */
export const importVoice = defineCall('voices:import', {
  input: z.object({ from: z.enum(['file', 'folder']) }),
  output: oneVoiceSchema.nullable(),
})

/** Of the engine host: takes in the voice at a path. */
export const importVoiceFrom = defineCall('voices:import-from', {
  input: z.object({ path: z.string().min(1) }),
  output: oneVoiceSchema,
})

/** How a download fares. 'waiting': others are before it. */
export const voiceDownloadSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('waiting'), id: catalogueIdSchema }),
  z.object({ state: z.literal('running'), progress: downloadProgressSchema }),
  z.object({ state: z.literal('paused'), id: catalogueIdSchema }),
  z.object({ state: z.literal('done'), id: catalogueIdSchema }),
  z.object({ state: z.literal('discarded'), id: catalogueIdSchema }),
  z.object({ state: z.literal('failed'), id: catalogueIdSchema, error: errorDataSchema }),
])
export type VoiceDownload = z.infer<typeof voiceDownloadSchema>

export const voiceDownload = defineNotice('voices:download-state', voiceDownloadSchema)
