import { settingsSchema } from '@contract/settings'
import { narrate } from './streaming/narration'
import { SpokenDocument } from './streaming/spoken-document'
import type { Voice } from './voices/voice'

const warmUpText = 'Ready.'

/** Says one short sentence to nobody: the first run of a session is slower than all later ones. */
export async function warmUp(voice: Voice, signal: AbortSignal): Promise<void> {
  const { speech } = settingsSchema.parse({})
  const source = { startChar: 0, endChar: warmUpText.length, exact: true }
  const document = new SpokenDocument([{ kind: 'paragraph', text: warmUpText, marks: [], source }])
  const from = { block: 0, char: 0 }
  const pieces = narrate({ voice, document, from, settings: () => speech, signal })
  while (!(await pieces.next()).done) signal.throwIfAborted()
}
