import { languageName } from '@contract/language-name'
import type { SpeechSettings } from '@contract/settings'
import { createCasting, type Casting, type SpokenDocument, type Voice } from '../engine'
import type { CommandContext } from './context'
import { failureLine } from './failure-line'

/** Who reads what in one run of a command, and what became of languages that have no voice. */
export interface Cast {
  readonly casting: Casting
  /** Languages the chosen voice read although it speaks another, as tags, in their order. */
  readonly unvoiced: readonly string[]
}

/** The voices beside the chosen one, as the settings say; what has none is told of on standard error. */
export function castVoices(
  { terminal, ensemble }: CommandContext,
  voice: Voice,
  document: SpokenDocument,
  settings: SpeechSettings,
): Cast {
  const unvoiced: string[] = []
  const casting = createCasting({
    voice,
    document,
    settings: () => settings,
    ensemble,
    onUnvoiced(language, error) {
      if (language !== null) unvoiced.push(language)
      const what = language === null ? 'quoted speech' : languageName(language, 'en')
      terminal.notice(
        error
          ? `The voice for ${what} cannot be used, ${voice.name} reads it: ${failureLine(error)}`
          : `No voice for ${what} is installed: ${voice.name} reads it`,
      )
    },
  })
  return { casting, unvoiced }
}
