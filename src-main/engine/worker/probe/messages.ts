import { z } from 'zod'
import type { DeviceId } from '@contract/settings'
import { attemptSchema } from '../../onnx/providers/attempt'
import type { InstalledVoice } from '../../voices/family'

/** To a probe process, once: what to try. Both ends are ours, of one build. */
export interface ProbeRequest {
  readonly voice: InstalledVoice
  readonly device: DeviceId
}

/** From it: what is known so far; the last one counts. */
export const probeReplySchema = z.object({ attempt: attemptSchema })
export type ProbeReply = z.infer<typeof probeReplySchema>
