import type { ReportedProblem } from '@contract/calls/diagnostics'
import { fromErrorData } from '@contract/errors'
import type { Settings } from '@contract/settings'
import { faultText } from './fault-text'

/** What main knows of the program and of the computer. */
export interface ProgramFacts {
  readonly version: string
  readonly isPackaged: boolean
  readonly locale: string
  /** Names of runtimes and their versions. */
  readonly runtimes: Readonly<Record<string, string | undefined>>
  readonly system: {
    readonly platform: string
    readonly release: string
    readonly arch: string
    readonly processor: string
    readonly cores: number
    readonly memoryBytes: number
  }
}

/** What a processor, a device or a voice is called; whatever has other signs in it, or is longer, is not told. */
const namePattern = /^[\w .,:()@+®-]{1,80}$/

/**
 * What a person passes on who asks for help: of the program, the computer and the settings as far as they matter to
 * speech, and the last lines of the log. No text, no title, no path and no name of a document is in it, whatever the
 * page tells: of an error only what the log may know, and of names only what looks like one of a voice or a device.
 */
export function problemReport(
  { version, isPackaged, locale, runtimes, system }: ProgramFacts,
  { error, speech }: ReportedProblem,
  settings: Settings,
  logLines: readonly string[],
): string {
  const { stream, ...chosen } = settings.speech
  const sections = [
    [
      `Lector ${version}${isPackaged ? '' : ' (from source)'}, ${locale}`,
      `System: ${system.platform} ${system.release} ${system.arch}; ${name(system.processor)}, ${system.cores} cores, ${Math.round(system.memoryBytes / 2 ** 30)} GiB`,
      `Runtime: ${['electron', 'chrome', 'node'].map((of) => `${of} ${runtimes[of] ?? '?'}`).join(', ')}`,
    ],
    ['Problem:', ...(error === null ? ['none shown'] : faultText(fromErrorData(error)).split('\n'))],
    [
      'Speech:',
      `voice ${name(speech.voice)}, ${speech.isReady ? 'ready' : 'not ready'}, device ${name(speech.device)}`,
      ...speech.providers.map(({ id, state, reason }) => `${id}: ${state}${reason ? `, ${reason}` : ''}`),
      `real-time factor ${speech.realTimeFactor?.toFixed(3) ?? 'not measured'}, underruns ${speech.underruns}`,
    ],
    [
      'Settings:',
      facts({ voice: name(chosen.voice), device: chosen.device, speed: chosen.speed }),
      facts({ ...stream }),
      facts({ output: settings.audio.output, keepsOutputOpen: settings.audio.keepsOutputOpen }),
      facts({
        offlineOnly: settings.privacy.isOfflineOnly,
        history: settings.library.history,
        keptSpeech: settings.keptSpeech.isOn,
        theme: settings.view.theme,
      }),
    ],
    ['Log:', ...(logLines.length === 0 ? ['nothing noted'] : logLines)],
  ]
  return `${sections.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

function name(told: string | null): string {
  if (told === null) return 'none'
  return namePattern.test(told) ? told : 'not told'
}

/** Numbers, yes and no, and words of the program's own. */
function facts(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(' ')
}
