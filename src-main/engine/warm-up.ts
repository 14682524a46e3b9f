import type { Block } from '@contract/document'
import { settingsSchema } from '@contract/settings'
import { narrate } from './streaming/narration'
import { SpokenDocument } from './streaming/spoken-document'
import { afresh } from './voices/afresh'
import type { Voice } from './voices/voice'

/** Goes through every part once: numbers, an abbreviation, a word no dictionary has, more than one push. */
const warmUpText = 'Dr. Quendry wrote down 29.83 in the ledger, beside the weather and one customer’s name.'

/** What is said to nobody before anything is timed: the first run of a session is slower than all later ones. */
export function warmUpDocument(): SpokenDocument {
  const source = { part: 0, startChar: 0, endChar: warmUpText.length, exact: true }
  const blocks: Block[] = [{ kind: 'paragraph', text: warmUpText, marks: [], source }]
  const document = new SpokenDocument(blocks, { language: 'en' })
  // The first block whose language is looked for takes 5 ms, each later one 0.1.
  document.languages.known(0)
  return document
}

/** The voice, warmed; one that cannot say the warm-up sentence is let go. @throws as `narrate` */
export async function warmed(voice: Voice, signal: AbortSignal): Promise<Voice> {
  try {
    await warmUp(voice, signal)
  } catch (error) {
    await voice.dispose()
    throw error
  }
  return voice
}

/** Says the warm-up sentence to nobody. @throws as `narrate` */
export async function warmUp(voice: Voice, signal: AbortSignal): Promise<void> {
  const { speech } = settingsSchema.parse({})
  const from = { block: 0, char: 0 }
  // What is kept would warm nothing.
  const pieces = narrate({
    voice: afresh(voice),
    document: warmUpDocument(),
    from,
    settings: () => speech,
    signal,
  })
  while (!(await pieces.next()).done) signal.throwIfAborted()
}
