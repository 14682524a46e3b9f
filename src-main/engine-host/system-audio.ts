import { createRequire } from 'node:module'
import type { Reason } from '@contract/reasons'

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
  | { readonly open: null; readonly unavailable: Reason }

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
    return { open: null, unavailable: { code: 'audio-not-built', values: { detail: lineOf(cause) } } }
  }
  if (!isBinding(binding)) return { open: null, unavailable: { code: 'audio-unknown-module' } }
  const { getDevices, create } = binding
  let hasOutput: boolean
  try {
    hasOutput = getDevices().some(({ maxOutputChannels }) => maxOutputChannels > 0)
  } catch (cause) {
    return { open: null, unavailable: { code: 'audio-no-answer', values: { detail: lineOf(cause) } } }
  }
  if (!hasOutput) return { open: null, unavailable: { code: 'audio-no-device' } }
  return { open: (options) => create(options), unavailable: null }
}

const maxDetailChars = 300

function lineOf(cause: unknown): string {
  const [line] = (cause instanceof Error ? cause.message : String(cause)).split('\n')
  return line.slice(0, maxDetailChars)
}

interface Binding {
  getDevices(): readonly { maxOutputChannels: number }[]
  create(options: OutputOptions): SystemOutput
}

function isBinding(value: unknown): value is Binding {
  return typeof value === 'object' && value !== null && 'create' in value && 'getDevices' in value
}
