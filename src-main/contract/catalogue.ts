import { z } from 'zod'
import { errorDataSchema } from './errors'

/*
 * Every voice that can be had: those on the shelf, those that Piper publishes, and those that were imported. The engine
 * makes it (`engine/voices/catalogue`); page and command line show it.
 */

/** As a voice's manifest has it; also the name of its folder. */
export const catalogueIdSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)

/** How Piper grades its voices, from the smallest network to the largest. */
export const voiceQualities = ['x_low', 'low', 'medium', 'high'] as const
export type VoiceQuality = (typeof voiceQualities)[number]

/**
 * Where a voice is.
 * - carried: it came with Lector, or is the one that speaks unless another is chosen; it cannot be removed
 * - here: it can speak, without a network
 * - partly: a download of it was begun, and goes on where it was
 * - elsewhere: nothing of it is here
 */
export const voicePlaces = ['carried', 'here', 'partly', 'elsewhere'] as const
export type VoicePlaceName = (typeof voicePlaces)[number]

/** Who tells of a voice: Lector's own manifests, Piper's catalogue, or the person who imported it. */
export const voiceOrigins = ['lector', 'piper', 'own'] as const
export type VoiceOrigin = (typeof voiceOrigins)[number]

/** SPDX identifier; null: unknown, as far as it has been told. */
const spdxSchema = z.string().nullable()

const bytesSchema = z.number().int().nonnegative()

/** A voice that can be had or is had. */
export const catalogueVoiceSchema = z.object({
  id: catalogueIdSchema,
  /** For people. */
  name: z.string(),
  /** How it sounds, in a few words for people; absent: nobody says. */
  description: z.string().optional(),
  /** BCP 47. */
  language: z.string(),
  /** Which kind of network it is: that of a manifest. */
  family: z.string(),
  quality: z.enum(voiceQualities).optional(),
  speakers: z.number().int().positive(),
  /** Absent: known once the voice is here. */
  sampleRateHz: z.number().int().positive().optional(),
  licence: z.object({ spdx: spdxSchema }),
  /** Of its files, when it is whole. */
  totalBytes: bytesSchema,
  /** What it takes of the disk, with what is made of it and with what was begun. */
  hereBytes: bytesSchema,
  /** What is still to be fetched before it can speak. */
  missingBytes: bytesSchema,
  place: z.enum(voicePlaces),
  origin: z.enum(voiceOrigins),
  /** Whether it can be listened to before it is fetched. */
  hasSample: z.boolean(),
})
export type CatalogueVoice = z.infer<typeof catalogueVoiceSchema>

/**
 * How Piper's catalogue was had.
 * - fresh: its home has just been asked
 * - kept: as it was when its home was asked last
 * - unreachable: its home was asked and did not answer; what was kept before, if anything, is shown
 * - never: its home was not asked yet, and nothing is kept
 */
export const piperStates = ['fresh', 'kept', 'unreachable', 'never'] as const
export type PiperState = (typeof piperStates)[number]

export const catalogueStateSchema = z.object({
  /** By language, then by name. */
  voices: z.array(catalogueVoiceSchema),
  piper: z.object({
    state: z.enum(piperStates),
    /** When its home last said what is shown, in milliseconds since 1970; absent: never. */
    asOfMilliseconds: z.number().nonnegative().optional(),
    /** Entries that make no sense, or mean harm, and are left out. */
    droppedEntries: z.number().int().nonnegative(),
    /** Why it is unreachable. */
    error: errorDataSchema.optional(),
  }),
})
export type CatalogueState = z.infer<typeof catalogueStateSchema>

/** Under which terms a voice may be used: asked for before it is fetched. */
export const voiceLicenceSchema = z.object({
  spdx: spdxSchema,
  /** What its publisher says of it; null: nothing. */
  text: z.string().nullable(),
})
export type VoiceLicence = z.infer<typeof voiceLicenceSchema>

/** A short recording of a voice, to be heard before it is fetched. */
export const voiceSampleSchema = z.object({
  mediaType: z.enum(['audio/mpeg', 'audio/wav']),
  bytes: z.instanceof(Uint8Array),
})
export type VoiceSample = z.infer<typeof voiceSampleSchema>

export const downloadProgressSchema = z.object({
  id: catalogueIdSchema,
  /** Of `totalBytes`; what was here before counts. */
  bytes: bytesSchema,
  totalBytes: bytesSchema,
  /** Over the last seconds; absent while it cannot be told. */
  bytesPerSecond: z.number().nonnegative().optional(),
})
export type DownloadProgress = z.infer<typeof downloadProgressSchema>
