import type { ExportReport, ReportedSentence, ReportedWav } from '@contract/export-report'
import { bytesPerSample } from '@contract/sample-formats'
import { decodeSamples } from '../../audio/sample-bytes'
import { longestHeadBytes, readWavLayout } from '../../audio/wav-layout'
import type { FilePass } from './file-pass'
import type { ReportProblem, SentencePlace } from './report-problem'
import { SoundMeasure, type SoundLevels } from './sound-measure'
import { readNamed, type ReadingMeans } from './verify-file'

/** A sentence where a recording has it. */
export interface PlacedSound extends SentencePlace {
  readonly heard: ReportedSentence['heard'][number]
}

/** What a recording is held to. */
export interface RecordingClaim {
  readonly recording: ReportedWav
  readonly form: Pick<ExportReport, 'sampleRateHz' | 'sampleFormat'>
  /** In their order, none reaching into the next or behind the recording's end. */
  readonly sentences: readonly PlacedSound[]
}

/** What was found of a recording. */
export interface RecordingVerdict {
  readonly problems: readonly ReportProblem[]
  /** null where it is not all there, or not in the report's format. */
  readonly levels: SoundLevels | null
}

/**
 * Reads a recording once and holds it to its report. No more is read of it than the report says it has.
 * @throws `signal.reason` when aborted
 */
export async function verifyRecording(
  path: string,
  claim: RecordingClaim,
  means: ReadingMeans,
): Promise<RecordingVerdict> {
  const { name } = claim.recording
  const result = await readNamed(path, name, means, (pass) => comparePass(pass, claim, means.onBytes))
  return 'found' in result ? result.found : { problems: [result.problem], levels: null }
}

async function comparePass(
  pass: FilePass,
  { recording, form, sentences }: RecordingClaim,
  onBytes: (bytes: number) => void,
): Promise<RecordingVerdict> {
  const { name, bytes, dataStartByte, samples } = recording
  const { sampleRateHz, sampleFormat } = form
  const sampleBytes = bytesPerSample[sampleFormat]
  const byteOf = (sample: number): number => dataStartByte + sample * sampleBytes
  const problems: ReportProblem[] = []
  const isLength = pass.byteLength === bytes
  if (!isLength)
    problems.push({ kind: 'wrong-length', recording: name, bytes: pass.byteLength, expectedBytes: bytes })
  const layout = readWavLayout(await pass.head(longestHeadBytes))
  const isHead =
    layout?.sampleRateHz === sampleRateHz &&
    layout.format === sampleFormat &&
    layout.dataStartByte === dataStartByte &&
    layout.dataBytes === samples * sampleBytes
  if (!isHead) problems.push({ kind: 'wrong-head', recording: name })

  const measure = new SoundMeasure(sampleRateHz)
  const count = (read: Buffer): void => onBytes(read.length)
  const hear = (read: Buffer): void => {
    count(read)
    measure.add(decodeSamples(read, sampleFormat))
  }
  const found: ReportProblem[] = []
  await pass.readTo(dataStartByte, count)
  for (const { heard, ...place } of sentences) {
    await pass.readTo(byteOf(heard.startSample), hear)
    measure.beginStretch()
    const digest = await pass.digestTo(byteOf(heard.endSample), hear)
    const where = { ...place, recording: name, startSeconds: heard.startSample / sampleRateHz }
    if (digest !== heard.sha256) found.push({ kind: 'damaged-sentence', ...where })
    else if (!measure.isHeard) found.push({ kind: 'silent-sentence', ...where })
  }
  measure.beginStretch()
  await pass.readTo(byteOf(samples), hear)
  const isMeasured = isHead && pass.atByte === byteOf(samples)
  await pass.readTo(bytes, count)
  if (isLength && (pass.atByte < bytes || (await pass.sha256()) !== recording.sha256))
    problems.push({ kind: 'wrong-content', recording: name })
  return { problems: [...problems, ...found], levels: isMeasured ? measure.levels() : null }
}
