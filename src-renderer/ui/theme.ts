import type { Theme, ViewSettings } from '@contract/settings'
import { applyReadingText } from './reading-text'

/** The theme in force: "system" follows the computer, whose wish for contrast comes first. */
export function effectiveTheme(
  theme: Theme,
  wishes: { readonly isDark: boolean; readonly isHighContrast: boolean },
): Exclude<Theme, 'system'> {
  if (theme !== 'system') return theme
  if (wishes.isHighContrast) return 'contrast'
  return wishes.isDark ? 'dark' : 'light'
}

/**
 * Puts theme and measures of the text on the root element, and keeps the theme in step with the computer.
 * @param onApplied what depends on the theme's colours; called at once and after every change
 * @returns stops keeping step
 */
export function applyTheme(
  root: HTMLElement,
  view: ViewSettings,
  page: Window,
  onApplied: () => void = () => undefined,
): () => void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)')
  const forced = page.matchMedia('(forced-colors: active)')
  const contrast = page.matchMedia('(prefers-contrast: more)')
  const apply = () => {
    root.dataset.theme = effectiveTheme(view.theme, {
      isDark: dark.matches,
      isHighContrast: contrast.matches,
    })
    onApplied()
  }
  applyReadingText(root, view)
  apply()
  const wishes = [dark, contrast, forced]
  for (const wish of wishes) wish.addEventListener('change', apply)
  return () => {
    for (const wish of wishes) wish.removeEventListener('change', apply)
  }
}
