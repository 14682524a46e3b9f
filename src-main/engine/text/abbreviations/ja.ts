import { words, type SentenceHabits } from './habits'

/** Japanese has no abbreviations with a period; a particle after a quote makes it part of its sentence. */
export const japanese: SentenceHabits = {
  always: words('Dr Mr Mrs Ms Prof'),
  unlessOpener: words('Inc Ltd Co Corp'),
  beforeNumber: words('No Vol p pp Fig'),
  openers: words(''),
  saidAfterQuote: /^(?:と|って|という|なんて|など|の|を|が|に|は|、)/u,
}
