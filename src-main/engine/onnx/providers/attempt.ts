import { reasonSchema } from '@contract/reasons'
import { z } from 'zod'

/** What came of running a voice's vocoder on a device. Plain data, kept on disk. */
export const attemptSchema = z.discriminatedUnion('kind', [
  /** It did not run at all. */
  z.object({ kind: z.literal('failed'), reason: reasonSchema }),
  z.object({
    kind: z.literal('measured'),
    /** The device by its own name, where the system tells it. */
    adapter: z.string().optional(),
    /** Time the CPU needs for one second of speech. */
    cpuMillisecondsPerSecond: z.number(),
    forms: z.array(
      z.object({
        precision: z.enum(['float32', 'float16']),
        millisecondsPerSecond: z.number(),
        /** Why its sound is not the CPU's; absent: it is. */
        disagreement: reasonSchema.optional(),
      }),
    ),
  }),
])
export type Attempt = z.infer<typeof attemptSchema>
