import { arabic } from './ar'
import { chinese } from './zh'
import { dutch } from './nl'
import { english } from './en'
import { french } from './fr'
import { german } from './de'
import { words, type SentenceHabits } from './habits'
import { hindi } from './hi'
import { italian } from './it'
import { japanese } from './ja'
import { polish } from './pl'
import { portuguese } from './pt'
import { russian } from './ru'
import { spanish } from './es'

export type { OwnAbbreviations, SentenceHabits } from './habits'

const habits: Readonly<Record<string, SentenceHabits | undefined>> = {
  ar: arabic,
  cmn: chinese,
  de: german,
  en: english,
  es: spanish,
  fr: french,
  hi: hindi,
  it: italian,
  ja: japanese,
  nl: dutch,
  pl: polish,
  pt: portuguese,
  ru: russian,
  yue: chinese,
  zh: chinese,
}

/** Words that usually open an English sentence and hardly ever follow a title or an initial as a name would. */
export const sentenceOpeners: ReadonlySet<string> = english.openers

/** What most languages of Europe have taken from each other. */
const international: SentenceHabits = {
  always: words('Dr Prof Mr Mrs Ms cf'),
  unlessOpener: words('St Inc Ltd Co Corp Jr Sr'),
  beforeNumber: words('Nr nr No no Fig fig Vol vol p pp'),
  openers: words(''),
}

/** @param language primary subtag of a BCP 47 tag, in lower case */
export function sentenceHabits(language: string): SentenceHabits {
  return habits[language] ?? international
}
