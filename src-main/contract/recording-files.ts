/** How a recording is compressed, each in the container that players know it by; also the endings of their names. */
export const encodedFormats = ['m4b', 'mp3', 'flac', 'opus'] as const
export type EncodedFormat = (typeof encodedFormats)[number]

/** What a second takes in formats whose size hangs on its length alone: what suits one voice that reads. */
export const usualBitsPerSecond = { m4b: 64_000, mp3: 64_000, opus: 32_000 } as const

/** What a recording may be had as. */
export const recordingFormats = ['wav', ...encodedFormats] as const
export type RecordingFormat = (typeof recordingFormats)[number]

/** What its text may stand beside it as, for players to show; also the endings of their names. */
export const subtitleFormatIds = ['vtt', 'srt'] as const
export type SubtitleFormatId = (typeof subtitleFormatIds)[number]

/** As what a book may be had with its narration in it; also the ending of its name. */
export const narratedBookFormat = 'epub'

/** Sound that every player of narrated books knows (EPUB 3.3, core media types), as far as Lector writes it. */
export const narratedMediaTypes = ['audio/mpeg', 'audio/mp4'] as const

/** A file of a recording other than the WAV. @param name of the WAV, with or without a folder */
export function fileBeside(name: string, ending: EncodedFormat | SubtitleFormatId): string {
  return `${name.replace(/\.wave?$/i, '')}.${ending}`
}
