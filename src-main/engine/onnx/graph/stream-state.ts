import { z } from 'zod'

/** One context the caller of a streamed network carries from push to push: float32 [1, channels, frames]. */
export const streamStateSchema = z.strictObject({
  /** Graph input that takes it. */
  input: z.string(),
  /** Graph output that gives the next one. */
  output: z.string(),
  channels: z.int().positive(),
  /** Zeros to begin a sequence with: the layer's own padding (0: an empty tensor). */
  startFrames: z.int().nonnegative(),
  /** Its length from some push on; before, it may be shorter. */
  steadyFrames: z.int().positive(),
})
export type StreamState = Readonly<z.infer<typeof streamStateSchema>>
