import { describe, expect, test } from 'vitest'
import { effectiveTheme } from '../../../src-renderer/ui/theme'

describe('effectiveTheme', () => {
  test('a chosen theme holds whatever the computer wishes', () => {
    expect(effectiveTheme('sepia', { isDark: true, isHighContrast: true })).toBe('sepia')
  })

  test('"system" follows the computer, contrast first', () => {
    expect(effectiveTheme('system', { isDark: false, isHighContrast: false })).toBe('light')
    expect(effectiveTheme('system', { isDark: true, isHighContrast: false })).toBe('dark')
    expect(effectiveTheme('system', { isDark: true, isHighContrast: true })).toBe('contrast')
  })
})
