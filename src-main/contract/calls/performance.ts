import { z } from 'zod'
import { defineCall } from '../define-call'
import { streamSettingsSchema } from '../settings'

/** What can be tried of the voice held on this machine. */
export const performanceTests = ['seams', 'devices'] as const
export type PerformanceTest = (typeof performanceTests)[number]

export const performanceResultSchema = z.discriminatedUnion('test', [
  /** A passage in chunks, as they are played, less the same passage in one piece. */
  z.object({
    test: z.literal('seams'),
    /** Greatest difference of two samples, of full scale 1; 0: the same bits. */
    peakDifference: z.number().nonnegative(),
    joins: z.number().int().nonnegative(),
  }),
  z.object({
    test: z.literal('devices'),
    /** What runs the voice now, for people. */
    device: z.string(),
    /** Rendering time over audio time. */
    realTimeFactor: z.number().positive(),
  }),
])
export type PerformanceResult = z.infer<typeof performanceResultSchema>

/** Runs a test in place of one that is under way. Whoever reads has the voice first. Answered with null when it is cancelled. */
export const runPerformanceTest = defineCall('performance:test', {
  input: z.object({ test: z.enum(performanceTests), stream: streamSettingsSchema }),
  output: performanceResultSchema.nullable(),
})

/** Ends the test under way, if there is one. */
export const cancelPerformanceTest = defineCall('performance:cancel', { input: z.null(), output: z.null() })
