import type { SpeechSettings } from '@contract/settings'
import type { AppContext } from '../ui/app-context'
import type { ExportReader } from './save.svelte'

/** Who is to read what is saved, where somebody may think that it is the narration. */
export function readerOf(
  { narration, session }: Pick<AppContext, 'narration' | 'session'>,
  speech: Pick<SpeechSettings, 'voice'>,
): ExportReader | null {
  const { voices, voice: held } = session.engine
  const voice = voices.find(({ id }) => id === speech.voice) ?? held
  return narration.isOffered && voice ? { voice: voice.name, kind: narration.kind } : null
}

/** Saves the document on the page exactly as it is heard, where the person says. @returns whether it has begun */
export async function recordHeard(app: AppContext): Promise<boolean> {
  const { session, settings, saves, frame } = app
  if (!session.document) return false
  const { speech } = settings.current
  const save = await saves.record(session.document.id, speech, readerOf(app, speech))
  if (save) frame.isExportOpen = true
  return save !== null
}
