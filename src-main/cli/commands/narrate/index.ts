import { AppError } from '@contract/errors'
import { poolSize } from '../../../engine'
import type { CommandContext } from '../../context'
import { failureLine } from '../../failure-line'
import { isJobFolder, nothingToNarrate, refuseContradictions } from './job-operands'
import { narrateTask } from './narrate-task'
import { openTask } from './narration-task'
import { OneVoiceAtATime } from './one-voice-at-a-time'
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
  const voices = new OneVoiceAtATime(context, workers)
  const narrated: NarratedDocument[] = []
  const failures: unknown[] = []
  try {
    for (const operand of line.operands) {
      const path = resolvePath(operand)
      try {
        // Documents are read by the voice that the command line names: it is loaded while they are opened.
        if (!(await isJobFolder(path))) voices.expect(line.settings)
        const task = await openTask(context, operand)
        narrated.push(await narrateTask(context, task, await voices.of(task.job.speech), workers))
      } catch (error) {
        if (signal.aborted && (await isJobFolder(path))) terminal.notice(keptLine(path))
        signal.throwIfAborted()
        failures.push(error)
      }
    }
  } finally {
    await voices.end()
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
