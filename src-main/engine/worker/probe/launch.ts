import { fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { Reason } from '@contract/reasons'
import type { DeviceId } from '@contract/settings'
import type { Attempt } from '../../onnx/providers/attempt'
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
  const child = fork(options.workerPath, [], {
    execArgv: [],
    // Drivers and the runtime write to their standard output and error what is nobody's business.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'json',
    // Inside Electron the same binary is a plain Node then.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  })
  const kill = (): void => void child.kill('SIGKILL')
  let attempt: Attempt | undefined
  let ending: Reason | undefined
  const timer = setTimeout(() => {
    ending = { code: 'device-too-slow', values: { seconds: timeoutMilliseconds / 1_000 } }
    kill()
  }, timeoutMilliseconds)
  signal.addEventListener('abort', kill, { once: true })
  try {
    await new Promise<void>((resolve) => {
      child.on('message', (message) => {
        const reply = probeReplySchema.safeParse(message)
        if (reply.success) attempt = reply.data.attempt
      })
      child.on('error', (error) => {
        ending ??= {
          code: 'device-not-startable',
          values: { detail: error.message.slice(0, maxDetailChars) },
        }
        resolve()
      })
      child.on('close', (code, killedBy) => {
        ending ??= { code: 'device-ended', values: { detail: killedBy ?? `status ${code}` } }
        resolve()
      })
      if (options.isBackground && child.pid !== undefined) giveWay(child.pid)
      const request: ProbeRequest = { voice: options.voice, device: options.device }
      // When it died already, its end tells the story.
      child.send(request, () => undefined)
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
