import type { SeamMode } from '@contract/settings'
import type { SeamTake } from './take'

/** Around each join that is drawn. */
const shownSeconds = 0.08
const joinsShown = 3
const [width, left, gap, top] = [960, 16, 16, 84]
const [waveHeight, differenceHeight, rowHeight] = [72, 72, 192]
const panelWidth = (width - 2 * left - (joinsShown - 1) * gap) / joinsShown

const modeNames: Readonly<Record<SeamMode, string>> = {
  cached: 'Cached',
  'overlap-add': 'Overlap-add',
  'cross-fade': 'Cross-fade',
  none: 'None',
}

/** The look's tokens, for a picture that stands alone. */
const style = `
  svg { --page: #FDFDFC; --ink: #1D1D1B; --muted: #62615C; --faint: #8B8A84; --line: #1D1D1B1A; --voice: #BC7600 }
  @media (prefers-color-scheme: dark) {
    svg { --page: #171716; --ink: #DEDBD4; --muted: #A3A098; --faint: #75736C; --line: #FFFFFF17; --voice: #F0B03C }
  }
  rect { fill: var(--page) }
  text { fill: var(--muted); font: 430 12px 'Inter Variable', Inter, system-ui, sans-serif; font-feature-settings: 'tnum' }
  .title { fill: var(--ink); font-size: 20px }
  .mode { fill: var(--ink); font-size: 15px }
  .end { text-anchor: end }
  .axis { text-anchor: middle; font-size: 11px }
  path { fill: none; stroke-linejoin: round }
  .reference { stroke: var(--faint); stroke-width: 1 }
  .take { stroke: var(--voice); stroke-width: 1.25 }
  .difference { stroke: var(--ink); stroke-width: 1 }
  .zero { stroke: var(--line) }
  .join { stroke: var(--muted); stroke-dasharray: 2 3 }
`

/**
 * Draws what joins do: for each take the sound around three joins over the one made in one piece, and their difference
 * below on the same scale. An SVG that needs nothing else.
 * @param takes of one text and voice, all with the same pushes, one a mode; at least one
 */
export function drawJoins(takes: readonly SeamTake[], voiceName: string, sampleRateHz: number): string {
  const { samples: reference } = takes[0].reference
  const frames = takes[0].pushFrames
  const half = Math.round((shownSeconds / 2) * sampleRateHz)
  const instants = loudestJoins(takes, reference, half)
  // The difference of two sounds may be larger than either.
  const sounds = [reference, ...takes.map((take) => difference(take))]
  const scale = Math.max(
    0.05,
    ...sounds.flatMap((sound) => instants.map((at) => peak(sound, at - half, at + half))),
  )
  const height = top + takes.length * rowHeight + 48
  const body = takes.map((take, row) => drawRow(take, instants, half, scale, top + row * rowHeight))
  const axis = instants.map((at, column) => {
    const x = panelLeft(column)
    const y = height - 36
    const label = (seconds: number): string => `${seconds.toFixed(2)} s`
    return `<text class="axis" x="${round(x + panelWidth / 2)}" y="${y}">${label(at / sampleRateHz)}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeText(`How the chunks of ${voiceName} join`)}</title>`,
    `<desc id="description">${escapeText(takes.map((take) => `${modeNames[take.mode]}: ${figures(take)}.`).join(' '))}</desc>`,
    `<style>${style}</style>`,
    `<rect width="${width}" height="${height}"/>`,
    `<text class="title" x="${left}" y="36">${escapeText(`${voiceName}: joins in pushes of ${frames} frames`)}</text>`,
    `<text x="${left}" y="60">${escapeText(`Amber: in chunks. Grey: in one piece. Below: their difference, on the same scale. ${shownSeconds * 1_000} ms around each join.`)}</text>`,
    ...body,
    ...axis,
    '</svg>\n',
  ].join('\n')
}

function drawRow(
  take: SeamTake,
  instants: readonly number[],
  half: number,
  scale: number,
  y: number,
): string {
  const { samples } = take
  const reference = take.reference.samples
  const differences = difference(take)
  const waveMiddle = y + 24 + waveHeight / 2
  const differenceMiddle = y + 24 + waveHeight + differenceHeight / 2
  const pixels = waveHeight / 2 / scale
  const panels = instants.map((at, column) => {
    const x = panelLeft(column)
    const line = (kind: string, middle: number, reach: number, value: (i: number) => number): string => {
      const points: string[] = []
      for (let i = Math.max(0, at - half); i < Math.min(samples.length, at + half); i++) {
        const offset = Math.max(-reach, Math.min(reach, value(i) * pixels))
        points.push(`${round(x + ((i - at + half) / (2 * half)) * panelWidth)} ${round(middle - offset)}`)
      }
      return points.length > 1 ? `<path class="${kind}" d="M${points.join('L')}"/>` : ''
    }
    const joins = take.joins
      .filter((join) => Math.abs(join - at) < half)
      .map((join) => {
        const joinX = round(x + ((join - at + half) / (2 * half)) * panelWidth)
        return `<path class="join" d="M${joinX} ${y + 24}V${y + 24 + waveHeight + differenceHeight}"/>`
      })
    return [
      `<path class="zero" d="M${round(x)} ${differenceMiddle}h${round(panelWidth)}"/>`,
      ...joins,
      line('reference', waveMiddle, waveHeight / 2, (i) => reference[i] ?? 0),
      line('take', waveMiddle, waveHeight / 2, (i) => samples[i]),
      line('difference', differenceMiddle, differenceHeight / 2, (i) => differences[i]),
    ].join('\n')
  })
  return [
    `<text class="mode" x="${left}" y="${y + 12}">${modeNames[take.mode]}</text>`,
    `<text class="end" x="${width - left}" y="${y + 12}">${escapeText(figures(take))}</text>`,
    ...panels,
  ].join('\n')
}

function figures({ deviation }: SeamTake): string {
  const largest = deviation.peakDifference
  return `largest difference ${largest < 0.001 ? largest.toExponential(1) : largest.toFixed(2)}, worst join ${deviation.worstJoinDb.toFixed(0)} dB`
}

/** Borders where the sound is loudest, in order: of the mode that joins them without any care, where there is one. */
function loudestJoins(takes: readonly SeamTake[], reference: Float32Array, half: number): number[] {
  const { joins } = takes.find(({ mode }) => mode === 'none') ?? takes[0]
  return [...joins]
    .sort((a, b) => peak(reference, b - half, b + half) - peak(reference, a - half, a + half))
    .slice(0, joinsShown)
    .sort((a, b) => a - b)
}

function peak(samples: Float32Array, start: number, end: number): number {
  let largest = 0
  for (let i = Math.max(0, start); i < Math.min(samples.length, end); i++)
    largest = Math.max(largest, Math.abs(samples[i]))
  return largest
}

function difference({ samples, reference }: SeamTake): Float32Array {
  return samples.map((sample, i) => sample - (reference.samples[i] ?? 0))
}

function panelLeft(column: number): number {
  return left + column * (panelWidth + gap)
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
