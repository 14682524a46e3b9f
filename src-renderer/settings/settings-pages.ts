import type { Component } from 'svelte'
import type { Settings } from '@contract/settings'
import type { StringKey } from '@contract/strings/catalogue'
import type { Translate } from '@contract/strings/translator'
import { listedSubjects, subjectName } from '../reading-rules/subject-names'
import { commandIds } from '../ui/shortcuts'
import AudioPage from './AudioPage.svelte'
import DiagnosticsPage from './DiagnosticsPage.svelte'
import ExportPage from './ExportPage.svelte'
import HighlightPage from './HighlightPage.svelte'
import KeyboardPage from './KeyboardPage.svelte'
import LibraryPage from './LibraryPage.svelte'
import PausesPage from './PausesPage.svelte'
import PerformancePage from './PerformancePage.svelte'
import PronunciationPage from './PronunciationPage.svelte'
import ReadingPage from './ReadingPage.svelte'
import SystemPage from './SystemPage.svelte'
import VoicesPage from '../voices/VoicesPage.svelte'
import TextPage from './TextPage.svelte'
import VoicePage from './VoicePage.svelte'

/** A row of a page, as it is found. */
export interface SettingEntry {
  /** The very words of the row's label. */
  readonly label: string
  readonly hint?: string
  /** Other words that people may look for. */
  readonly synonyms?: string
}

/** A page of the settings. */
export interface SettingsPage {
  readonly name: StringKey
  readonly content: Component
  /** The settings of this page put back to those of `from`, the others kept; absent: what is on it is no setting. */
  readonly reset?: (now: Settings, from: Settings) => Settings
  /** Its rows in their order, also those that are shown at times only. */
  readonly entries: (t: Translate) => readonly SettingEntry[]
}

/** Rows by their keys: label, then hint and synonyms where there are any. */
const rows =
  (...keys: readonly (readonly [StringKey, StringKey?, StringKey?])[]) =>
  (t: Translate): SettingEntry[] =>
    keys.map(([label, hint, synonyms]) => ({
      label: t(label),
      ...(hint ? { hint: t(hint) } : {}),
      ...(synonyms ? { synonyms: t(synonyms) } : {}),
    }))

/** All pages, in their order. */
export const settingsPages: readonly SettingsPage[] = [
  {
    name: 'settings.page-voice',
    content: VoicePage,
    entries: rows(
      ['settings.preview-text', undefined, 'settings.preview-synonyms'],
      ['settings.voice', undefined, 'settings.voice-synonyms'],
      ['settings.speed', 'settings.speed-hint', 'settings.speed-synonyms'],
      ['settings.volume', undefined, 'settings.volume-synonyms'],
      ['settings.follow-language', 'settings.follow-language-hint', 'settings.follow-language-synonyms'],
      ['settings.quote-voice', 'settings.quote-voice-hint'],
      ['settings.stepped-words', 'settings.stepped-words-hint'],
    ),
    reset: (now, from) => ({
      ...now,
      speech: {
        ...now.speech,
        voice: from.speech.voice,
        speaker: from.speech.speaker,
        speed: from.speech.speed,
        followLanguage: from.speech.followLanguage,
        quoteVoice: from.speech.quoteVoice,
      },
      player: {
        ...now.player,
        speakSteppedWords: from.player.speakSteppedWords,
        previewTexts: from.player.previewTexts,
      },
      audio: { ...now.audio, volume: from.audio.volume },
    }),
  },
  {
    name: 'voices.page',
    content: VoicesPage,
    entries: rows(
      ['voices.list', 'voices.intro', 'voices.synonyms'],
      ['voices.more', 'voices.more-hint', 'voices.synonyms'],
      ['voices.import', 'voices.import-hint', 'voices.synonyms'],
      ['voices.total', 'voices.total-hint', 'voices.synonyms'],
    ),
  },
  {
    name: 'settings.page-pauses',
    content: PausesPage,
    entries: rows(
      ['settings.pause-comma', 'settings.pause-comma-hint', 'settings.pause-comma-synonyms'],
      ['settings.pause-sentence', 'settings.pause-hint', 'settings.pause-synonyms'],
      ['settings.pause-paragraph', undefined, 'settings.pause-synonyms'],
      ['settings.pause-heading', undefined, 'settings.pause-synonyms'],
      ['settings.pause-list-item', undefined, 'settings.pause-synonyms'],
      ['settings.pause-chapter', 'settings.pause-chapter-hint', 'settings.pause-synonyms'],
      ['settings.pause-shrink', 'settings.pause-shrink-hint'],
    ),
    reset: (now, from) => ({ ...now, speech: { ...now.speech, pauses: from.speech.pauses } }),
  },
  {
    name: 'look.page-highlight',
    content: HighlightPage,
    entries: rows(
      ['look.units'],
      ['look.style'],
      ['look.sentence-colour'],
      ['look.word-colour'],
      ['look.follow', 'look.follow-hint'],
      ['look.click'],
      ['look.dim', 'look.dim-hint'],
      ['look.ruler', 'look.ruler-hint'],
      ['look.ruler-height'],
    ),
    reset: (now, from) => ({ ...now, view: { ...now.view, highlight: from.view.highlight } }),
  },
  {
    name: 'settings.page-text',
    content: TextPage,
    entries: rows(
      ['look.face', 'look.face-hint'],
      ['settings.size', 'settings.size-hint', 'settings.size-synonyms'],
      ['look.line-spacing', 'look.line-spacing-hint'],
      ['look.letter-spacing'],
      ['look.word-spacing'],
      ['look.column-width'],
      ['settings.theme', 'settings.theme-hint', 'settings.theme-synonyms'],
    ),
    reset: (now, from) => ({
      ...now,
      view: {
        ...now.view,
        theme: from.view.theme,
        readingSize: from.view.readingSize,
        text: from.view.text,
      },
    }),
  },
  {
    name: 'settings.page-reading',
    content: ReadingPage,
    entries: (t) =>
      listedSubjects().map((subject) => {
        const { one, many, hint } = subjectName(t, subject)
        return { label: many, synonyms: one, ...(hint === undefined ? {} : { hint }) }
      }),
    reset: (now, from) => ({ ...now, reading: { ...now.reading, rules: from.reading.rules } }),
  },
  {
    name: 'settings.page-pronunciation',
    content: PronunciationPage,
    entries: rows(
      ['settings.page-pronunciation', undefined, 'settings.pronunciation-synonyms'],
      ['pronunciation.abbreviations', 'pronunciation.abbreviations-hint'],
    ),
  },
  {
    name: 'settings.page-performance',
    content: PerformancePage,
    entries: rows(
      ['settings.device', 'settings.device-hint', 'settings.device-synonyms'],
      ['settings.grow-chunks', 'settings.grow-chunks-hint'],
      ['settings.chunk-size', 'settings.chunk-size-hint', 'settings.chunk-size-synonyms'],
      ['settings.seam', 'settings.seam-cached-hint'],
      ['settings.overlap', 'settings.overlap-hint'],
      ['settings.blend', 'settings.blend-hint'],
      ['settings.cross-fade-automatic', 'settings.cross-fade-automatic-hint'],
      ['settings.cross-fade', 'settings.cross-fade-hint'],
      ['settings.buffer-ahead', 'settings.buffer-ahead-hint'],
      ['settings.threads', 'settings.threads-hint', 'settings.threads-synonyms'],
      ['settings.kept-speech', 'settings.kept-speech-hint', 'settings.kept-speech-synonyms'],
      ['settings.kept-speech-room', 'settings.kept-speech-room-hint', 'settings.kept-speech-synonyms'],
      ['settings.kept-speech-size', 'settings.kept-speech-size-hint', 'settings.kept-speech-synonyms'],
      ['settings.instruments', 'settings.instruments-hint'],
      ['settings.seam-test', 'settings.seam-test-hint', 'settings.seam-test-synonyms'],
    ),
    reset: (now, from) => ({
      ...now,
      speech: { ...now.speech, device: from.speech.device, stream: from.speech.stream },
      keptSpeech: from.keptSpeech,
      view: { ...now.view, instruments: from.view.instruments },
    }),
  },
  {
    name: 'settings.page-audio',
    content: AudioPage,
    entries: rows(
      ['settings.output', 'settings.output-hint', 'settings.output-synonyms'],
      ['settings.output-device', 'settings.output-device-hint', 'settings.output-synonyms'],
      ['settings.lead-in', 'settings.lead-in-hint', 'settings.lead-in-synonyms'],
      ['settings.keep-open', 'settings.keep-open-hint', 'settings.keep-open-synonyms'],
      ['settings.match-loudness', 'settings.match-loudness-hint', 'settings.volume-synonyms'],
    ),
    reset: (now, from) => ({
      ...now,
      speech: { ...now.speech, sound: from.speech.sound },
      audio: {
        ...now.audio,
        output: from.audio.output,
        device: from.audio.device,
        leadInMilliseconds: from.audio.leadInMilliseconds,
        keepsOutputOpen: from.audio.keepsOutputOpen,
      },
    }),
  },
  {
    name: 'export.defaults',
    content: ExportPage,
    entries: rows(
      ['export.formats', 'export.formats-hint', 'export.formats-synonyms'],
      ['export.makes-book', 'export.makes-book-hint', 'export.makes-book-synonyms'],
      ['export.per'],
      ['export.silence', 'export.silence-hint'],
      ['export.speaks-titles', 'export.speaks-titles-hint'],
      ['export.loudness', 'export.loudness-heard-hint', 'export.loudness-synonyms'],
      ['export.pattern', undefined, 'export.pattern-synonyms'],
      ['export.bits', 'export.bits-hint'],
      ['export.rate', 'export.rate-hint'],
      ['export.subtitles', 'export.subtitles-hint', 'export.subtitles-synonyms'],
      ['export.words', 'export.words-hint', 'export.words-synonyms'],
      ['export.report', 'export.report-hint', 'export.report-synonyms'],
      ['export.cues', 'export.cues-hint'],
    ),
    reset: (now, from) => ({ ...now, export: from.export }),
  },
  {
    name: 'settings.page-system',
    content: SystemPage,
    entries: rows(
      ['settings.closing', 'settings.closing-hint'],
      ['settings.mini-on-top', 'settings.mini-on-top-hint'],
      ['settings.hotkey-read', 'settings.hotkey-read-hint'],
      ['settings.hotkey-play', 'settings.hotkey-play-hint'],
    ),
    reset: (now, from) => ({ ...now, system: from.system }),
  },
  {
    name: 'settings.page-keyboard',
    content: KeyboardPage,
    entries: (t) => [
      ...rows(['settings.media-keys', 'settings.media-keys-hint', 'settings.media-keys-synonyms'])(t),
      ...commandIds.map((command) => ({ label: t(`commands.${command}`) })),
    ],
    reset: (now, from) => ({
      ...now,
      keys: from.keys,
      player: { ...now.player, hasMediaKeys: from.player.hasMediaKeys },
    }),
  },
  {
    name: 'settings.page-privacy',
    content: LibraryPage,
    entries: rows(
      ['library.keep-history', 'library.keep-history-hint'],
      ['library.clear-history', 'library.clear-history-hint'],
      ['library.introduction', 'library.introduction-hint', 'library.introduction-synonyms'],
      ['settings.offline-only', 'settings.offline-only-hint', 'settings.offline-only-synonyms'],
      ['settings.privacy-network', 'settings.privacy-network-answer'],
      ['settings.privacy-telemetry', 'settings.privacy-telemetry-answer'],
    ),
    reset: (now, from) => ({ ...now, library: from.library, privacy: from.privacy }),
  },
  {
    name: 'settings.page-diagnostics',
    content: DiagnosticsPage,
    entries: rows(
      ['settings.first-sound', 'settings.first-sound-hint', 'settings.first-sound-synonyms'],
      ['settings.rendering-speed', 'settings.rendering-speed-hint', 'settings.rendering-speed-synonyms'],
      ['settings.underruns', 'settings.underruns-hint'],
      ['settings.memory', 'settings.memory-hint'],
      ['settings.buffer-seconds', 'settings.buffer-seconds-hint'],
      ['settings.report', 'settings.report-hint', 'settings.report-synonyms'],
      ['settings.log-folder', 'settings.log-folder-hint', 'settings.log-folder-synonyms'],
    ),
    reset: (now, from) => ({ ...now, view: { ...now.view, bufferSeconds: from.view.bufferSeconds } }),
  },
]
