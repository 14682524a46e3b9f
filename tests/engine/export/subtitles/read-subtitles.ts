/** A cue as a parser finds it: times in milliseconds, the lines without marks, and the times inside of them. */
export interface ReadCue {
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
  readonly stamps: readonly number[]
}

function timeOf(clock: string, point: string): number {
  const parts = new RegExp(`^(\\d{2,}):([0-5]\\d):([0-5]\\d)\\${point}(\\d{3})$`).exec(clock)
  if (!parts) throw new Error(`no time: ${clock}`)
  const [hours, minutes, seconds, milliseconds] = parts.slice(1).map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + milliseconds
}

function timesOf(line: string, point: string): { start: number; end: number } {
  const times = line.split(' --> ')
  if (times.length !== 2) throw new Error(`no times: ${line}`)
  const [start, end] = times.map((clock) => timeOf(clock, point))
  if (end <= start) throw new Error(`a cue that ends as it begins: ${line}`)
  return { start, end }
}

/** Reads WebVTT, of its grammar what Lector writes and nothing else. @throws on anything else */
export function readVtt(text: string): ReadCue[] {
  const [head, ...blocks] = text.split('\n\n')
  if (head !== 'WEBVTT') throw new Error('no WEBVTT')
  if (/[\r\0]/.test(text)) throw new Error('a character that ends lines or files')
  if (blocks.pop() !== '') throw new Error('an unended cue')
  return blocks.map((block) => {
    const [times, ...lines] = block.split('\n')
    const { start, end } = timesOf(times, '.')
    const stamps: number[] = []
    const shown = lines.map((line) => {
      if (line.includes('-->')) throw new Error(`an arrow in ${line}`)
      const bare = line.replace(/<([\d:.]+)>/g, (_, clock: string) => {
        stamps.push(timeOf(clock, '.'))
        return ''
      })
      const left = bare.replace(/&(?:amp|lt|gt);/g, '')
      if (/[<>&]/.test(left)) throw new Error(`not escaped: ${line}`)
      return bare.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    })
    let last = start
    for (const stamp of stamps) {
      if (stamp <= last || stamp >= end) throw new Error(`a time out of order in ${block}`)
      last = stamp
    }
    return { start, end, lines: shown, stamps }
  })
}

/** Reads SubRip, strictly: numbers from `first` on, lines that end with CR LF, one empty line behind each cue. */
export function readSrt(text: string, first = 1): ReadCue[] {
  if (text === '') return []
  if (/[^\r]\n|\r[^\n]|\0/.test(text)) throw new Error('a line that ends otherwise')
  const blocks = text.split('\r\n\r\n')
  if (blocks.pop() !== '') throw new Error('an unended cue')
  return blocks.map((block, index) => {
    const [number, times, ...lines] = block.split('\r\n')
    if (number !== String(first + index)) throw new Error(`number ${number} in place ${first + index}`)
    for (const line of lines) {
      if (line.includes('-->')) throw new Error(`an arrow in ${line}`)
      if (/<[\p{L}/!]|\{\\/u.test(line)) throw new Error(`a mark in ${line}`)
    }
    return { ...timesOf(times, ','), lines: lines.map((line) => line.replaceAll('\u2060', '')), stamps: [] }
  })
}
