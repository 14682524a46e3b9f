import { readingSizes, type Theme, type ViewSettings } from '@contract/settings'

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
 * Puts theme and reading size on the root element, and keeps the theme in step with the computer.
 * @returns stops keeping step
 */
export function applyTheme(root: HTMLElement, view: ViewSettings, page: Window): () => void {
  const dark = page.matchMedia('(prefers-color-scheme: dark)')
  const contrast = page.matchMedia('(prefers-contrast: more)')
  const apply = () => {
    root.dataset.theme = effectiveTheme(view.theme, {
      isDark: dark.matches,
      isHighContrast: contrast.matches,
    })
  }
  const [size, line] = readingSizes[view.readingSize] ?? readingSizes[2]
  root.style.setProperty('--read-size', `${size}px`)
  root.style.setProperty('--read-line', `${line}px`)
  apply()
  dark.addEventListener('change', apply)
  contrast.addEventListener('change', apply)
  return () => {
    dark.removeEventListener('change', apply)
    contrast.removeEventListener('change', apply)
  }
}
