/** The halves of a voice: one plans the speech, one makes its sound, each in a thread of its own. */
export const voiceStages = ['acoustic', 'vocoder'] as const
export type VoiceStage = (typeof voiceStages)[number]
