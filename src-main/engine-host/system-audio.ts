import { createRequire } from 'node:module'

/** The options of the native binding that are used; `deviceId` -1 is the system's default. */
interface OutputOptions {
  outOptions: {
    deviceId: number
    channelCount: 1
    /** 1: float32. */
    sampleFormat: 1
    sampleRate: number
    framesPerBuffer: number
    /** Buffers that may wait inside; `write` resolves when there is room. */
    maxQueue: number
    closeOnError: boolean
  }
}

/** One open output of PortAudio. */
export interface SystemOutput {
  start(): void
  /** Resolves with an error or nothing, when the buffer was queued. */
  write(buffer: Buffer): Promise<Error | undefined>
  quit(how: 'WAIT' | 'ABORT'): Promise<void>
}

/** PortAudio, or the reason why it cannot be used. */
export type SystemAudio =
  | {
      readonly open: (options: OutputOptions) => SystemOutput
      readonly unavailable: null
    }
  | { readonly open: null; readonly unavailable: string }

const bindingPath = 'naudiodon/build/Release/naudiodon.node'

/**
 * Loads naudiodon's binding itself: its JavaScript requires a module bound to another ABI (it does not load in
 * Electron), while the binding is Node-API.
 */
export function loadSystemAudio(): SystemAudio {
  let binding: unknown
  try {
    binding = createRequire(__filename)(bindingPath)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
    return { open: null, unavailable: `System audio was not built on this machine (${reason})` }
  }
  if (!isBinding(binding)) return { open: null, unavailable: 'The system audio module has an unknown shape' }
  const { getDevices, create } = binding
  let hasOutput: boolean
  try {
    hasOutput = getDevices().some(({ maxOutputChannels }) => maxOutputChannels > 0)
  } catch (cause) {
    return { open: null, unavailable: `System audio did not answer (${String(cause)})` }
  }
  if (!hasOutput) return { open: null, unavailable: 'The system has no audio output device' }
  return { open: (options) => create(options), unavailable: null }
}

interface Binding {
  getDevices(): readonly { maxOutputChannels: number }[]
  create(options: OutputOptions): SystemOutput
}

function isBinding(value: unknown): value is Binding {
  return typeof value === 'object' && value !== null && 'create' in value && 'getDevices' in value
}
