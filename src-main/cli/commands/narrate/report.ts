import { basename } from 'node:path'
import type { BegunAnew, JobResult, Voice } from '../../../engine'
import { clockTime } from '../../clock-time'
import { table } from '../../terminal'

/** One document, narrated. */
export interface NarratedDocument {
  readonly title: string
  readonly result: JobResult
  readonly voice: Pick<Voice, 'id' | 'device'>
  readonly wallSeconds: number
  /** Languages, as tags, that the voice read although it speaks another. */
  readonly unvoiced: readonly string[]
}

/** How far a narration is; the title comes last: on a narrow terminal the end is cut off. */
export function progressLine(
  title: string,
  { fraction, audioSeconds, speed }: { fraction: number; audioSeconds: number; speed: number },
): string {
  const percent = `${Math.floor(fraction * 100)} %`
  const audio = `${clockTime(audioSeconds)} of audio: ${title}`
  if (fraction === 1) return `${percent}, ${audio}`
  const left = (audioSeconds * (1 / fraction - 1)) / speed
  return `${percent}, ${clockTime(left)} left, ${speed.toFixed(0)} x real time, ${audio}`
}

/** What an earlier run left is of no use any more. */
export function begunAnewLine(title: string, why: BegunAnew): string {
  const because =
    why.reason === 'files-gone'
      ? 'files that were made of it are gone'
      : `Lector or the voice ${why.voice} has changed since it was begun`
  return `${title} is begun anew: ${because}`
}

/** While it is found out how loud a text is read. */
export function measuringLine(title: string, fraction: number): string {
  return `${Math.floor(fraction * 100)} % of measuring how loud it is: ${title}`
}

/** How far a file is that is made of a finished recording. */
export function encodingLine({ path, fraction }: { path: string; fraction: number }): string {
  return `${Math.floor(fraction * 100)} % of ${basename(path)}`
}

/** What a person is told who ends a job that they had gone on with. */
export function keptLine(jobFolder: string): string {
  return `What is done is kept; to go on with it: npm start -- narrate "${jobFolder}"`
}

/** For programs. @param documents one or more */
export function reportOf(documents: readonly NarratedDocument[], workers: number) {
  const [{ voice, result: first }] = documents
  const audioSeconds = sum(documents, heardSeconds)
  const wallSeconds = sum(documents, (one) => one.wallSeconds)
  return {
    files: documents.flatMap(({ result }) => filesOf(result)),
    documents: documents.map((one) => ({
      title: one.title,
      voice: one.voice.id,
      files: filesOf(one.result),
      loudness: one.result.loudness,
      sentences: one.result.sentences,
      missing: one.result.missing,
    })),
    audioSeconds: round(audioSeconds),
    wallSeconds: round(wallSeconds),
    sentences: sum(documents, ({ result }) => result.sentences),
    missing: sum(documents, ({ result }) => result.missing),
    voice: voice.id,
    readers: documents.flatMap(({ result }) => result.readers),
    unvoiced: [...new Set(documents.flatMap(({ unvoiced }) => unvoiced))],
    sampleRateHz: first.sampleRateHz,
    device: voice.device,
    workers,
    realTimeFactor: round(wallSeconds / audioSeconds, 5),
  }
}

/** For people: the files, then the figures. @param documents one or more */
export function resultLines(documents: readonly NarratedDocument[], workers: number): readonly string[] {
  const audioSeconds = sum(documents, heardSeconds)
  const wallSeconds = sum(documents, (one) => one.wallSeconds)
  const voices = new Set(documents.flatMap(({ result }) => result.readers.map((reader) => reader.voice)))
  return [
    ...documents.flatMap(({ result }) => filesOf(result).map(({ path }) => path)),
    table([
      // Mostly one voice reads everything.
      ...(voices.size > 1 ? [['voices', [...voices].join(', ')] as const] : []),
      ['audio', clockTime(audioSeconds)],
      ...loudnessRows(documents),
      ['rendered in', `${wallSeconds.toFixed(2)} s`],
      ['speed', `${(audioSeconds / wallSeconds).toFixed(1)} x real time`],
      ['sentences', String(sum(documents, ({ result }) => result.sentences))],
      ['missing', String(sum(documents, ({ result }) => result.missing))],
      ['device', documents[0].voice.device],
      ['workers', String(workers)],
    ]),
  ]
}

/** What it was brought to, and by what: the gain is each document's own. */
function loudnessRows(documents: readonly NarratedDocument[]): readonly (readonly [string, string])[] {
  const brought = documents.flatMap(({ result }) => result.loudness ?? [])
  if (brought.length === 0) return []
  const decibels = (gain: number): string => `${gain > 0 ? '+' : ''}${gain.toFixed(1)} dB`
  return [
    ['loudness', `${brought[0].targetLufs} LUFS`],
    ['gain', brought.map(({ gainDecibels }) => decibels(gainDecibels)).join(', ')],
  ]
}

function filesOf({ recordings, bookPath, samples: allSamples, sampleRateHz }: JobResult) {
  const files = [...recordings, ...(bookPath === null ? [] : [{ paths: [bookPath], samples: allSamples }])]
  return files.flatMap(({ paths, samples }) =>
    paths.map((path) => ({ path, seconds: round(samples / sampleRateHz) })),
  )
}

/** Of what is written, once in however many files it is, with the silence between chapters of a book. */
function heardSeconds({ result }: NarratedDocument): number {
  return result.samples / result.sampleRateHz
}

function sum<Item>(items: readonly Item[], valueOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + valueOf(item), 0)
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits))
}
