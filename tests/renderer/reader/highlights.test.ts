import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

const tokens = readFileSync('src-renderer/ui/tokens.css', 'utf8')
const highlights = readFileSync('src-renderer/reader/highlights.css', 'utf8')

function token(theme: string, name: string): string | undefined {
  const rules = tokens.match(new RegExp(`\\[data-theme="${theme}"\\] \\{([\\s\\S]*?)\\n\\}`))?.[1]
  return rules?.match(new RegExp(`--${name}: ([^;]+);`))?.[1]?.toLowerCase()
}

function rule(theme: string, name: string): string | undefined {
  return highlights.match(
    new RegExp(`\\[data-theme='${theme}'\\] ::highlight\\(${name}\\) \\{([^}]*)\\}`),
  )?.[1]
}

describe('highlights.css', () => {
  test.each(['light', 'sepia', 'dark', 'contrast'])('the %s theme paints what tokens.css says', (theme) => {
    expect(rule(theme, 'sentence')?.toLowerCase()).toContain(
      `background-color: ${token(theme, 'sentence-tint')};`,
    )
    expect(rule(theme, 'held')?.toLowerCase()).toContain(`background-color: ${token(theme, 'selection')};`)
    expect(rule(theme, 'match')?.toLowerCase()).toContain(`background-color: ${token(theme, 'selection')};`)
    expect(rule(theme, 'pointed')).toContain(`underline dotted 1px ${token(theme, 'ink-faint')};`)
    const current = rule(theme, 'current-match')?.toLowerCase()
    expect(current).toContain(`background-color: ${token(theme, 'hand')};`)
    expect(current).toContain(`color: ${token(theme, 'on-ink')};`)
    const word = rule(theme, 'word')?.toLowerCase()
    expect(word).toContain(`background-color: ${token(theme, 'word-tint')};`)
    expect(word).toContain(`\n  color: ${token(theme, 'word-ink')};`)
    expect(word).toContain(`underline 2px ${token(theme, 'word-line')};`)
  })

  test.each(['light', 'sepia', 'dark', 'contrast'])(
    'in the %s theme the sentence heard keeps its ink while the rest stands back',
    (theme) =>
      expect(highlights).toContain(
        `[data-theme='${theme}'] [data-dimmed] ::highlight(sentence) {\n  color: ${token(theme, 'ink')};`,
      ),
  )

  test('uses no custom property, which the oldest runtime would not resolve', () => {
    expect(highlights.replace(/\/\*[\s\S]*?\*\//g, '')).not.toContain('var(')
  })
})
