import { words, type SentenceHabits } from './habits'

/** Titles and references of one letter, as Arabic books print them. */
export const arabic: SentenceHabits = {
  always: words('د أ.د أ م مهـ ت ط تح'),
  unlessOpener: words('هـ ق.م'),
  beforeNumber: words('ص ج ع رقم س'),
  openers: words(''),
}
