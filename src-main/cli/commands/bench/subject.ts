import {
  installVoice,
  loadInlineVoice,
  loadWorkerVoice,
  type InstalledVoice,
  type Voice,
} from '../../../engine'
import type { CommandContext } from '../../context'
import { showVoiceProgress } from '../../terminal'

/** How long the vocoder's pushes are, in its frames: the voice's own grid, one length, or the whole sentence at once. */
export type PushFrames = 'grid' | 'all' | number

/** Verifies the voice's files, fetches what is missing. @param id absent: the voice of the command line */
export async function installSubject(
  { line, terminal, signal, voicesDirectory, keptDirectory, cacheDirectory }: CommandContext,
  id: string = line.settings.voice,
): Promise<InstalledVoice> {
  const installed = await installVoice({
    voicesDirectory,
    keptDirectory,
    id,
    speaker: line.settings.speaker,
    cacheDirectory,
    signal,
    onProgress: (progress) => showVoiceProgress(terminal, progress),
  })
  terminal.progressDone()
  return { ...installed, threads: line.threads ?? 1, device: line.settings.device }
}

/** The voice with pushes of another length than its manifest's. */
export function withPushes(installed: InstalledVoice, pushFrames: PushFrames): InstalledVoice {
  if (pushFrames === 'grid') return installed
  const { manifest } = installed
  const { minimumTailFrames } = manifest.pushGrid
  const frames = [pushFrames === 'all' ? Number.MAX_SAFE_INTEGER : pushFrames]
  return { ...installed, manifest: { ...manifest, pushGrid: { frames, minimumTailFrames } } }
}

/** Loads a voice into this thread or two worker threads, uses it, and frees it whatever happens. */
export async function withVoice<T>(
  context: CommandContext,
  installed: InstalledVoice,
  place: 'this-thread' | 'workers',
  use: (voice: Voice) => Promise<T>,
): Promise<T> {
  const voice =
    place === 'workers'
      ? await loadWorkerVoice(context.workerPath, installed, context.signal)
      : await loadInlineVoice(installed, context.signal)
  try {
    return await use(voice)
  } finally {
    await voice.dispose()
  }
}
