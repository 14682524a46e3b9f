import { describe, expect, test } from 'vitest'
import { parseCommandLine } from '../../src-main/cli/arguments'

describe('parseCommandLine', () => {
  test('options mirror the settings', () => {
    const { settings } = parseCommandLine(
      'speak hi --speed 1.5 --seed 9 --chunk-ms 40 --seam cross-fade --overlap 5 --crossfade-ms 20'.split(
        ' ',
      ),
    )
    expect(settings).toMatchObject({
      voice: 'heart',
      speed: 1.5,
      seed: 9,
      stream: {
        chunkPolicy: 'fixed',
        chunkMilliseconds: 40,
        seam: 'cross-fade',
        overlapFrames: 5,
        crossFadeMilliseconds: 20,
      },
    })
  })

  test('without options the settings are a fresh Lector’s', () => {
    expect(parseCommandLine(['speak', 'hi']).settings.stream).toMatchObject({
      chunkPolicy: 'adaptive',
      seam: 'cached',
    })
  })

  test('the cross-fade may choose its own length, and overlap-add may blend linearly', () => {
    const words = 'speak hi --seam cross-fade --crossfade-ms auto --overlap-curve linear'
    expect(parseCommandLine(words.split(' ')).settings.stream).toMatchObject({
      seam: 'cross-fade',
      crossFadeMilliseconds: 'auto',
      overlapCurve: 'linear',
    })
  })

  test('a voice may be a file, and one of several speakers', () => {
    const words = ['speak', 'hi', '--voice', '../my voice/xx.onnx', '--speaker', '7']
    expect(parseCommandLine(words)).toMatchObject({
      voiceFile: '../my voice/xx.onnx',
      settings: { voice: 'heart', speaker: '7' },
    })
    expect(parseCommandLine(['speak', 'hi', '--voice', 'joe'])).toMatchObject({
      voiceFile: undefined,
      settings: { voice: 'joe' },
    })
  })

  test('how a document is opened is only what was asked for', () => {
    expect(parseCommandLine(['text', 'a.pdf']).open).toEqual({})
    const words = 'text a.pdf --password abc --encoding Shift_JIS --whole-page'
    expect(parseCommandLine(words.split(' ')).open).toEqual({
      password: 'abc',
      encoding: 'Shift_JIS',
      wholePage: true,
    })
    expect(() => parseCommandLine(['text', 'a', '--password', 'x'.repeat(1_001)])).toThrow(
      /^--password is too long$/,
    )
  })

  test('a pronunciation dictionary is a path', () => {
    expect(parseCommandLine(['speak', 'hi']).pronunciations).toBeUndefined()
    expect(parseCommandLine(['speak', 'hi', '--pronunciations', 'my words.csv']).pronunciations).toBe(
      'my words.csv',
    )
    expect(() => parseCommandLine(['speak', 'hi', '--pronunciations', ''])).toThrow(
      '--pronunciations takes a path',
    )
  })

  test('says who reads which language, or that one voice reads everything', () => {
    const { settings } = parseCommandLine(
      'speak hi --voice-for de=kerstin --voice-for pt-BR=faber'.split(' '),
    )
    expect(settings).toMatchObject({
      followLanguage: true,
      voicesByLanguage: { de: 'kerstin', 'pt-BR': 'faber' },
    })
    expect(parseCommandLine(['speak', 'hi', '--lock-voice']).settings.followLanguage).toBe(false)
    expect(parseCommandLine(['speak', 'hi']).settings.voicesByLanguage).toBeUndefined()
    for (const wrong of ['de', 'german=x', 'de=', '=x', 'de=../x'])
      expect(() => parseCommandLine(['speak', 'hi', '--voice-for', wrong])).toThrow(
        `--voice-for takes a language and the name of a voice, as in de=thorsten, not "${wrong}"`,
      )
  })

  test('rate, gain and loudness, which may be below nothing', () => {
    const line = parseCommandLine('speak hi --rate 48000 --gain -3.5 --loudness -18'.split(' '))
    expect(line.sampleRateHz).toBe(48_000)
    expect(line.settings.sound).toEqual({ gainDecibels: -3.5, loudnessLufs: -18 })
    const plain = parseCommandLine(['speak', 'hi'])
    expect(plain.sampleRateHz).toBeUndefined()
    expect(plain.settings.sound).toEqual({ gainDecibels: 0, loudnessLufs: null })
    expect(() => parseCommandLine(['speak', 'gain', '-3'])).toThrow('There is no option -3')
  })

  test('a voice that was not named is told from the usual one that was', () => {
    expect(parseCommandLine(['seam-test']).namedVoice).toBeUndefined()
    expect(parseCommandLine(['seam-test', '--voice', 'heart']).namedVoice).toBe('heart')
  })

  test('a text that begins with a dash follows two dashes', () => {
    expect(parseCommandLine(['speak', '--out', 'a.wav', '--', '-5 degrees'])).toMatchObject({
      operands: ['-5 degrees'],
      out: 'a.wav',
    })
  })

  test.each([
    ['bench', { threads: undefined, bench: { kind: 'figures' } }],
    ['bench --threads 2', { threads: 2, bench: { kind: 'figures' } }],
    ['narrate a.txt --workers 2', { workers: 2 }],
    ['narrate a.txt', { workers: undefined }],
    ['bench --pipeline', { bench: { kind: 'pipeline' } }],
    ['bench --stdin', { bench: { kind: 'stdin' } }],
    ['bench --peer piper', { bench: { kind: 'peer', peer: 'piper' } }],
  ])('%s says what to measure', (words, expected) => {
    expect(parseCommandLine(words.split(' '))).toMatchObject(expected)
  })

  test('a recording may be asked for in several formats, with subtitles, however they are typed', () => {
    expect(parseCommandLine(['narrate', 'a.txt']).recording).toMatchObject({
      formats: ['wav'],
      subtitles: [],
      makesBook: false,
    })
    const words = ['narrate', 'a.txt', '--format', 'opus, mp3,wav,mp3', '--subtitles', 'srt,vtt']
    expect(parseCommandLine(words).recording).toMatchObject({
      formats: ['wav', 'mp3', 'opus'],
      subtitles: ['vtt', 'srt'],
      makesBook: false,
    })
    const book = (list: string) => parseCommandLine(['narrate', 'a.epub', '--format', list]).recording
    expect(book('epub')).toMatchObject({ formats: [], makesBook: true })
    expect(book('epub,wav')).toMatchObject({ formats: ['wav'], makesBook: true })
  })

  test.each([
    ['narrate a.txt --format ogg', '--format takes wav, m4b, mp3, flac, opus, epub, not "ogg"'],
    ['narrate a.txt --format mp3,', '--format takes wav, m4b, mp3, flac, opus, epub, not ""'],
    ['narrate a.txt --subtitles txt', '--subtitles takes vtt, srt, not "txt"'],
    ['speak hi --speed fast', '--speed takes a number, not "fast"'],
    ['speak hi --speed=', '--speed takes a number, not ""'],
    ['speak hi --speed 9', '--speed takes 0.5 to 4, not "9"'],
    ['speak hi --speed 0.4', '--speed takes 0.5 to 4, not "0.4"'],
    ['speak hi --seed=-1', '--seed takes 0 to 4294967295, not "-1"'],
    ['speak hi --seed 1.5', '--seed takes 0 to 4294967295, not "1.5"'],
    ['speak hi --seed -1', '--seed takes 0 to 4294967295, not "-1"'],
    ['speak hi --seed --json', '--seed needs a value'],
    ['speak hi --rate 7999', '--rate takes a whole number from 8000 to 192000, not "7999"'],
    ['speak hi --rate 44100.5', '--rate takes a whole number from 8000 to 192000, not "44100.5"'],
    ['speak hi --rate high', '--rate takes a number, not "high"'],
    ['speak hi --gain 13', '--gain takes -12 to 12, not "13"'],
    ['speak hi --loudness -9', '--loudness takes -30 to -10 or none, not "-9"'],
    ['speak hi --chunk-ms 19', '--chunk-ms takes 20 to 2000, not "19"'],
    ['speak hi --chunk-ms 1e9', '--chunk-ms takes 20 to 2000, not "1e9"'],
    ['speak hi --seam glue', '--seam takes cached, overlap-add, cross-fade, none, not "glue"'],
    ['speak hi --overlap 4', '--overlap takes 2, 3, 5, not "4"'],
    ['speak hi --crossfade-ms 0', '--crossfade-ms takes 1 to 50 or auto, not "0"'],
    ['speak hi --crossfade-ms long', '--crossfade-ms takes a number, not "long"'],
    ['speak hi --overlap-curve round', '--overlap-curve takes raised-cosine, linear, not "round"'],
    ['speak hi --voice=', '--voice takes the name of a voice, or the path of a Piper voice’s .onnx, not ""'],
    ['bench --runs 0', '--runs takes a whole number from 1 up, not "0"'],
    ['bench --runs 2.5', '--runs takes a whole number from 1 up, not "2.5"'],
    ['narrate a.txt --workers 0', '--workers takes a whole number from 1 to 16, not "0"'],
    ['narrate a.txt --workers 1.5', '--workers takes a whole number from 1 to 16, not "1.5"'],
    ['bench --threads 0', '--threads takes a whole number from 1 to 64, not "0"'],
    ['bench --threads 65', '--threads takes a whole number from 1 to 64, not "65"'],
    ['bench --peer festival', '--peer takes hibari or piper, not "festival"'],
    ['bench --stdin --pipeline', 'bench takes one of startup, --pipeline, --peer and --stdin'],
    ['bench startup --stdin', 'bench takes one of startup, --pipeline, --peer and --stdin'],
    ['bench window', 'bench takes no words but startup'],
    ['speak hi --out=', '--out takes a path'],
    ['speak hi --out', '--out needs a value'],
    ['speak hi --out --json', '--out needs a value'],
    ['speak hi --json=yes', "Option '--json' does not take an argument"],
    ['speak hi --loud', 'There is no option --loud: write -- before a text that begins with a dash'],
    ['speak -5', 'There is no option -5: write -- before a text that begins with a dash'],
    ['sing hi', 'There is no command "sing"'],
  ])('%s is refused in words', (words, message) => {
    expect(() => parseCommandLine(words.split(' '))).toThrow(
      expect.objectContaining({ code: 'usage/invalid', message }) as Error,
    )
  })
})
