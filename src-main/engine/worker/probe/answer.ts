import type { Reason } from '@contract/reasons'
import { familyOf } from '../../voices/registry'
import { measureDevice } from './measure'
import type { ProbeReply, ProbeRequest } from './messages'

/** The probe process's work: tries what it is asked to, once, and tells every result as soon as it has it. */
export async function answerProbe(
  { voice, device }: ProbeRequest,
  reply: (reply: ProbeReply) => void,
): Promise<void> {
  let isMeasured = false
  try {
    await measureDevice(familyOf(voice.manifest), voice, device, (attempt) => {
      isMeasured = true
      reply({ attempt })
    })
  } catch (error) {
    // After single precision agreed, a device without half precision is still a device.
    if (!isMeasured) reply({ attempt: { kind: 'failed', reason: reasonOf(error) } })
  }
}

/** What people can make something of, in what the runtime says; else its own words. */
function reasonOf(error: unknown): Reason {
  const messages: string[] = []
  for (let at: unknown = error; at instanceof Error; at = at.cause) messages.push(at.message)
  const all = messages.join('\n')
  if (/adapter/i.test(all)) return { code: 'device-no-adapter' }
  if (/shared library|backend not found/i.test(all)) return { code: 'device-no-libraries' }
  const [line = ''] = (messages.at(-1) ?? String(error)).split('\n')
  return { code: 'device-failed', values: { detail: line.slice(0, maxReasonChars) } }
}

const maxReasonChars = 200
