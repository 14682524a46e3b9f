import { basename } from 'node:path'
import { AppError } from '@contract/errors'
import { digestInThread, findReports, verifyReport, type Verification } from '../../../engine'
import type { CommandContext } from '../../context'
import { verificationLines, verificationReport } from './report'

/** `verify DIR|REPORT...`: whether narrated recordings are what their reports say. */
export async function verify(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  if (line.operands.length === 0)
    throw new AppError('usage/invalid', 'verify needs a folder or a report: verify DIR')
  const paths: string[] = []
  for (const operand of line.operands) paths.push(...(await findReports(context.resolvePath(operand))))
  const verified: Verification[] = []
  const startDigest = digestInThread(context.digestThreadPath)
  for (const path of paths) {
    const onProgress = (fraction: number): void =>
      terminal.progress(`${Math.floor(fraction * 100)} %: ${basename(path)}`)
    verified.push(await verifyReport(path, { signal, startDigest, onProgress }))
  }
  terminal.progressDone()
  terminal.json(verificationReport(verified))
  for (const said of verified.flatMap(verificationLines)) terminal.line(said)
  const problems = verified.flatMap((one) => one.problems).length
  if (problems > 0)
    throw new AppError(
      'report/refuted',
      `The recordings are not what their report says (${problems} problems)`,
      {
        details: { problems },
      },
    )
}
