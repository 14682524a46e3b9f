import { createContext } from 'svelte'
import type { WindowCommand } from '@contract/calls/app'
import type { AppError } from '@contract/errors'
import type { Translate } from '@contract/strings/translator'
import type { OutputDevices } from '../audio/output-devices.svelte'
import type { Editing } from '../editing/editing.svelte'
import type { ExportDrafts } from '../export/export-drafts'
import type { SaveFolder } from '../export/save-folder.svelte'
import type { Saves } from '../export/saves.svelte'
import type { Unfinished } from '../export/unfinished.svelte'
import type { Finding } from '../find/finding.svelte'
import type { DocumentOpener } from '../library/document-opener.svelte'
import type { KeptBlocks } from '../library/kept-blocks.svelte'
import type { Library } from '../library/library.svelte'
import type { OwnNarration } from '../narration/own-narration.svelte'
import type { OriginalPages } from '../page-view/original-pages.svelte'
import type { Timeline } from '../player/timeline.svelte'
import type { Preview } from '../pronunciation/preview.svelte'
import type { Pronunciations } from '../pronunciation/pronunciations.svelte'
import type { DocumentPictures } from '../reader/document-pictures'
import type { ReadingControls } from '../player/reading-controls.svelte'
import type { SleepTimer } from '../player/sleep-timer.svelte'
import type { WordVoice } from '../player/word-voice'
import type { Inaudible } from '../reader/inaudible.svelte'
import type { ReadingSession } from '../reader/reading-session.svelte'
import type { Diagnostics } from '../settings/diagnostics.svelte'
import type { VoiceCatalogue } from '../voices/voice-catalogue.svelte'
import type { KeptSpeech } from '../settings/kept-speech.svelte'
import type { PerformanceTests } from '../settings/performance-tests.svelte'
import type { SettingsStore } from '../settings/settings-store.svelte'
import type { DesktopState } from '../system/desktop-state.svelte'
import type { FrameState } from './frame-state.svelte'
import type { Keys } from './keys.svelte'
import type { CommandId, Platform } from './shortcuts'

/** What the frame hands to every component below it. */
export interface AppContext {
  readonly session: ReadingSession
  /** Where the window's sound may go. */
  readonly outputDevices: OutputDevices
  /** Why nothing is heard of what is read. */
  readonly inaudible: Inaudible
  readonly timeline: Timeline
  readonly keptBlocks: KeptBlocks
  readonly settings: SettingsStore
  readonly saves: Saves
  readonly saveFolder: SaveFolder
  readonly drafts: ExportDrafts
  readonly unfinished: Unfinished
  readonly finding: Finding
  readonly opener: DocumentOpener
  readonly library: Library
  readonly editing: Editing
  readonly pictures: DocumentPictures
  readonly narration: OwnNarration
  readonly originals: OriginalPages
  readonly pronunciations: Pronunciations
  readonly preview: Preview
  readonly controls: ReadingControls
  readonly sleep: SleepTimer
  readonly wordVoice: WordVoice
  readonly frame: FrameState
  readonly desktop: DesktopState
  readonly diagnostics: Diagnostics
  readonly performanceTests: PerformanceTests
  readonly keptSpeech: KeptSpeech
  readonly catalogue: VoiceCatalogue
  readonly keys: Keys
  readonly platform: Platform
  /** Says what the interface says, in its language. */
  readonly t: Translate
  /** Of the window's words, as a tag: for what the system names. */
  readonly locale: string
  /** Does what a key or a button of this name does. */
  run(command: CommandId): void
  /** Opens the sample document and reads it. */
  playSample(): void
  /** Opens the text that shows what Lector does by being read. */
  openWelcome(): void
  /** Copies a report for whoever is asked for help, with the failure that is shown, if one is; the status bar says so. */
  copyDetails(error: AppError | null): Promise<boolean>
  /** The window's own buttons. */
  windowCommand(command: WindowCommand): void
}

export const [getApp, setApp] = createContext<AppContext>()
