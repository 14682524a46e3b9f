import { z } from 'zod'
import { defineCall } from '../define-call'

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
