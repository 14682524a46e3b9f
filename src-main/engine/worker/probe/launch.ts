import { constants, setPriority } from 'node:os'
import type { Reason } from '@contract/reasons'
import type { DeviceId } from '@contract/settings'
import type { Attempt } from '../../onnx/providers/attempt'
import { startOwnProcess } from '../../own-process'
import type { InstalledVoice } from '../../voices/family'
import { probeReplySchema, type ProbeRequest } from './messages'

const maxDetailChars = 200

/**
 * Tries a device in a process of its own: a driver that crashes or hangs takes nothing with it.
 * @param options.workerPath the built `inference-worker` script, which probes when it is run as a process
 * @param options.isBackground whether somebody waits for it; if not, it gives way to all other work
 * @returns what came of it; a process that crashed, hung or could not be started is an attempt that failed
 * @throws `signal.reason`, after the process was killed
 */
export async function probeDevice(options: {
  workerPath: string
  voice: InstalledVoice
  device: DeviceId
  timeoutMilliseconds: number
  isBackground: boolean
  signal: AbortSignal
}): Promise<Attempt> {
  const { signal, timeoutMilliseconds } = options
  signal.throwIfAborted()
  // Drivers and the runtime write to their standard output and error what is nobody's business.
  const child = startOwnProcess(options.workerPath)
  const kill = (): void => child.kill()
  let attempt: Attempt | undefined
  let ending: Reason | undefined
  const timer = setTimeout(() => {
    ending = { code: 'device-too-slow', values: { seconds: timeoutMilliseconds / 1_000 } }
    kill()
  }, timeoutMilliseconds)
  signal.addEventListener('abort', kill, { once: true })
  try {
    await new Promise<void>((resolve) => {
      child.onMessage((message) => {
        const reply = probeReplySchema.safeParse(message)
        if (reply.success) attempt = reply.data.attempt
      })
      child.onNotStarted((error) => {
        ending ??= {
          code: 'device-not-startable',
          values: { detail: error.message.slice(0, maxDetailChars) },
        }
        resolve()
      })
      child.onClose((code, killedBy) => {
        ending ??= { code: 'device-ended', values: { detail: killedBy ?? `status ${code}` } }
        resolve()
      })
      if (options.isBackground && child.pid !== undefined) giveWay(child.pid)
      const request: ProbeRequest = { voice: options.voice, device: options.device }
      child.post(request)
    })
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', kill)
  }
  signal.throwIfAborted()
  return attempt ?? { kind: 'failed', reason: ending ?? { code: 'device-silent' } }
}

function giveWay(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It may have ended already; at ordinary priority it does no harm either.
  }
}
