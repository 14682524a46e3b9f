import { createTranslator } from '@contract/strings/translator'
import type { ReportProblem, Verification } from '../../../engine'
import { clockTime } from '../../clock-time'
import { table } from '../../terminal'

/** Of one report; a recording of which nothing is left has a problem for every sentence. */
const maxProblemLines = 20
/** What a stranger's name could do to a terminal. */
const control = /\p{Cc}/gu

/** For programs. */
export function verificationReport(verified: readonly Verification[]) {
  const reports = verified.map(({ path, title, counts, recordings, files, problems }) => ({
    ...{ path, title, ok: problems.length === 0, counts },
    recordings: recordings.map(({ name, seconds, levels }) => ({
      ...{ name, seconds },
      integratedLufs: levels?.integratedLufs ?? null,
      truePeakDbtp: levels?.truePeakDbtp ?? null,
    })),
    files,
    problems,
  }))
  return { ok: reports.every(({ ok }) => ok), reports }
}

/** For people: the report, its files, and what is wrong. */
export function verificationLines({ path, counts, recordings, files, problems }: Verification): string[] {
  const { t } = createTranslator('en')
  const rows = recordings.map(({ name, seconds, levels }): [string, string] => {
    const figure = (value: number | null | undefined, unit: string): string =>
      `${(value?.toFixed(1) ?? '–').padStart(6)} ${unit}`
    const loudness = figure(levels?.integratedLufs, 'LUFS')
    return [name, `${clockTime(seconds)}  ${loudness}  ${figure(levels?.truePeakDbtp, 'dBTP')}`]
  })
  const told = problems.slice(0, maxProblemLines).map((problem) => `  ${sentenceFor(problem)}`)
  const rest = problems.length - told.length
  return [
    path,
    ...(rows.length === 0 ? [] : table(rows).split('\n')),
    ...files.map((name) => `  ${name}`),
    `  ${t('verify.sentences', { sentences: counts.sentences, missing: counts.missing })}`,
    ...(problems.length === 0 ? [`  ${t('verify.well')}`] : told),
    ...(rest > 0 ? [`  ${t('verify.more', { count: rest })}`] : []),
  ].map((line) => line.replace(control, '\u{fffd}'))
}

function sentenceFor(problem: ReportProblem): string {
  const { t } = createTranslator('en')
  const time = 'startSeconds' in problem ? clockTime(problem.startSeconds) : ''
  return t(`verify.${problem.kind}`, { ...problem, time })
}
