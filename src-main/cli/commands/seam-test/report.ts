import { seamModes, type SeamMode } from '@contract/settings'
import { lawPeakDifference } from '../../../engine'
import { shownPushFrames, type KeptTake, type TestedVoice } from './tested-voice'

/** What `--json` prints of a voice. */
export function voiceResults({ id, takes }: TestedVoice) {
  return {
    voice: id,
    results: takes.map((take) => ({
      text: take.text.text,
      mode: take.mode,
      precision: take.precision,
      kind: take.kind,
      pushFrames: take.pushFrames,
      chunkMs: take.chunkMilliseconds,
      file: take.file,
      referenceFile: take.referenceFile,
      peakDifference: take.deviation.peakDifference,
      residualDbfs: round(take.deviation.residualDbfs),
      worstJoinDb: round(take.deviation.worstJoinDb),
      firstAudioMs: round(take.firstAudioMilliseconds),
      computeRatio: round(take.computeRatio),
    })),
  }
}

/** The file of figures: what `--json` prints, and what was measured besides. */
export function voiceFigures(voice: TestedVoice) {
  const { voice: id, results } = voiceResults(voice)
  return {
    voice: id,
    sampleRateHz: voice.sampleRateHz,
    seams: voice.seams,
    results: results.map((result, i) => ({
      ...result,
      signalToNoiseDb: round(voice.takes[i].deviation.signalToNoiseDb),
      clickDb: round(voice.takes[i].deviation.clickDb),
    })),
  }
}

/** The four modes as a matrix for people, and whether what is promised holds. */
export function voiceMatrix(voice: TestedVoice): string {
  const { takes, name } = voice
  const [{ precision }] = takes
  const milliseconds = Math.round((shownPushFrames * voice.hopSamples * 1_000) / voice.sampleRateHz)
  const header = ['', 'worst join', 'residual', 'click', 'first audio', 'compute']
  const rows = seamModes.map((mode) => {
    const ability = voice.seams[mode]
    if (ability !== true) return [mode, `cannot: ${ability}`]
    const of = takes.filter(
      (take) => isLaw(take, mode) && take.precision === precision && take.pushFrames === shownPushFrames,
    )
    const worst = (pick: (take: KeptTake) => number): number => Math.max(...of.map(pick))
    return [
      mode,
      `${worst(({ deviation }) => deviation.worstJoinDb).toFixed(1)} dB`,
      `${worst(({ deviation }) => deviation.residualDbfs).toFixed(1)} dBFS`,
      `${worst(({ deviation }) => deviation.clickDb).toFixed(1)} dB`,
      `${worst(({ firstAudioMilliseconds }) => firstAudioMilliseconds).toFixed(1)} ms`,
      `${worst(({ computeRatio }) => computeRatio).toFixed(2)} x`,
    ]
  })
  return [
    `${name}: pushes of ${shownPushFrames} frames (${milliseconds} ms) in ${precision} against one piece, the worst of the texts`,
    ...columns([header, ...rows]),
    ...promises(voice),
  ].join('\n')
}

function promises({ takes, seams }: TestedVoice): string[] {
  if (seams.cached !== true) return []
  const exact = takes.filter((take) => isLaw(take, 'cached') && take.precision === 'float32')
  const played = takes.filter(({ kind, mode }) => kind === 'played' && mode === 'cached')
  const int8 = takes.filter((take) => isLaw(take, 'cached') && take.precision === 'int8')
  const largest = (of: readonly KeptTake[]): number =>
    Math.max(...of.map(({ deviation }) => deviation.peakDifference))
  const lines: string[] = []
  if (exact.length > 0)
    lines.push(
      `  law, cached: at most ${largest(exact).toExponential(1)} from one piece, ${lawPeakDifference} allowed: ${largest(exact) <= lawPeakDifference ? 'holds' : 'broken'}`,
    )
  lines.push(
    `  played, cached: ${largest(played) === 0 ? 'the same bits at every chunk length' : `differs by ${largest(played).toExponential(1)}`}`,
  )
  if (int8.length > 0 && exact.length > 0) {
    const whole = int8.filter(({ isWhole }) => isWhole)
    const pushed = int8.filter(({ isWhole }) => !isWhole)
    const least = (of: readonly KeptTake[]): string =>
      Math.min(...of.map(({ deviation }) => deviation.signalToNoiseDb)).toFixed(1)
    lines.push(
      `  int8, cached: signal to noise against float32 ${least(whole)} dB in one piece, at least ${least(pushed)} dB in pushes`,
    )
  }
  return lines
}

function isLaw(take: KeptTake, mode: SeamMode): boolean {
  return take.kind === 'law' && take.mode === mode
}

/** Names to the left, figures to the right; a row of two holds a sentence. */
function columns(rows: readonly (readonly string[])[]): string[] {
  const figures = rows.filter(({ length }) => length > 2)
  const widths = rows[0].map((_, column) => Math.max(...figures.map((row) => row[column].length)))
  const nameWidth = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, ...cells]) => {
    const aligned = cells.length > 1 ? cells.map((cell, i) => cell.padStart(widths[i + 1])) : cells
    return `  ${name.padEnd(nameWidth)}  ${aligned.join('  ')}`
  })
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}
