import type { ExportJob } from '@contract/export-job'
import { pauseKinds, pauseMilliseconds } from '@contract/pauses'
import { narrate } from '../../streaming/narration'
import { passagesOf } from './job-passages'
import { beforehand, readSample } from './job-sample'
import { loudnessSample } from './loudness-sample'
import type { SentenceRecord } from './progress-record'
import type { JobMeans } from './job-means'

/** Of any language: English takes 0.07, Chinese 0.25. */
const slowestSecondsPerChar = 0.5

/** What is known of a chapter's recording before there is one. Samples count from its beginning. */
export interface ChapterLength {
  readonly samples: number
  /** Empty where they are not known. */
  readonly sentences: readonly Pick<SentenceRecord, 'block' | 'startChar' | 'endChar' | 'startSample'>[]
}

/** How many characters are written in a chapter. */
export function charsOf(
  { document }: Pick<ExportJob, 'document'>,
  { fromBlock, untilBlock }: ExportJob['chapters'][number],
): number {
  return document.blocks.slice(fromBlock, untilBlock).reduce((sum, { text }) => sum + text.length, 0)
}

/**
 * Longer than a job's chapters will be, by their text alone: nothing has to be said of it for that.
 */
export function boundChapters(
  { document, chapters, speech }: ExportJob,
  sampleRateHz: number,
): ChapterLength[] {
  const { pauses, speed } = speech
  const pauseSeconds = Math.max(...pauseKinds.map((kind) => pauseMilliseconds(kind, pauses))) / 1_000
  return chapters.map((chapter) => {
    const blocks = chapter.untilBlock - chapter.fromBlock
    const seconds = charsOf({ document }, chapter) * slowestSecondsPerChar + blocks * pauseSeconds
    return { samples: Math.ceil((seconds / Math.min(1, speed)) * sampleRateHz), sentences: [] }
  })
}

/**
 * The lengths of a job's chapters by what a part of its sentences lasts: quick, and right to some percent where all of it is
 * text of one kind.
 * @throws as `readSample`
 */
export async function reckonChapters(
  job: ExportJob,
  means: JobMeans,
  sampleRateHz: number,
): Promise<ChapterLength[]> {
  const sentences = loudnessSample(means.document, job.chapters)
  const chars = sentences.reduce((sum, { startChar, endChar }) => sum + endChar - startChar, 0)
  let samples = 0
  for await (const piece of readSample(sentences, means, {
    speech: job.speech,
    sampleRateHz,
    isSilent: true,
  }))
    if (piece.kind === 'silence') samples += piece.samples
  const samplesPerChar = samples / Math.max(1, chars)
  return job.chapters.map((chapter) => ({
    samples: Math.ceil(charsOf(job, chapter) * samplesPerChar),
    sentences: [],
  }))
}

/**
 * The lengths that a job's chapters will have, to the sample: all of the work but the rendering.
 * @throws as `narrate`
 */
export async function measureChapters(
  job: ExportJob,
  { voice, casting, document, atOnce, signal, turn }: JobMeans,
  sampleRateHz: number,
): Promise<ChapterLength[]> {
  const chapters = job.chapters.map(() => ({
    samples: 0,
    sentences: [] as { block: number; startChar: number; endChar: number; startSample: number }[],
  }))
  const [first, ...then] = passagesOf(job.chapters)
  const pieces = narrate({
    ...{ voice, document, signal, sampleRateHz, ...first, then },
    casting: casting && beforehand(casting),
    settings: () => job.speech,
    sentencesAtOnce: atOnce,
    isSilent: true,
  })
  let passage = 0
  for await (const piece of pieces) {
    await turn?.(signal)
    if (piece.kind === 'sentence') {
      passage = piece.passage
      const { samples, sentences } = chapters[passage]
      const { block, startChar, endChar, part } = piece
      const last = sentences.at(-1)
      if (part > 0 && last) last.endChar = Math.max(last.endChar, endChar)
      else sentences.push({ block, startChar, endChar, startSample: samples })
    }
    if (piece.kind === 'silence') chapters[passage].samples += piece.samples
  }
  return chapters
}
