import { z } from 'zod'
import { defineCall } from '../define-call'
import { errorDataSchema } from '../errors'
import { providerReportSchema } from '../providers'
import { reasonCodes } from '../reasons'

/** What the page cannot know of the program it belongs to. */
export const readDiagnostics = defineCall('diagnostics:read', {
  input: z.null(),
  output: z.object({
    /** Of all of Lector's processes together, as the system counts it. */
    memoryBytes: z.number().nonnegative(),
    logFolder: z.string(),
  }),
})

/** Shows the folder of the log files in the system's file manager. */
export const openLogFolder = defineCall('diagnostics:open-log-folder', { input: z.null(), output: z.null() })

/** What main cannot know of a problem that a person is shown. */
export const reportedProblemSchema = z.object({
  /** null: none is shown. */
  error: errorDataSchema.nullable(),
  speech: z.object({
    isReady: z.boolean(),
    /** Its id. */
    voice: z.string().max(200).nullable(),
    device: z.string().max(200).nullable(),
    providers: z
      .array(
        providerReportSchema
          .pick({ id: true, state: true })
          .extend({ reason: z.enum(reasonCodes).optional() }),
      )
      .max(20),
    realTimeFactor: z.number().nullable(),
    underruns: z.number().int().nonnegative(),
  }),
})
export type ReportedProblem = z.infer<typeof reportedProblemSchema>

/** Puts a report for whoever is asked for help on the clipboard. Nothing of any document is in it. */
export const copyReport = defineCall('diagnostics:copy-report', {
  input: reportedProblemSchema,
  output: z.null(),
})
