import { createHash } from 'node:crypto'
import type { SeamMode } from '@contract/settings'
import { wholeWav } from '../../audio/wav'
import page from './page.html?raw'
import script from './page.mjs?raw'
import style from './page.css?raw'

/** Times a mode is asked about: seven of eight right are chance in 3.5 % of cases. */
const rounds = 8

const modeNames: Readonly<Record<SeamMode, string>> = {
  cached: 'State carried across (cached)',
  'overlap-add': 'Overlap-add',
  'cross-fade': 'Cross-fade',
  none: 'Side by side (none)',
}

/** What the page plays of one voice: the same text in one piece and in chunks. */
export interface ListeningVoice {
  readonly name: string
  readonly sampleRateHz: number
  readonly whole: Float32Array
  readonly modes: readonly { readonly mode: SeamMode; readonly samples: Float32Array }[]
}

/**
 * Makes the blind test as one HTML file that needs no network: the sounds (16 bit) are inside it, and its policy lets
 * nothing in but itself.
 * @param chunkText how long the chunks are, in words
 * @param seed of the order; every repetition on the page takes the next one
 */
export function makeListeningPage(
  voices: readonly ListeningVoice[],
  chunkText: string,
  seed: number,
): string {
  const sounds = {
    seed,
    rounds,
    voices: voices.map(({ name, sampleRateHz, whole, modes }) => ({
      name,
      whole: soundAddress(whole, sampleRateHz),
      modes: Object.fromEntries(
        modes.map(({ mode, samples }) => [
          mode,
          { name: modeNames[mode], sound: soundAddress(samples, sampleRateHz) },
        ]),
      ),
    })),
  }
  const choices = voices.map(
    ({ name }, i) =>
      `<label><input type="radio" name="voice" value="${i}"${i === 0 ? ' checked' : ''} />${escapeText(name)}</label>`,
  )
  const parts: Readonly<Record<string, string>> = {
    policy: `default-src 'none'; media-src data:; style-src '${hashOf(style)}'; script-src '${hashOf(script)}'; base-uri 'none'; form-action 'none'`,
    style: `<style>${style}</style>`,
    script: `<script type="module">${script}</script>`,
    chunks: escapeText(chunkText),
    voices: choices.join('\n          '),
    // Within a script element only "<" could end it.
    sounds: `<script type="application/json" id="sounds">${JSON.stringify(sounds).replace(/</g, '\\u003c')}</script>`,
  }
  return page.replace(
    /<!--\{\{(\w+)\}\}-->|\{\{(\w+)\}\}/g,
    (_, element: string, text: string) => parts[element ?? text],
  )
}

function soundAddress(samples: Float32Array, sampleRateHz: number): string {
  const bytes = wholeWav({ sampleRateHz, format: 'int16', tags: {} }, samples)
  return `data:audio/wav;base64,${bytes.toString('base64')}`
}

function hashOf(content: string): string {
  return `sha256-${createHash('sha256').update(content).digest('base64')}`
}

function escapeText(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
