import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { errorDataSchema } from '../errors'
import { speechSettingsSchema } from '../settings'

/** Asks where to save (system dialog) and starts writing; null when the person cancelled the dialog. */
export const startExport = defineCall('export:start', {
  input: z.object({ documentId: z.string(), settings: speechSettingsSchema }),
  output: z.object({ jobId: z.string(), path: z.string() }).nullable(),
})

/** Stops a running export; what is written is kept, to go on with. */
export const cancelExport = defineCall('export:cancel', {
  input: z.object({ jobId: z.string() }),
  output: z.null(),
})

/** Lets an export rest, or go on; reading keeps its voice meanwhile. */
export const pauseExport = defineCall('export:pause', {
  input: z.object({ jobId: z.string(), isPaused: z.boolean() }),
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
  documentId: z.string().min(1).max(200),
  title: z.string().max(2_000),
  path: z.string().min(1).max(8_000),
  /** 0..1, how much had been said. */
  share: z.number().min(0).max(1),
})
export type UnfinishedExport = z.infer<typeof unfinishedExportSchema>

/** Those of earlier runs of Lector, and of this one. */
export const unfinishedExports = defineCall('export:unfinished', {
  input: z.null(),
  output: z.array(unfinishedExportSchema),
})

/** Goes on with one where it ended. Null: there is no such export. */
export const resumeExport = defineCall('export:resume', {
  input: z.object({ jobId: z.string() }),
  output: z.object({ jobId: z.string(), path: z.string() }).nullable(),
})

/** Forgets one, and removes what there is of it. */
export const discardExport = defineCall('export:discard', {
  input: z.object({ jobId: z.string() }),
  output: z.null(),
})

export const exportProgressSchema = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('running'),
    jobId: z.string(),
    path: z.string(),
    /** 0..1 by characters of text. */
    fraction: z.number().min(0).max(1),
    audioSeconds: z.number(),
    /** Absent until there is something to reckon from. */
    secondsLeft: z.number().optional(),
    realTimeFactor: z.number(),
    /** What is still to be written, reckoned, and the room there is for it; absent until known. */
    bytesNeeded: z.number().nonnegative().optional(),
    bytesFree: z.number().nonnegative().optional(),
  }),
  z.object({
    state: z.literal('done'),
    jobId: z.string(),
    path: z.string(),
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
