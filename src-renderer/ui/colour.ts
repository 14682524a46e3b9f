/** Red, green, blue and opacity, each 0..1. */
export type Colour = readonly [red: number, green: number, blue: number, opacity: number]

/** A colour written as #rrggbb, #rrggbbaa or in short; null for one written otherwise, such as a colour of the system. */
export function parseColour(text: string): Colour | null {
  const written = /^\s*#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\s*$/i.exec(text)?.[1]
  if (written === undefined) return null
  const channels = written.length < 6 ? written.replace(/./g, '$&$&') : written
  const channel = (at: number): number => Number.parseInt(channels.slice(at, at + 2) || 'ff', 16) / 255
  return [channel(0), channel(2), channel(4), channel(6)]
}

/** The colour as #rrggbbaa. */
export function colourText(colour: Colour): string {
  const byte = (value: number): string =>
    Math.round(Math.min(1, Math.max(0, value)) * 255)
      .toString(16)
      .padStart(2, '0')
  return `#${colour.map(byte).join('')}`
}

/** What is seen of a colour on an opaque ground. */
export function over(top: Colour, ground: Colour): Colour {
  const mix = (i: 0 | 1 | 2): number => top[i] * top[3] + ground[i] * (1 - top[3])
  return [mix(0), mix(1), mix(2), 1]
}

/** The colour with another opacity. */
export function withOpacity([red, green, blue]: Colour, opacity: number): Colour {
  return [red, green, blue, opacity]
}

/** Contrast ratio of two opaque colours, 1..21 (WCAG 2.2, "contrast ratio"). */
export function contrastRatio(a: Colour, b: Colour): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** Relative luminance (WCAG 2.2, "relative luminance"). */
function luminance([red, green, blue]: Colour): number {
  const linear = (value: number): number =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/**
 * The colour nearest to `colour`, on its way to `towards`, that stands out from `ground` by at least `ratio`;
 * `towards` itself where none does.
 */
export function standingOut(colour: Colour, towards: Colour, ground: Colour, ratio: number): Colour {
  const steps = 50
  for (let step = 0; step < steps; step++) {
    const mixed = over(withOpacity(towards, step / steps), colour)
    if (contrastRatio(mixed, ground) >= ratio) return mixed
  }
  return towards
}
