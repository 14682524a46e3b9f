import { words, type SentenceHabits } from './habits'

/** Titles, as Hindi newspapers print them with a period; sentences end in a danda. */
export const hindi: SentenceHabits = {
  always: words('डॉ डा प्रो पं श्री सुश्री कु मो इं ले जन बी ए एम के आर एस पी सी डी वी जी'),
  unlessOpener: words('रु कि.मी मी कि.ग्रा ई.पू'),
  beforeNumber: words('नं सं पृ क्र'),
  openers: words(''),
}
