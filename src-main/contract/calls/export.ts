import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { errorDataSchema } from '../errors'
import { exportChoicesSchema } from '../export-order'
import { perChoices } from '../export-ways'
import { recordingFormats } from '../recording-files'
import { speechSettingsSchema } from '../settings'

/** What has begun; its progress is told by that id. */
const startedSchema = z.object({ jobId: z.string() })

/**
 * Saves a document as it is heard, in one WAV file with its words: asks where (system dialog). Null: the person cancelled
 * the dialog.
 */
export const recordDocument = defineCall('export:record', {
  input: z.object({ documentId: z.string(), speech: speechSettingsSchema }),
  output: startedSchema.nullable(),
})

/** Saves a document as it was chosen, in the folder for that. Files that are there already: see `replaces`. */
export const saveDocument = defineCall('export:save', {
  input: z.object({
    documentId: z.string(),
    choices: exportChoicesSchema,
    /** Whether files that bear the names of its own are replaced; else it fails with 'export/already-there'. */
    replaces: z.boolean(),
  }),
  output: startedSchema,
})

/** Saves a file that is not shown, as documents are for which nothing is chosen, in the folder for that. */
export const saveFile = defineCall('export:save-file', {
  input: z.object({
    /** Of a file that was dropped: out of that file itself. */
    path: z.string().min(1),
    speech: speechSettingsSchema,
    replaces: z.boolean(),
  }),
  output: startedSchema,
})

/** Where documents are saved, and the room there; null: the system does not say. */
export const exportFolderSchema = z.object({
  path: z.string(),
  bytesFree: z.number().nonnegative().nullable(),
})
export type ExportFolder = z.infer<typeof exportFolderSchema>

export const exportFolder = defineCall('export:folder', { input: z.null(), output: exportFolderSchema })

/** Asks for another (system dialog). @returns the one that holds from now on */
export const chooseExportFolder = defineCall('export:choose-folder', {
  input: z.null(),
  output: exportFolderSchema,
})

/** Stops an export; what is written is kept, to go on with. */
export const cancelExport = defineCall('export:cancel', {
  input: z.object({ jobId: z.string() }),
  output: z.null(),
})

/** Lets an export rest, or go on; reading keeps its voice meanwhile. */
export const pauseExport = defineCall('export:pause', {
  input: z.object({ jobId: z.string(), isPaused: z.boolean() }),
  output: z.null(),
})

/** Shows the folder that an export under way writes into with the program the system has for it. */
export const openExportFolder = defineCall('export:open-folder', {
  input: z.object({ jobId: z.string() }),
  output: z.null(),
})

/** Plays a file that was exported with the program the system has for it. */
export const playExport = defineCall('export:play', {
  input: z.object({ path: z.string() }),
  output: z.null(),
})

/** An export that ended before it was done, and can be gone on with. */
export const unfinishedExportSchema = z.object({
  jobId: z.string().min(1).max(64),
  title: z.string().max(2_000),
  /** Where it keeps what it needs to go on, beside its files. */
  jobFolder: z.string().min(1).max(8_000),
  /** 0..1, how much had been said; null: nobody noted that. */
  share: z.number().min(0).max(1).nullable(),
})
export type UnfinishedExport = z.infer<typeof unfinishedExportSchema>

/** Those of earlier runs of Lector, and of this one, and what else lies where documents are saved: the command line leaves some. */
export const unfinishedExports = defineCall('export:unfinished', {
  input: z.null(),
  output: z.array(unfinishedExportSchema),
})

/** Goes on with one where it ended. Null: there is no such export. */
export const resumeExport = defineCall('export:resume', {
  input: z.object({ jobId: z.string() }),
  output: startedSchema.nullable(),
})

/** Forgets one, and removes what there is of it. */
export const discardExport = defineCall('export:discard', {
  input: z.object({ jobId: z.string() }),
  output: z.null(),
})

/** Of the engine host: removes what there is of one that is not done and does not run. */
export const discardExportFolder = defineCall('export:discard-folder', {
  input: z.object({ jobFolder: z.string() }),
  output: z.null(),
})

/** What an export makes. */
export const exportHeadSchema = z.object({
  title: z.string(),
  folder: z.string(),
  /** Of the first of its files. */
  fileName: z.string(),
  per: z.enum(perChoices),
  formats: z.array(z.enum(recordingFormats)),
  /** Whether the book is written with its narration in it. */
  makesBook: z.boolean(),
  /** Titles, in order. */
  chapters: z.array(z.string()).min(1),
})
export type ExportHead = z.infer<typeof exportHeadSchema>

const begunAnewReasons = ['voice-changed', 'files-gone'] as const
export type BegunAnewReason = (typeof begunAnewReasons)[number]

export const exportProgressSchema = z.discriminatedUnion('state', [
  /** It waits until those before it are done, or begins right now. */
  z.object({ state: z.literal('taken'), jobId: z.string(), head: exportHeadSchema }),
  /** What an earlier run left is not gone on with. */
  z.object({ state: z.literal('begun-anew'), jobId: z.string(), reason: z.enum(begunAnewReasons) }),
  /** A part of the text is said to find out how loud it is, before anything is written: how much of that, 0..1. */
  z.object({ state: z.literal('measuring'), jobId: z.string(), fraction: z.number().min(0).max(1) }),
  z.object({
    state: z.literal('running'),
    jobId: z.string(),
    /** 0..1 by characters of text. */
    fraction: z.number().min(0).max(1),
    /** Number of the chapter that is being written, from 0, and how much of it is. */
    chapter: z.number().int().nonnegative(),
    chapterFraction: z.number().min(0).max(1),
    /** What each chapter lasts that is begun, the last one as far as it is written. */
    chapterSeconds: z.array(z.number()),
    audioSeconds: z.number(),
    /** Absent until there is something to reckon from. */
    secondsLeft: z.number().optional(),
    realTimeFactor: z.number(),
    /** What is still to be written, reckoned, and the room there is for it; absent until known. */
    bytesNeeded: z.number().nonnegative().optional(),
    bytesFree: z.number().nonnegative().optional(),
    /** A file that is being made of a recording that is whole, which holds up the rest. */
    making: z.object({ name: z.string(), fraction: z.number().min(0).max(1) }).optional(),
  }),
  z.object({
    state: z.literal('done'),
    jobId: z.string(),
    /** Of all files, in order, the sound of each recording before what stands beside it. */
    paths: z.array(z.string()).min(1),
    audioSeconds: z.number(),
    wallSeconds: z.number(),
    sentences: z.number().int(),
    /** Sentences of the text that are not in the file: 0 or it is not done. */
    missing: z.number().int(),
    /** Languages, as tags, read by the chosen voice although it speaks another, because no other could. */
    unvoiced: z.array(z.string()).optional(),
  }),
  /** `isKept`: it can be gone on with. */
  z.object({ state: z.literal('cancelled'), jobId: z.string(), isKept: z.boolean() }),
  z.object({ state: z.literal('failed'), jobId: z.string(), isKept: z.boolean(), error: errorDataSchema }),
])
export type ExportProgress = z.infer<typeof exportProgressSchema>

export const exportProgress = defineNotice('export:progress', exportProgressSchema)
