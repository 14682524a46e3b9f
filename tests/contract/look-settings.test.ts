import { describe, expect, test } from 'vitest'
import { highlightSettingsSchema, textSettingsSchema } from '@contract/look-settings'
import { settingsSchema } from '@contract/settings'

describe('textSettingsSchema and highlightSettingsSchema', () => {
  test('settings stored before there were any look as they did', () => {
    const { view } = settingsSchema.parse({ version: 1, view: { theme: 'sepia', readingSize: 4 } })
    expect(view).toMatchObject({ theme: 'sepia', readingSize: 4 })
    expect(view.text).toEqual({
      face: 'serif',
      lineSpacing: 1,
      letterSpacing: 0,
      wordSpacing: 0,
      columnWidth: 620,
    })
    expect(view.highlight).toMatchObject({ units: 'both', style: 'background', follow: true, ruler: false })
  })

  test.each([{ columnWidth: 399 }, { lineSpacing: 3 }, { letterSpacing: -1 }, { face: 'comic' }])(
    'refuses %o',
    (part) => expect(textSettingsSchema.safeParse(part).success).toBe(false),
  )

  test.each([{ rulerLines: 0 }, { rulerLines: 1.5 }, { wordHue: '#fff' }, { units: 'all' }])(
    'refuses %o',
    (part) => expect(highlightSettingsSchema.safeParse(part).success).toBe(false),
  )
})
