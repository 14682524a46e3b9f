import type { SubtitleFormatId } from '@contract/recording-files'
import type { Cue, CuePiece } from './cues'

/** How a format of subtitles is written. */
export interface SubtitleFormat {
  /** What stands before the first cue. */
  readonly head: string
  /** @param number of the cue, from 1 */
  write(cue: Cue, number: number): string
}

/** WebVTT (W3C, "WebVTT: The Web Video Text Tracks Format"): with the times of words, so that players can light them. */
const webVtt: SubtitleFormat = {
  head: 'WEBVTT\n\n',
  write({ startMilliseconds, endMilliseconds, lines }) {
    const stamp = (milliseconds: number): string => clockTime(milliseconds, '.')
    const piece = ({ text, atMilliseconds }: CuePiece): string =>
      (atMilliseconds === null ? '' : `<${stamp(atMilliseconds)}>`) + escapeVtt(text)
    const shown = lines.map((line) => line.map(piece).join(''))
    return `${stamp(startMilliseconds)} --> ${stamp(endMilliseconds)}\n${shown.join('\n')}\n\n`
  },
}

/** SubRip, for what reads nothing else. It has no standard: lines end as its own program ends them. */
const subRip: SubtitleFormat = {
  head: '',
  write({ startMilliseconds, endMilliseconds, lines }, number) {
    const times = [startMilliseconds, endMilliseconds].map((milliseconds) => clockTime(milliseconds, ','))
    const shown = lines.map((line) => partMarks(line.map(({ text }) => text).join('')))
    return [String(number), times.join(' --> '), ...shown, '', ''].join('\r\n')
  },
}

/** By the ending of their files' names. */
export const subtitleFormats: Readonly<Record<SubtitleFormatId, SubtitleFormat>> = {
  vtt: webVtt,
  srt: subRip,
}

function escapeVtt(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * SubRip can escape nothing. What a player would take for a tag, for a command or for the times of a cue is parted by a
 * character that is not seen and joins words (U+2060).
 */
function partMarks(text: string): string {
  return text.replace(/<(?=[\p{L}/!])|\{(?=\\)|--(?=>)/gu, '$&\u2060')
}

/** "00:00:01.250"; hours have as many digits as they need, at least two. */
function clockTime(milliseconds: number, point: '.' | ','): string {
  const pad = (value: number, digits: number): string => String(value).padStart(digits, '0')
  const seconds = Math.floor(milliseconds / 1_000)
  const minutes = Math.floor(seconds / 60)
  const clock = [Math.floor(minutes / 60), minutes % 60, seconds % 60].map((value) => pad(value, 2))
  return `${clock.join(':')}${point}${pad(milliseconds % 1_000, 3)}`
}
