import { execFileSync } from 'node:child_process'
import { afterAll, describe, expect, test } from 'vitest'
import { loadEspeakFrontEnd } from '../../../../src-main/engine/text/espeak'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import type { FrontEnd } from '../../../../src-main/engine/text/spoken-text'
import { debianSentences, mandarinSentences } from './debian-sentences'

/** Whether Debian's command is there: `apt-get install espeak-ng`. Compared here was its version 1.51. */
function isInstalled(): boolean {
  try {
    return execFileSync('espeak-ng', ['--version'], { encoding: 'utf8' }).includes('eSpeak NG')
  } catch {
    return false
  }
}

const loaded = new Map<string, Promise<FrontEnd>>()
afterAll(async () => {
  for (const frontEnd of loaded.values()) await (await frontEnd).dispose()
})

async function ours(language: string, text: string): Promise<string> {
  const known = loaded.get(language) ?? loadEspeakFrontEnd({ language })
  loaded.set(language, known)
  const { sentences } = await (await known).speak(asWritten(text))
  return plain(sentences.map(({ phonemes }) => phonemes.replace(/[,;:?!]|\.(?= |$)/g, '')).join(' '))
}

function debians(language: string, text: string): string {
  const said = execFileSync('espeak-ng', ['-q', '--ipa', '-v', language, '--', text], { encoding: 'utf8' })
  return plain(said.replace(/\([^)]*\)/g, ''))
}

function plain(phonemes: string): string {
  return phonemes.normalize('NFD').replace(/\s+/g, ' ').trim()
}

/**
 * What the two versions write differently, and no more; French, Spanish, Portuguese and English are compared as they
 * are. German: the short ü of "fünf" was y before it was ʏ. Arabic: the stresses inside a number of four digits were
 * placed elsewhere.
 */
const differences: Readonly<Record<string, (phonemes: string) => string>> = {
  de: (phonemes) => phonemes.replaceAll('ʏ', 'y'),
  ar: (phonemes) => phonemes.replace(/[ˈˌ]/g, ''),
}

describe.skipIf(!isInstalled())('beside espeak-ng (skipped where the command is not installed)', () => {
  for (const [language, sentences] of Object.entries(debianSentences))
    test.each(sentences)(`${language} sounds the same: %s`, async (text) => {
      const alike = differences[language] ?? ((phonemes: string) => phonemes)
      expect(alike(await ours(language, text))).toBe(alike(debians(language, text)))
    })

  /**
   * Debian's `cmn` finds a character's pinyin in its dictionary and then spells it by the rules of English ("今天" is
   * "dʒɪ5nwˈɒ5n tja5nwˈɒ5n", marked "(en)"), so characters cannot be compared. Its `cmn-latn-pinyin` says pinyin as
   * ours says characters: that is compared, sound by sound with tones. Left out are spaces and stress, which depend on
   * how the pinyin was parted into words, and two sounds that the versions write differently: the glide of "yu" and
   * the a of "ang".
   */
  test.each(mandarinSentences)('cmn says what its pinyin says: %s', async (printed, pinyin) => {
    const alike = (phonemes: string): string =>
      phonemes
        .replace(/[\sˈˌ]/g, '')
        .replace(/[jʲ]y/g, 'y')
        .replace(/ɑ(?=[1-5ɜ]ŋ)/g, 'a')
    expect(alike(await ours('cmn', printed))).toBe(alike(debians('cmn-latn-pinyin', pinyin)))
  })
})

test('there are at least twelve sentences of each language that is compared', () => {
  for (const language of ['de', 'fr', 'es', 'ar'])
    expect(debianSentences[language].length).toBeGreaterThanOrEqual(12)
  expect(mandarinSentences.length).toBeGreaterThanOrEqual(12)
})
