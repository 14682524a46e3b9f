import { z } from 'zod'
import { deviceIds } from './settings'

/** How one way of running a voice fared on this machine. */
export const deviceReportSchema = z.object({
  id: z.enum(deviceIds),
  /** For people: "CPU", "WebGPU (SwiftShader)". */
  name: z.string(),
  /**
   * - used: runs the voice;
   * - unused: could, and `reason` says why another does;
   * - untried: could perhaps: nothing was asked of it yet;
   * - unavailable: cannot, and `reason` says why.
   */
  state: z.enum(['used', 'unused', 'untried', 'unavailable']),
  /** A sentence without a full stop, for people. */
  reason: z.string().optional(),
  /** Time to make one second of speech, where it was measured. */
  millisecondsPerSecond: z.number().optional(),
})
export type DeviceReport = z.infer<typeof deviceReportSchema>
