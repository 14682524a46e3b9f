import type { SpeechSettings } from '@contract/settings'
import type { SpeechRoom, Voice, VoiceCatalogue, VoiceEnsemble } from '../engine'
import type { CommandLine } from './arguments'
import type { Terminal } from './terminal'

/** What every command is given by the composition root. */
export interface CommandContext {
  readonly line: CommandLine
  readonly terminal: Terminal
  readonly signal: AbortSignal
  /** Against the folder the person typed in, not the one npm changed to. */
  resolvePath(path: string): string
  /**
   * Verifies, fetches when needed, loads. The context disposes it, and the one it takes the place of.
   * @param options.speech      which one; absent: that of the command line
   * @param options.atOnce      sentences that are to be rendered side by side, by the other voices too; absent: one
   * @param options.keepsSpeech whether what is said is kept for the next time, and taken from there
   * @param options.until       ends the loading; absent: `signal`
   */
  loadVoice(options?: {
    speech?: Pick<SpeechSettings, 'voice' | 'speaker' | 'device'>
    atOnce?: number
    keepsSpeech?: boolean
    until?: AbortSignal
  }): Promise<Voice>
  /** The other voices, which read other languages. The context disposes them. */
  readonly ensemble: VoiceEnsemble
  /** Every voice that can be had. */
  readonly catalogue: VoiceCatalogue
  /** A file being written, to be removed if the process must end at once. */
  noteUnfinished(path: string): void
  readonly voicesDirectory: string
  /** Where an installed Lector keeps what is fetched and made of voices; absent: beside them. */
  readonly keptDirectory: string | undefined
  /** Where downloads are kept for other checkouts, when the environment names such a place. */
  readonly cacheDirectory: string | undefined
  /** Where speech is kept that was made once. */
  readonly speechDirectory: string
  /** Keeps that within its bounds while more is kept. */
  readonly speechRoom: SpeechRoom
  /** Where tools that are made on demand are kept for all checkouts. */
  readonly toolsDirectory: string
  readonly documentHostPath: string
  /** The script of the threads that infer. */
  readonly workerPath: string
  /** The script of the threads that encode recordings. */
  readonly encodingThreadPath: string
  /** The script of the threads that digest files. */
  readonly digestThreadPath: string
  /** package.json, which knows the version. */
  readonly packagePath: string
}
