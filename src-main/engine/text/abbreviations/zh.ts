import { words, type SentenceHabits } from './habits'

/** Chinese has no abbreviations with a period; what is said stands before or after its speaker. */
export const chinese: SentenceHabits = {
  always: words('Dr Mr Mrs Ms Prof'),
  unlessOpener: words('Inc Ltd Co Corp'),
  beforeNumber: words('No Vol p pp Fig'),
  openers: words(''),
  saidAfterQuote: /^\p{Script=Han}{1,5}?(?:说|說|道|问|問|喊|叫|答|想)[，。：；,:.]/u,
}
