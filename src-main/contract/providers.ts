import { z } from 'zod'
import { reasonSchema } from './reasons'
import { deviceIds } from './settings'

/** How one way of running a voice fared on this machine. */
export const providerReportSchema = z.object({
  id: z.enum(deviceIds),
  /** For people: "CPU", "WebGPU (SwiftShader)". */
  name: z.string(),
  /** 'used': runs the voice; 'unused': another does, and `reason` says why; 'unavailable': cannot, and `reason` says why. */
  state: z.enum(['used', 'unused', 'unavailable']),
  reason: reasonSchema.optional(),
  /** Time to make one second of speech, where it was measured. */
  millisecondsPerSecond: z.number().optional(),
})
export type ProviderReport = z.infer<typeof providerReportSchema>
