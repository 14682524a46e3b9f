import { asWritten } from '../speakable-text'
import type { FrontEnd } from '../spoken-text'

/** Touches the usual rules, and no unknown word: the network for those is opened when one comes. */
const exercise = 'On March 3, 1987, Dr. Hart paid $19.50 for 5 km at 7:30 p.m., didn’t she?'
/** A regular expression is compiled at its second use, and once more for text beyond Latin-1, as quotation marks are. */
const exercises = [exercise, exercise, `“${exercise}”`, `“${exercise}”`]

/** Makes the first sentence read as fast as the next: it would wait a tenth of a second for what is compiled at first use. */
export async function warmUpEnglish(frontEnd: Pick<FrontEnd, 'speak'>): Promise<void> {
  for (const text of exercises) await frontEnd.speak(asWritten(text))
}
