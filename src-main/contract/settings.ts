import { z } from 'zod'
import { exportWaysSchema } from './export-ways'
import { highlightSettingsSchema, readingSizes, textSettingsSchema } from './look-settings'
import { readingRulesSchema, type ReadingRules } from './reading-rules'
import { writingChoices } from './writing'

export const seamModes = ['cached', 'overlap-add', 'cross-fade', 'none'] as const
export type SeamMode = (typeof seamModes)[number]

export const speedRange = { min: 0.5, max: 4, step: 0.05 } as const
export const chunkMillisecondsRange = { min: 20, max: 2_000 } as const
export const overlapFrameChoices = [2, 3, 5] as const
export const overlapCurves = ['raised-cosine', 'linear'] as const
export type OverlapCurve = (typeof overlapCurves)[number]

/**
 * How joins between chunks are made.
 * - cached: the vocoder's state is carried across, so there is no join (bit-identical for every chunk size);
 * - overlap-add: every chunk is decoded afresh, starting `overlapFrames` early, and the shared samples are blended;
 * - cross-fade: decoded afresh, the earlier chunk decoded `crossFadeMilliseconds` further, linear blend; 'auto' takes
 *   2 to 20 ms at each join, by the pitch and the loudness there;
 * - none: butt joints.
 */
export const streamSettingsSchema = z.object({
  chunkPolicy: z.enum(['adaptive', 'fixed']).default('adaptive'),
  /** Length of a chunk when `chunkPolicy` is fixed. */
  chunkMilliseconds: z.number().min(chunkMillisecondsRange.min).max(chunkMillisecondsRange.max).default(200),
  seam: z.enum(seamModes).default('cached'),
  overlapFrames: z.union([z.literal(2), z.literal(3), z.literal(5)]).default(3),
  overlapCurve: z.enum(overlapCurves).default('raised-cosine'),
  crossFadeMilliseconds: z.union([z.number().min(1).max(50), z.literal('auto')]).default(10),
  /** How much audio is kept rendered ahead of what is heard. */
  bufferAheadSeconds: z.number().min(2).max(60).default(20),
})
export type StreamSettings = z.infer<typeof streamSettingsSchema>

/**
 * Silence between two pieces of text, at speed 1; what the voice itself leaves at a sentence's ends is cut away. It is
 * counted from where a sentence's sound ends by the voice's own reckoning, which is known before there is any.
 */
export const pauseSettingsSchema = z.object({
  /** Added to the voice's own pause where a clause ends inside a sentence: at a comma, semicolon, colon or dash. */
  commaMilliseconds: z.number().min(0).max(1_000).default(0),
  sentenceMilliseconds: z.number().min(0).max(3_000).default(350),
  paragraphMilliseconds: z.number().min(0).max(5_000).default(700),
  headingMilliseconds: z.number().min(0).max(5_000).default(900),
  /** From an item of a list to the next. */
  listItemMilliseconds: z.number().min(0).max(5_000).default(500),
  /** Before the heading of a chapter or of a part. */
  chapterMilliseconds: z.number().min(0).max(10_000).default(1_500),
  /** Above speed 1: 0, pauses stay as long as they are; 100, they shrink as the speech does. */
  shrinkPercent: z.number().min(0).max(100).default(50),
})
export type PauseSettings = z.infer<typeof pauseSettingsSchema>

/** A voice's folder name: nothing that could be read as another place. */
export const voiceIdSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'not the name of a voice')

/** BCP 47, as far as voices are told apart: a language, and perhaps a script or a region. */
export const languageTagSchema = z
  .string()
  .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'not the tag of a language')

/** What can run a voice's vocoder. 'auto' is the fastest of those whose sound is that of the processor. */
export const deviceIds = ['cpu', 'webgpu', 'cuda', 'tensorrt', 'dml', 'coreml'] as const
export type DeviceId = (typeof deviceIds)[number]
export const deviceChoices = ['auto', ...deviceIds] as const
export type DeviceChoice = (typeof deviceChoices)[number]

export const gainDecibelsRange = { min: -12, max: 12 } as const
export const loudnessLufsRange = { min: -30, max: -10 } as const

/** How loud a voice is made, all of it by one factor: loudness never moves from a sentence to the next. */
export const soundSettingsSchema = z.object({
  /** Above 0 a limiter keeps the peaks below full scale. */
  gainDecibels: z.number().min(gainDecibelsRange.min).max(gainDecibelsRange.max).default(0),
  /** Integrated loudness (ITU-R BS.1770) that every voice is brought to before `gainDecibels`; null: its own. */
  loudnessLufs: z.number().min(loudnessLufsRange.min).max(loudnessLufsRange.max).nullable().default(null),
})
export type SoundSettings = z.infer<typeof soundSettingsSchema>

export const speechSettingsSchema = z.object({
  voice: voiceIdSchema.default('heart'),
  /** Taken up when a voice is loaded. */
  device: z.enum(deviceChoices).default('auto'),
  /** Of a voice of several speakers: which, by name or number, or two to blend where it can; absent: its first. Taken up when a voice is loaded. */
  speaker: z.string().min(1).max(100).optional(),
  speed: z.number().min(speedRange.min).max(speedRange.max).default(1),
  /** Seed of the voice's noise: the same seed gives the same samples. */
  seed: z.number().int().min(0).max(0xffff_ffff).default(1),
  /** Text in another language is read by a voice of that language, where there is one; else the chosen voice reads all. */
  followLanguage: z.boolean().default(true),
  /** Language tag -> the voice that reads it, instead of one chosen by itself. */
  voicesByLanguage: z.record(languageTagSchema, voiceIdSchema).optional(),
  /** Reads what stands between quotation marks; null: whoever reads the rest. */
  quoteVoice: voiceIdSchema.nullable().default(null),
  stream: streamSettingsSchema.prefault({}),
  pauses: pauseSettingsSchema.prefault({}),
  sound: soundSettingsSchema.prefault({}),
})
export type SpeechSettings = z.infer<typeof speechSettingsSchema>

/** What a voice is loaded by: another of these is another voice, as far as the engine is concerned. */
export const voiceChoiceSchema = speechSettingsSchema.pick({ voice: true, device: true, speaker: true })
export type VoiceChoice = z.infer<typeof voiceChoiceSchema>

/** The part of the settings that says which voice speaks. */
export function voiceChoiceOf({ voice, device, speaker }: SpeechSettings): VoiceChoice {
  return { voice, device, ...(speaker === undefined ? {} : { speaker }) }
}

export function isSameVoiceChoice(a: VoiceChoice, b: VoiceChoice): boolean {
  return a.voice === b.voice && a.device === b.device && a.speaker === b.speaker
}

export const themes = ['system', 'light', 'sepia', 'dark', 'contrast'] as const
export type Theme = (typeof themes)[number]
/** How the window looks; `readingSize` is a step of `readingSizes`. */
export const viewSettingsSchema = z.object({
  theme: z.enum(themes).default('system'),
  readingSize: z
    .number()
    .int()
    .min(0)
    .max(readingSizes.length - 1)
    .default(2),
  text: textSettingsSchema.prefault({}),
  highlight: highlightSettingsSchema.prefault({}),
  /** Whether a document is written in columns, by its id, where that was chosen for it. */
  writing: z.record(z.string().max(64), z.enum(writingChoices)).default({}),
  sidebar: z.boolean().default(true),
  instruments: z.boolean().default(false),
  /** Whether the status bar says how much speech is kept ready. */
  bufferSeconds: z.boolean().default(false),
  /** Of what the player says how much is left. */
  timeLeft: z.enum(['chapter', 'book']).default('chapter'),
})
export type ViewSettings = z.infer<typeof viewSettingsSchema>

/** Longer than any loudspeaker takes to wake. */
export const maxLeadInMilliseconds = 2_000

/** A sound output as the page knows it; its id is of this page alone. */
export const outputDeviceSchema = z.object({ id: z.string().min(1).max(500), name: z.string().max(500) })
export type OutputDevice = z.infer<typeof outputDeviceSchema>

export const audioSettingsSchema = z.object({
  /** 'window': the page's AudioWorklet; 'system': PortAudio in the engine host. */
  output: z.enum(['window', 'system']).default('window'),
  /** Where the window's sound goes; null: where the system sends it. */
  device: outputDeviceSchema.nullable().default(null),
  volume: z.number().min(0).max(1).default(1),
  /** Silence before the first sound of an output of the window that was silent: loudspeakers that sleep swallow a word. */
  leadInMilliseconds: z.number().int().min(0).max(maxLeadInMilliseconds).default(0),
  /** The window's output runs through silence as well; false: it is suspended when nothing has sounded for a while. */
  keepsOutputOpen: z.boolean().default(true),
})
export type AudioSettings = z.infer<typeof audioSettingsSchema>

/** What is said to hear a voice is a sentence or two, not a text. */
export const maxPreviewChars = 300

/** What the player's own controls do. */
export const playerSettingsSchema = z.object({
  /** A step by a word says the word alone. */
  speakSteppedWords: z.boolean().default(true),
  /** The media keys of the keyboard, and the system's own player, are Lector's while it reads. */
  hasMediaKeys: z.boolean().default(true),
  /** Voices with a star, in the order they got it. */
  favouriteVoices: z.array(voiceIdSchema).max(500).default([]),
  /** Language without region or script -> what its voices say to be heard, instead of a sentence of Lector's own. */
  previewTexts: z
    .record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1).max(maxPreviewChars))
    .default({}),
  /** Ids of documents that are read by a voice although they bring a narration of their own. */
  voicedDocuments: z.array(z.string().max(200)).max(500).default([]),
})
export type PlayerSettings = z.infer<typeof playerSettingsSchema>

/** What is read and what is not; `documents` is what was decided for one document, by its id. */
export const readingSettingsSchema = z.object({
  rules: readingRulesSchema.prefault({}),
  documents: z.record(z.string().max(64), readingRulesSchema).prefault({}),
})
export type ReadingSettings = z.infer<typeof readingSettingsSchema>

/** The rules for one document: its own before those for all. */
export function rulesFor(documentId: string, { rules, documents }: ReadingSettings): ReadingRules {
  return { ...rules, ...documents[documentId] }
}

/** What Lector keeps of what was read. */
export const librarySettingsSchema = z.object({
  /** Which documents were opened and where they were left; off: only bookmarks are kept. */
  history: z.boolean().default(true),
})
export type LibrarySettings = z.infer<typeof librarySettingsSchema>

/** What may leave this computer, and come to it. */
export const privacySettingsSchema = z.object({
  /** Nothing is fetched: what is not on this computer is not had. */
  isOfflineOnly: z.boolean().default(false),
})
export type PrivacySettings = z.infer<typeof privacySettingsSchema>

export const keptSpeechGigabytesRange = { min: 1, max: 64 } as const

/** Speech that was made once and is kept, so that it need not be made again. */
export const keptSpeechSettingsSchema = z.object({
  isOn: z.boolean().default(true),
  maxGigabytes: z
    .number()
    .int()
    .min(keptSpeechGigabytesRange.min)
    .max(keptSpeechGigabytesRange.max)
    .default(4),
})
export type KeptSpeechSettings = z.infer<typeof keptSpeechSettingsSchema>

/** What kept speech may take; null: none is kept, as where no history is. */
export function maxKeptSpeechBytes({ keptSpeech, library }: Settings): number | null {
  return keptSpeech.isOn && library.history ? keptSpeech.maxGigabytes * 1e9 : null
}

export const closingChoices = ['ask', 'tray', 'quit'] as const
export type ClosingChoice = (typeof closingChoices)[number]

/** The keys that hold in every program. */
export const hotkeyIds = ['readClipboard', 'playPause'] as const
export type HotkeyId = (typeof hotkeyIds)[number]

/** A key with what is held down, as Electron names them: "Control+Alt+R". */
const acceleratorSchema = z.string().regex(/^(?:(?:Control|Command|Alt|Shift)\+){0,4}[A-Za-z0-9]{1,20}$/)

/** How Lector behaves among the other programs. */
export const systemSettingsSchema = z.object({
  /** What becomes of a window that is closed while it reads. */
  closeWhilePlaying: z.enum(closingChoices).default('ask'),
  /** The mini player stays above other windows. */
  isMiniOnTop: z.boolean().default(true),
  /** null: off. */
  hotkeys: z
    .object({
      readClipboard: acceleratorSchema.nullable().default(null),
      playPause: acceleratorSchema.nullable().default(null),
    })
    .prefault({}),
})
export type SystemSettings = z.infer<typeof systemSettingsSchema>
/** A key with what is held down. Bound by physical key (`code`), so that every layout has it in the same place. */
export const chordSchema = z.object({
  code: z.string().max(32),
  /** For keys named by what they type, wherever they are ("?"). */
  key: z.string().min(1).max(16).optional(),
  /** Ctrl, and Command on macOS. */
  mod: z.boolean().optional(),
  /** Ctrl on every system. */
  ctrl: z.boolean().optional(),
  shift: z.boolean().optional(),
  alt: z.boolean().optional(),
  /** Held for this system alone, or for all but it; absent: for all. */
  system: z.enum(['darwin', 'not-darwin']).optional(),
  /** What people read for the key itself. */
  name: z.string().min(1).max(24),
})
export type Chord = z.infer<typeof chordSchema>

/** Name of a command -> its keys instead of the defaults; none: it has no keys. Names of other versions are kept. */
export const keySettingsSchema = z.record(z.string().max(64), z.array(chordSchema).max(8))
export type KeySettings = z.infer<typeof keySettingsSchema>

/** Everything a person can set, with its defaults: `settingsSchema.parse({ version: 1 })` is a fresh Lector. */
export const settingsSchema = z.object({
  version: z.literal(1).default(1),
  speech: speechSettingsSchema.prefault({}),
  view: viewSettingsSchema.prefault({}),
  audio: audioSettingsSchema.prefault({}),
  reading: readingSettingsSchema.prefault({}),
  library: librarySettingsSchema.prefault({}),
  privacy: privacySettingsSchema.prefault({}),
  keptSpeech: keptSpeechSettingsSchema.prefault({}),
  /** How a document is saved where nothing else is chosen for it. */
  export: exportWaysSchema.prefault({}),
  system: systemSettingsSchema.prefault({}),
  keys: keySettingsSchema.prefault({}),
  player: playerSettingsSchema.prefault({}),
})
export type Settings = z.infer<typeof settingsSchema>
