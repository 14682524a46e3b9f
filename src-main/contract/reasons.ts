import { z } from 'zod'
import type { Translate } from './strings/translator'

/**
 * Why something cannot be had here, or is not used. The sentence to a code stands in the catalogue under
 * `reasons.<code>`; what a runtime or a system said in its own words is its value `detail`.
 */
export const reasonCodes = [
  /* Of devices that could run the voice. */
  'device-only-on',
  'device-not-built',
  'device-not-chosen',
  'device-not-tried',
  'device-slower',
  'device-slower-than-cpu',
  'device-not-measured',
  'device-no-adapter',
  'device-no-libraries',
  'device-failed',
  'device-failed-in-use',
  'device-failed-often',
  'device-not-startable',
  'device-ended',
  'device-too-slow',
  'device-silent',
  'device-other-length',
  'device-differs',
  /* Of the system's audio output. */
  'audio-not-built',
  'audio-unknown-module',
  'audio-no-answer',
  'audio-no-device',
] as const

export const reasonSchema = z.object({
  code: z.enum(reasonCodes),
  values: z.record(z.string(), z.union([z.string().max(1_000), z.number()])).optional(),
})
export type Reason = z.infer<typeof reasonSchema>

/** Why, as a sentence without its full stop, in the language of `t`. */
export function reasonText(t: Translate, { code, values }: Reason): string {
  return t(`reasons.${code}`, values)
}
