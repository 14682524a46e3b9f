import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { errorDataSchema } from '../errors'
import { speechSettingsSchema } from '../settings'

/** Asks where to save (system dialog) and starts writing; null when the person cancelled the dialog. */
export const startExport = defineCall('export:start', {
  input: z.object({ documentId: z.string(), settings: speechSettingsSchema }),
  output: z.object({ jobId: z.string(), path: z.string() }).nullable(),
})

/** Stops a running export; nothing is left behind. */
export const cancelExport = defineCall('export:cancel', {
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
  z.object({ state: z.literal('cancelled'), jobId: z.string() }),
  z.object({ state: z.literal('failed'), jobId: z.string(), error: errorDataSchema }),
])
export type ExportProgress = z.infer<typeof exportProgressSchema>

export const exportProgress = defineNotice('export:progress', exportProgressSchema)
