import type { ExportWays } from '@contract/export-ways'
import { recordingFormats, subtitleFormatIds } from '@contract/recording-files'
import { oneOf } from './option-values'

/** As what files `narrate` writes a recording and its text. @throws AppError 'usage/invalid' */
export function fileChoice({
  format = 'wav',
  subtitles,
}: {
  format?: string
  subtitles?: string
}): Pick<ExportWays, 'formats' | 'subtitles'> {
  return {
    formats: several('format', recordingFormats, format),
    subtitles: subtitles === undefined ? [] : several('subtitles', subtitleFormatIds, subtitles),
  }
}

/** Names with commas between them, each once and in the order of the choices: however they are typed, they are the same. */
function several<Choice extends string>(option: string, choices: readonly Choice[], typed: string): Choice[] {
  const known = typed.split(',').map((name) => oneOf(option, choices, name.trim()))
  return choices.filter((choice) => known.includes(choice))
}
