import { readFileSync } from 'node:fs'
import { themeColours, type ThemeColours } from '../../src-renderer/reader/highlight-colours'

const tokens = readFileSync('src-renderer/ui/tokens.css', 'utf8')

export const themes = ['light', 'sepia', 'dark', 'contrast'] as const
export type DrawnTheme = (typeof themes)[number]

/** What tokens.css says of a theme; empty for what it does not say. */
export function tokenOf(theme: string, name: string): string {
  const rules = tokens.match(new RegExp(`\\[data-theme="${theme}"\\] \\{([\\s\\S]*?)\\n\\}`))?.[1]
  return rules?.match(new RegExp(`--${name}: ([^;]+);`))?.[1] ?? ''
}

/** The tokens that highlights are made of. */
export function coloursOf(theme: DrawnTheme): ThemeColours {
  const colours = themeColours({ getPropertyValue: (name) => tokenOf(theme, name.slice(2)) })
  if (!colours) throw new Error(`The ${theme} theme lacks a colour`)
  return colours
}

/** The same of a painted page: what a theme does not say of it holds in every theme. */
export function sheetTokenOf(theme: DrawnTheme, name: string): string {
  return tokenOf(theme, name) || tokenOf('light', name)
}

/** The tokens that highlights on a painted page are made of. */
export function sheetColoursOf(theme: DrawnTheme): ThemeColours {
  const style = { getPropertyValue: (name: string) => sheetTokenOf(theme, name.slice(2)) }
  const colours = themeColours(style, 'sheet')
  if (!colours) throw new Error(`The ${theme} theme lacks a colour of paper`)
  return colours
}
