import { z } from 'zod'
import { defineCall, defineNotice } from '../define-call'
import { errorDataSchema } from '../errors'
import { settingsSchema } from '../settings'
import { locales } from '../strings/locales'

/** What the page needs before it draws its first frame. */
export const startUp = defineCall('app:start-up', {
  input: z.null(),
  output: z.object({
    settings: settingsSchema,
    platform: z.enum(['linux', 'win32', 'darwin']),
    /** The language of the interface. */
    locale: z.enum(locales),
    /** True on the registry-packaged runtime: the window says so in a banner. */
    oldDevelopmentRuntime: z.boolean(),
    /** Set when the stored settings could not be read and were set aside. */
    settingsProblem: errorDataSchema.nullable(),
  }),
})

/** Replaces the settings; main validates and saves them and answers with what it holds now. */
export const changeSettings = defineCall('settings:change', {
  input: settingsSchema,
  output: settingsSchema,
})

/** Asks for the speech ports; they arrive as a window message carrying the same nonce. */
export const connectSpeech = defineCall('speech:connect', {
  input: z.object({ nonce: z.string().min(16).max(64) }),
  output: z.null(),
})

/** The engine host died or came back. On 'restarted' the page connects again and goes on at the same word. */
export const engineState = defineNotice(
  'engine:state',
  z.discriminatedUnion('state', [
    z.object({ state: z.literal('restarted') }),
    z.object({ state: z.literal('failed'), error: errorDataSchema }),
  ]),
)

/** Fetches the voice's damaged or missing files again; the engine is restarted with them. */
export const repairVoice = defineCall('voice:repair', { input: z.null(), output: z.null() })

/** What the window itself is told. */
export const windowCommands = ['minimise', 'toggle-maximise', 'toggle-full-screen', 'close'] as const
export type WindowCommand = (typeof windowCommands)[number]

/** The window's own buttons, drawn by the page because the title bar is ours. */
export const windowCommand = defineCall('window:command', {
  input: z.object({ command: z.enum(windowCommands) }),
  output: z.null(),
})

/** Shows a file Lector wrote in the system's file manager. Only paths of finished exports are accepted. */
export const showInFolder = defineCall('shell:show-in-folder', {
  input: z.object({ path: z.string().min(1) }),
  output: z.null(),
})
