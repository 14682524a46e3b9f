import type { Line } from './line'

/** What an item of a list begins with. */
export interface ListMarker {
  readonly marker: string
  /** Characters of the line before the item's own text. */
  readonly length: number
  readonly isBullet: boolean
}

const bullet = /^\s*([•‣◦▪▫■□●○◆◇►▶➢➤❖✓✔✗❏·∙\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf06e])\s*(?=\S)/
const dash = /^\s*([-–*])\s+(?=\S)/
const count = /^\s*(\[\d{1,4}\]|\(?(?:\d{1,3}|[a-z]|[ivxlc]{1,5}|[A-Z])[.)])\s+(?=\S)/

/** What a line begins with when it is an item of a list; null for other lines. */
export function listMarkerOf({ styled: { text }, cells }: Pick<Line, 'styled' | 'cells'>): ListMarker | null {
  const found = bullet.exec(text)
  if (found !== null) {
    // Fonts of signs have their bullets where Unicode has nothing.
    const marker = found[1] >= '\ue000' ? '•' : found[1]
    return { marker, length: found[0].length, isBullet: true }
  }
  const plain = dash.exec(text)
  if (plain !== null) return { marker: plain[1], length: plain[0].length, isBullet: true }
  const counted = count.exec(text)
  if (counted === null) return null
  // "A. Smith" begins with an initial, unless the text stands apart.
  const isInitial = /^[A-Z]\.$/.test(counted[1]) && (cells[0]?.endChar ?? 0) > counted[0].length
  return isInitial ? null : { marker: counted[1], length: counted[0].length, isBullet: false }
}
