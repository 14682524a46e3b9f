import { AppError } from '@contract/errors'
import type { SpeechSettings } from '@contract/settings'
import { poolSize, type Voice } from '../../../engine'
import type { CommandContext } from '../../context'
import { failureLine } from '../../failure-line'
import { isJobFolder, nothingToNarrate, refuseContradictions } from './job-operands'
import { narrateTask } from './narrate-task'
import { openTask } from './narration-task'
import { keptLine, reportOf, resultLines, type NarratedDocument } from './report'

/**
 * `narrate FILE... --out DIR`: whole documents, one after the other, as files named after them, and jobs that were left, as
 * they were begun.
 */
export async function narrate(context: CommandContext): Promise<void> {
  const { line, terminal, signal, resolvePath } = context
  if (line.operands.length === 0) throw new AppError('usage/invalid', await nothingToNarrate(context))
  for (const operand of line.operands)
    if (await isJobFolder(resolvePath(operand))) refuseContradictions(line, resolvePath(operand))
  const workers = line.workers ?? poolSize()
  const voiceFor = oneVoiceAtATime(context, workers)
  const narrated: NarratedDocument[] = []
  const failures: unknown[] = []
  for (const operand of line.operands) {
    try {
      const task = await openTask(context, operand)
      narrated.push(await narrateTask(context, task, await voiceFor(task.job.speech), workers))
    } catch (error) {
      const path = resolvePath(operand)
      if (signal.aborted && (await isJobFolder(path))) terminal.notice(keptLine(path))
      signal.throwIfAborted()
      failures.push(error)
    }
  }
  terminal.progressDone()
  if (narrated.length > 0) {
    terminal.json(reportOf(narrated, workers))
    for (const said of resultLines(narrated, workers)) terminal.line(said)
  }
  // The last one is told as every command tells its own.
  const last = failures.pop()
  for (const failure of failures) terminal.notice(failureLine(failure))
  if (last !== undefined) throw last
}

/** Most jobs of a queue are read by the same voice, which stays loaded until another one is asked for. */
function oneVoiceAtATime(
  { line, loadVoice }: CommandContext,
  atOnce: number,
): (speech: SpeechSettings) => Promise<Voice> {
  let loaded: { readonly key: string; readonly voice: Voice } | null = null
  return async (speech) => {
    const key = JSON.stringify([speech.voice, speech.speaker, speech.device])
    if (loaded?.key === key) return loaded.voice
    loaded = null
    const voice = await loadVoice({ speech, atOnce, keepsSpeech: line.keepsSpeech })
    loaded = { key, voice }
    return voice
  }
}
