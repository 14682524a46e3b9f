import { z } from 'zod'
import { defineCall } from '../define-call'

const bytesSchema = z.object({ bytes: z.number().nonnegative() })

/** What kept speech takes on the disk. */
export const measureKeptSpeech = defineCall('kept-speech:measure', { input: z.null(), output: bytesSchema })

/** Forgets all of it. Answered with what is left: what is being said is kept meanwhile. */
export const clearKeptSpeech = defineCall('kept-speech:clear', { input: z.null(), output: bytesSchema })
