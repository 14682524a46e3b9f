import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import {
  exportWav,
  openDocumentInHost,
  SpokenDocument,
  unfinishedSuffix,
  type ExportState,
} from '../../engine'
import type { CommandContext } from '../context'
import { table } from '../terminal'

/** `narrate FILE --out DIR`: a whole document as one WAV named after it. */
export async function narrate(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  if (line.operands.length !== 1)
    throw new AppError('usage/invalid', 'narrate needs one file: narrate FILE --out DIR')
  const source = { kind: 'file' as const, path: context.resolvePath(line.operands[0]) }
  const document = await openDocumentInHost(context.documentHostPath, { source }, signal)
  const directory = context.resolvePath(line.out ?? '.')
  const path = join(directory, `${fileNameFor(document.title)}.wav`)
  await mkdir(directory, { recursive: true }).catch((cause: unknown) => {
    throw new AppError('export/not-writable', `${directory} cannot be made`, {
      details: { path: directory, reason: (cause as NodeJS.ErrnoException).code ?? 'unknown' },
      cause,
    })
  })
  const voice = await context.loadVoice()
  context.noteUnfinished(path + unfinishedSuffix)
  try {
    const result = await exportWav({
      voice,
      document: new SpokenDocument(document.blocks),
      settings: line.settings,
      path,
      signal,
      onProgress: (state) => terminal.progress(describe(document.title, state)),
    })
    terminal.progressDone()
    terminal.json({
      files: [{ path: result.path, seconds: round(result.audioSeconds) }],
      audioSeconds: round(result.audioSeconds),
      wallSeconds: round(result.wallSeconds),
      sentences: result.sentences,
      missing: result.missing,
      voice: voice.id,
      device: voice.device,
      realTimeFactor: round(result.wallSeconds / result.audioSeconds),
    })
    terminal.line(result.path)
    terminal.line(
      table([
        ['audio', clockTime(result.audioSeconds)],
        ['rendered in', `${result.wallSeconds.toFixed(2)} s`],
        ['speed', `${(result.audioSeconds / result.wallSeconds).toFixed(1)} x real time`],
        ['sentences', String(result.sentences)],
        ['missing', String(result.missing)],
        ['device', voice.device],
      ]),
    )
  } finally {
    terminal.progressDone()
  }
}

function describe(title: string, state: ExportState): string {
  const percent = Math.floor(state.fraction * 100)
  const speed = state.wallSeconds > 0 ? state.audioSeconds / state.wallSeconds : 0
  const left = state.fraction > 0 ? (state.wallSeconds / state.fraction) * (1 - state.fraction) : 0
  return `${title}: ${percent} %, ${clockTime(state.audioSeconds)} of audio, ${speed.toFixed(0)} x real time, ${Math.ceil(left)} s left`
}

/** Characters that some system refuses in a file name become spaces. */
function fileNameFor(title: string): string {
  const name = title
    .replace(/[<>:"/\\|?*\p{Cc}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80)
    .replace(/[. ]+$/, '')
  return name === '' ? 'narration' : name
}

function clockTime(seconds: number): string {
  const whole = Math.round(seconds)
  const pad = (value: number): string => String(value).padStart(2, '0')
  return `${Math.floor(whole / 3_600)}:${pad(Math.floor(whole / 60) % 60)}:${pad(whole % 60)}`
}

function round(value: number): number {
  return Number(value.toFixed(3))
}
