import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { unfinishedSuffix, wordsFileOf } from '@contract/recording-words'
import {
  exportWav,
  openDocumentInHost,
  poolSize,
  recordingTags,
  SpokenDocument,
  type ExportResult,
  type ExportState,
} from '../../engine'
import { castVoices } from '../cast'
import type { CommandContext } from '../context'
import { makeFolders } from '../made-folders'
import { loadPronounce } from '../pronunciations'
import { table } from '../terminal'
import { unknownLoudness } from '../unknown-loudness'

/** `narrate FILE --out DIR`: a whole document as one WAV named after it. */
export async function narrate(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  if (line.operands.length !== 1)
    throw new AppError('usage/invalid', 'narrate needs one file: narrate FILE --out DIR')
  const source = { kind: 'file' as const, path: context.resolvePath(line.operands[0]) }
  const document = await openDocumentInHost(context.documentHostPath, { source, options: line.open }, signal)
  const pronounce = await loadPronounce(context, document)
  const directory = context.resolvePath(line.out ?? '.')
  const path = join(directory, `${fileNameFor(document.title)}.wav`)
  const workers = line.workers ?? poolSize()
  const voice = await context.loadVoice({ atOnce: workers, keepsSpeech: line.keepsSpeech })
  const notice = unknownLoudness(voice, line.settings)
  if (notice) terminal.notice(notice)
  const folders = await makeFolders(directory)
  context.noteUnfinished(path + unfinishedSuffix)
  context.noteUnfinished(wordsFileOf(path) + unfinishedSuffix)
  const spoken = new SpokenDocument(document.blocks, { pronounce, language: document.language })
  const { casting, unvoiced } = castVoices(context, voice, spoken)
  let result: ExportResult
  try {
    result = await exportWav({
      voice,
      casting,
      document: spoken,
      settings: line.settings,
      sampleRateHz: line.sampleRateHz,
      atOnce: workers,
      path,
      tags: recordingTags(document.title, voice),
      words: line.words ? { title: document.title, language: document.language } : undefined,
      signal,
      onProgress: (state) => terminal.progress(describe(document.title, state)),
    })
  } catch (error) {
    await folders.takeBack()
    throw error
  }
  terminal.progressDone()
  terminal.json({
    files: [{ path: result.path, seconds: round(result.audioSeconds) }],
    audioSeconds: round(result.audioSeconds),
    wallSeconds: round(result.wallSeconds),
    sentences: result.sentences,
    missing: result.missing,
    voice: voice.id,
    readers: result.readers,
    unvoiced,
    sampleRateHz: line.sampleRateHz ?? voice.sampleRateHz,
    device: voice.device,
    workers,
    realTimeFactor: round(result.wallSeconds / result.audioSeconds, 5),
  })
  terminal.line(result.path)
  terminal.line(
    table([
      ...readersLine(result),
      ['audio', clockTime(result.audioSeconds)],
      ['rendered in', `${result.wallSeconds.toFixed(2)} s`],
      ['speed', `${(result.audioSeconds / result.wallSeconds).toFixed(1)} x real time`],
      ['sentences', String(result.sentences)],
      ['missing', String(result.missing)],
      ['device', voice.device],
      ['workers', String(workers)],
    ]),
  )
}

/** Nothing where one voice reads everything, as it mostly does. */
function readersLine({ readers }: ExportResult): [string, string][] {
  const voices = new Set(readers.map(({ voice }) => voice))
  return voices.size > 1 ? [['voices', [...voices].join(', ')]] : []
}

/** The title comes last: on a narrow terminal the end is cut off. */
function describe(title: string, { fraction, audioSeconds, wallSeconds }: ExportState): string {
  const percent = `${Math.floor(fraction * 100)} %`
  const audio = `${clockTime(audioSeconds)} of audio: ${title}`
  // Before the first sentence there is nothing to reckon from.
  if (fraction === 0 || fraction === 1) return `${percent}, ${audio}`
  const left = (wallSeconds / fraction) * (1 - fraction)
  const speed = (audioSeconds / wallSeconds).toFixed(0)
  return `${percent}, ${clockTime(left)} left, ${speed} x real time, ${audio}`
}

/** With the ending, within the 255 bytes that a file system allows, in any script. */
const longestNameChars = 80

/** Characters that some system refuses in a file name become spaces. */
function fileNameFor(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestNameChars)
    .replace(/[\ud800-\udbff]$|[. ]+$/, '')
  return name === '' ? 'narration' : name
}

function clockTime(seconds: number): string {
  const whole = Math.round(seconds)
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3_600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits))
}
