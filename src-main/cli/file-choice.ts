import type { ExportWays } from '@contract/export-ways'
import { narratedBookFormat, recordingFormats, subtitleFormatIds } from '@contract/recording-files'
import { oneOf } from './option-values'

/** As what files `narrate` writes a recording and its text. */
export type FileChoice = Pick<ExportWays, 'formats' | 'subtitles' | 'makesBook'>
/** What `--format` takes. */
export const fileFormats = [...recordingFormats, narratedBookFormat] as const

/** @throws AppError 'usage/invalid' */
export function fileChoice({
  format = 'wav',
  subtitles,
}: {
  format?: string
  subtitles?: string
}): FileChoice {
  const asked = several('format', fileFormats, format)
  return {
    formats: recordingFormats.filter((known) => asked.includes(known)),
    subtitles: subtitles === undefined ? [] : several('subtitles', subtitleFormatIds, subtitles),
    makesBook: asked.includes(narratedBookFormat),
  }
}

/** Names with commas between them, each once and in the order of the choices: however they are typed, they are the same. */
function several<Choice extends string>(option: string, choices: readonly Choice[], typed: string): Choice[] {
  const known = typed.split(',').map((name) => oneOf(option, choices, name.trim()))
  return choices.filter((choice) => known.includes(choice))
}
