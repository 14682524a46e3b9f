import { dirname, join } from 'node:path'
import { countStates, type ExportReport, type ReportCounts } from '@contract/export-report'
import type { PassMeans } from './file-pass'
import { isPossible } from './is-possible'
import { readReport } from './read-report'
import type { ReportProblem, SentencePlace } from './report-problem'
import type { SoundLevels } from './sound-measure'
import { verifyFile } from './verify-file'
import { verifyRecording, type PlacedSound } from './verify-recording'

/** How a report was found; all is well where it has no problems. */
export interface Verification {
  readonly path: string
  /** Of the document; null: it is no report. */
  readonly title: string | null
  /** What it comes to when it is counted. */
  readonly counts: ReportCounts
  readonly recordings: readonly VerifiedRecording[]
  /** Names of the files that were made of recordings. */
  readonly files: readonly string[]
  readonly problems: readonly ReportProblem[]
}

/** A recording that is kept as samples. */
export interface VerifiedRecording {
  readonly name: string
  readonly seconds: number
  /** null where it is not all there, or not in the report's format. */
  readonly levels: SoundLevels | null
}

/**
 * Holds a report to itself and the files beside it to the report. The report and they may be anybody's.
 * @param onProgress told what share of the files' bytes was read, 0..1
 * @throws the file system's error where the report cannot be read; `signal.reason` when aborted
 */
export async function verifyReport(
  path: string,
  { onProgress, ...means }: PassMeans & { onProgress?: (fraction: number) => void },
): Promise<Verification> {
  const read = await readReport(path)
  if (read.report === null) {
    const problems = [{ kind: 'unreadable-report', reason: read.reason }] as const
    return { path, title: null, counts: countStates([]), recordings: [], files: [], problems }
  }
  const { report } = read
  const counts = countStates(report.sentences)
  const problems: ReportProblem[] = read.isAsWritten ? [] : [{ kind: 'altered-report' }]
  if (!isSame(counts, report.counts)) problems.push({ kind: 'wrong-counts' })
  for (const [index, sentence] of report.sentences.entries())
    if (sentence.state === 'missing') problems.push({ kind: 'missing-sentence', ...placeOf(sentence, index) })
  const verified = { path, title: report.document.title, counts }
  if (!isPossible(report))
    return { ...verified, recordings: [], files: [], problems: [...problems, { kind: 'impossible-report' }] }

  const sentencesOf = soundsByRecording(report)
  const lengths = [...report.recordings, ...report.files].map((file) => ('bytes' in file ? file.bytes : 0))
  const totalBytes = lengths.reduce((sum, bytes) => sum + bytes, 0)
  let doneBytes = 0
  const onBytes = (bytes: number): void => onProgress?.((doneBytes += bytes) / totalBytes)
  const pathOf = (name: string): string => join(dirname(path), name)
  const recordings: VerifiedRecording[] = []
  for (const [number, recording] of report.recordings.entries()) {
    if (recording.kind !== 'wav') continue
    const claim = { recording, form: report, sentences: sentencesOf[number] }
    const verdict = await verifyRecording(pathOf(recording.name), claim, { ...means, onBytes })
    problems.push(...verdict.problems)
    recordings.push({ name: recording.name, seconds: recording.seconds, levels: verdict.levels })
  }
  for (const file of report.files)
    problems.push(...(await verifyFile(pathOf(file.name), file, { ...means, onBytes })))
  return { ...verified, recordings, files: report.files.map(({ name }) => name), problems }
}

function soundsByRecording({ recordings, sentences }: ExportReport): PlacedSound[][] {
  const sounds = recordings.map((): PlacedSound[] => [])
  for (const [index, sentence] of sentences.entries())
    for (const heard of sentence.heard) sounds[heard.recording].push({ ...placeOf(sentence, index), heard })
  return sounds
}

function placeOf(
  { chapter, block, startChar, endChar }: ExportReport['sentences'][number],
  index: number,
): SentencePlace {
  return { sentence: index + 1, chapter, block, startChar, endChar }
}

function isSame(one: ReportCounts, other: ReportCounts): boolean {
  return (
    one.sentences === other.sentences &&
    one.rendered === other.rendered &&
    one.nothingToSay === other.nothingToSay &&
    one.missing === other.missing
  )
}
