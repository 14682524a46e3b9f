import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SampledSentence, WordTime } from '@contract/speech'
import type { SubtitleFormatId } from '@contract/recording-files'
import { createSubtitles } from '../../../../src-main/engine/export/subtitles'
import { ffmpeg, hasFfmpeg } from '../../../helpers/ffmpeg'
import { readSrt, readVtt, type ReadCue } from './read-subtitles'

const rateHz = 24_000
const secondsOf = (seconds: number) => Math.round(seconds * rateHz)

/** Words one after the other, a tenth of a second each character, behind a start. */
function spoken(text: string, startSeconds = 0, secondsPerChar = 0.1): SampledSentence {
  const start = secondsOf(startSeconds)
  const at = (char: number) => start + secondsOf(char * secondsPerChar)
  const words = [...new Intl.Segmenter('en', { granularity: 'word' }).segment(text)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ index, segment }) => ({
      startChar: index,
      endChar: index + segment.length,
      startSample: at(index),
      endSample: at(index + segment.length),
    }))
  return {
    block: 0,
    startChar: 0,
    endChar: text.length,
    startSample: start,
    endSample: at(text.length),
    words,
  }
}

const read: Readonly<Record<SubtitleFormatId, (text: string) => ReadCue[]>> = { vtt: readVtt, srt: readSrt }

function cuesOf(format: SubtitleFormatId, texts: readonly string[], secondsPerChar = 0.1): ReadCue[] {
  const subtitles = createSubtitles(format, rateHz)
  let start = 0
  let written = subtitles.head
  for (const text of texts) {
    const sentence = spoken(text, start, secondsPerChar)
    written += subtitles.add(sentence, text)
    start = sentence.endSample / rateHz + 0.5
  }
  return read[format](written)
}

const width = (line: string) =>
  [...new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)].reduce(
    (sum, { segment }) =>
      sum +
      (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3001-\u303f\uff01-\uff60]/u.test(
        segment,
      )
        ? 2.1
        : 1),
    0,
  )
/** What is seen of a text: white space and control characters may become a space, a line or another cue. */
const seen = (text: string) => text.replace(/[\s\p{Cc}]/gu, '')

function expectReadable(cues: readonly ReadCue[]): void {
  let last = 0
  for (const { start, end, lines } of cues) {
    expect(start).toBeGreaterThanOrEqual(last)
    expect(end).toBeGreaterThan(start)
    expect(end - start).toBeLessThanOrEqual(7_000)
    last = end
    expect(lines.length).toBeGreaterThanOrEqual(1)
    expect(lines.length).toBeLessThanOrEqual(2)
    for (const line of lines) {
      expect(line).not.toBe('')
      expect(width(line)).toBeLessThanOrEqual(42.001)
    }
  }
}

const novel =
  'It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief.'

describe('createSubtitles', () => {
  test('a short sentence is one cue of one line, with the times of its words inside', () => {
    const subtitles = createSubtitles('vtt', rateHz)
    expect(subtitles.head + subtitles.add(spoken('We came home.', 3_661), 'We came home.')).toBe(
      'WEBVTT\n\n01:01:01.000 --> 01:01:02.300\nWe <01:01:01.300>came <01:01:01.800>home.\n\n',
    )
    const plain = createSubtitles('srt', rateHz)
    expect(plain.head + plain.add(spoken('We came home.', 3_661), 'We came home.')).toBe(
      '1\r\n01:01:01,000 --> 01:01:02,300\r\nWe came home.\r\n\r\n',
    )
  })

  test('a long sentence is cut where clauses end, and each cue is shown until the next', () => {
    const cues = cuesOf('srt', [novel], 0.06)
    expect(cues.map(({ lines }) => lines)).toEqual([
      ['It was the best of times, it was the', 'worst of times, it was the age of wisdom,'],
      ['it was the age of foolishness,', 'it was the epoch of belief.'],
    ])
    expect(cues.slice(1).map(({ start }) => start)).toEqual(cues.slice(0, -1).map(({ end }) => end))
    expectReadable(cues)
  })

  test('without clauses it is cut between words, into parts of about the same length', () => {
    const cues = cuesOf(
      'srt',
      ['one and two and three and four and five and six and seven and eight and nine and ten'],
      0.06,
    )
    expect(cues).toHaveLength(2)
    const [first, second] = cues.map(({ lines }) => lines.join(' ').length)
    expect(Math.abs(first - second)).toBeLessThan(16)
    expectReadable(cues)
  })

  test('what is said slowly is cut by time, and a word of twenty seconds is shown for seven', () => {
    const slow = cuesOf('vtt', ['Slowly he went up the stairs.'], 1)
    expect(slow.length).toBeGreaterThanOrEqual(5)
    expectReadable(slow)
    const one = cuesOf('vtt', ['Aaaah!'], 4)
    expect(one.map(({ start, end }) => end - start)).toEqual([7_000])
  })

  test('twenty Chinese characters fill a line, and none begins with the mark of what is before', () => {
    const text =
      '八月中旬，我们到达了那个小镇，那里的人们都很友好，他们热情地招待了我们，还带我们参观了镇上的每一个角落，直到太阳慢慢地落山。'
    const cues = cuesOf('vtt', [text])
    expectReadable(cues)
    for (const { lines } of cues)
      for (const line of lines) {
        expect([...line].length).toBeLessThanOrEqual(20)
        expect(line).not.toMatch(/^[，。、]/)
      }
  })

  test('line ends and tabs of the text end no line of a cue', () => {
    expect(cuesOf('srt', ['One\ttwo\n\nthree.']).map(({ lines }) => lines)).toEqual([['One two three.']])
  })

  test('text that is written from right to left stays as it is', () => {
    const text = '\u2067שלום\u2069 עולם, \u200fمرحبا.'
    expect(cuesOf('vtt', [text])[0].lines).toEqual([text])
  })

  test('marks of the formats are text, not marks', () => {
    const text = 'a --> b <i>c</i> &amp; {\\an8}d 00:00:01,000'
    for (const format of ['vtt', 'srt'] as const)
      expect(
        cuesOf(format, [text])
          .flatMap(({ lines }) => lines)
          .join(' '),
      ).toBe(text)
  })

  test('words that stand for nothing, or for a whole formula, are no trouble', () => {
    const text = 'Then 𝑎² + 𝑏² = 𝑐² holds.'
    const end = text.indexOf(' holds')
    const formula: WordTime = {
      startChar: 5,
      endChar: end,
      startSample: secondsOf(1),
      endSample: secondsOf(6),
    }
    const nothing: WordTime = { ...formula, endChar: 5 }
    const sentence = { ...spoken(text), words: [nothing, formula, nothing], endSample: secondsOf(7) }
    const [cue, ...more] = readVtt('WEBVTT\n\n' + createSubtitles('vtt', rateHz).add(sentence, text))
    expect(more).toEqual([])
    expect(cue).toEqual({ start: 0, end: 7_000, lines: [text], stamps: [1_000] })
  })

  test('after a hundred hours the clock goes on', () => {
    const subtitles = createSubtitles('srt', rateHz)
    const written = [99.99, 100, 1_234]
      .map((hours) => subtitles.add(spoken('On.', hours * 3_600), 'On.'))
      .join('')
    expect(readSrt(written).map(({ start }) => start / 3_600_000)).toEqual([99.99, 100, 1_234])
    expect(written).toContain('100:00:00,000 --> 100:00:00,300')
  })

  test('a recording that is gone on with goes on with its numbers and its clock', () => {
    const texts = [novel, 'Short.', novel]
    for (const format of ['vtt', 'srt'] as const) {
      let subtitles = createSubtitles(format, rateHz)
      let resumed = subtitles.head
      for (const [index, text] of texts.entries()) {
        resumed += subtitles.add(spoken(text, index * 10), text)
        subtitles = createSubtitles(format, rateHz, JSON.parse(JSON.stringify(subtitles.state)))
      }
      const whole = createSubtitles(format, rateHz)
      expect(resumed).toBe(
        whole.head + texts.map((text, i) => whole.add(spoken(text, i * 10), text)).join(''),
      )
    }
  })

  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc
      .array(
        fc.constantFrom(
          'word',
          'a',
          'antidisestablishmentarianism',
          ', ',
          '. ',
          ' ',
          ' ',
          '\n',
          '--> ',
          '<b>',
          '&',
          '。',
          '漢字',
          'ไทย',
          'שלום',
          '\u202e',
          'e\u0301',
          '👩‍👩‍👧',
          '0',
          '{\\i1}',
          '\u00a0',
        ),
        { maxLength: 120 },
      )
      .map((parts) => parts.join('')),
  )
  /** Words anywhere and at any time, in order or not: a file is written whatever a voice says. */
  const sentences = fc.array(
    fc.record({
      text: texts,
      from: fc.nat(20),
      gap: fc.integer({ min: -3_000, max: 300_000 }),
      length: fc.nat(1_500_000),
      words: fc.array(fc.tuple(fc.nat(420), fc.nat(20), fc.nat(1_500_000), fc.nat(90_000)), {
        maxLength: 40,
      }),
      isInOrder: fc.boolean(),
    }),
    { maxLength: 5 },
  )

  test('whatever is said, every character that is seen is in it once, and every rule of a cue holds', () => {
    fc.assert(
      fc.property(sentences, fc.constantFrom<SubtitleFormatId>('vtt', 'srt'), (all, format) => {
        const subtitles = createSubtitles(format, rateHz)
        let written = subtitles.head
        let expected = ''
        let at = 0
        for (const { text, from, gap, length, words, isInOrder } of all) {
          const startSample = Math.max(0, at + gap)
          const placed = words.map(([startChar, chars, start, samples]) => ({
            startChar,
            endChar: startChar + chars,
            startSample: startSample + start,
            endSample: startSample + start + samples,
          }))
          if (isInOrder) placed.sort((a, b) => a.startChar - b.startChar)
          const sentence = {
            block: 0,
            startChar: Math.min(from, text.length),
            endChar: text.length,
            startSample,
            endSample: startSample + length,
            words: placed,
          }
          written += subtitles.add(sentence, text)
          expected += text.slice(from)
          at = startSample + length
        }
        const cues = read[format](written)
        expectReadable(cues)
        // What parts marks in SubRip may be the text's own, too.
        const bare = (text: string) => (format === 'srt' ? seen(text).replaceAll('\u2060', '') : seen(text))
        expect(bare(cues.flatMap(({ lines }) => lines).join(''))).toBe(bare(expected))
      }),
      { seed: 21, numRuns: 400 },
    )
  })
})

describe.skipIf(!hasFfmpeg)('read by Debian’s ffmpeg (skipped where it is not installed)', () => {
  const said = [
    novel,
    'Tom & Jerry: 3 < 4, 5 > 4 --> done.',
    'Ünïcode, 漢字，かな。 And "quotes" – and dashes.',
    'שלום עולם.',
    'Wait… 42',
    '42',
  ]
  test.each(['vtt', 'srt'] as const)('%s: the same cues at the same times', (format) => {
    const subtitles = createSubtitles(format, rateHz)
    const written =
      subtitles.head +
      said
        .map((text, i) => subtitles.add(spoken(text, i * 20 + 360_000 * Number(i > 3), 0.07), text))
        .join('')
    const demuxer = format === 'vtt' ? 'webvtt' : 'srt'
    const out = ffmpeg(['-f', demuxer, '-i', 'pipe:0', '-f', 'srt', '-'], Buffer.from(written)).toString()
    const found = out
      .replaceAll('\r', '')
      .trim()
      .split('\n\n')
      .map((block) => block.split('\n').slice(1))
    const clock = (milliseconds: number) => {
      const pad = (value: number, digits = 2) => String(Math.floor(value)).padStart(digits, '0')
      const [h, m, s] = [milliseconds / 3.6e6, (milliseconds / 6e4) % 60, (milliseconds / 1e3) % 60]
      return `${pad(h)}:${pad(m)}:${pad(s)},${pad(milliseconds % 1_000, 3)}`
    }
    expect(found.map(([times]) => times)).toEqual(
      read[format](written).map(({ start, end }) => `${clock(start)} --> ${clock(end)}`),
    )
    const words = found
      .flatMap(([, ...lines]) => lines)
      .join(' ')
      .replaceAll('\u2060', '')
    expect(words).toBe(said.join(' '))
  })
})
