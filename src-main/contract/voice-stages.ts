/** The halves of a voice: one plans the speech, one makes its sound, each in a thread of its own. */
export const voiceStages = ['acoustic', 'vocoder'] as const
/** What a thread does of a voice: one half, for the sound to come early, or all of it, where several speak at once. */
export type VoiceWork = (typeof voiceStages)[number] | 'whole'
