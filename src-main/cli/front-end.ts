import { loadFrontEnd, type FrontEnd } from '../engine'
import type { CommandContext } from './context'
import { showVoiceProgress } from './terminal'

/** Loads what turns the voice's text into phonemes, uses it, and frees it whatever happens. */
export async function withFrontEnd<T>(
  { line, terminal, signal, voicesDirectory, keptDirectory, cacheDirectory }: CommandContext,
  use: (frontEnd: FrontEnd) => Promise<T>,
): Promise<T> {
  const { voice, speaker } = line.settings
  const frontEnd = await loadFrontEnd({
    voicesDirectory,
    keptDirectory,
    id: voice,
    speaker,
    cacheDirectory,
    signal,
    onProgress: (progress) => showVoiceProgress(terminal, progress),
  })
  terminal.progressDone()
  try {
    return await use(frontEnd)
  } finally {
    await frontEnd.dispose()
  }
}
