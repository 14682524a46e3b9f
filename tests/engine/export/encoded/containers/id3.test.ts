import { describe, expect, test } from 'vitest'
import { id3Tag } from '../../../../../src-main/engine/export/encoded/containers/mp3/id3'
import type { Chapter } from '../../../../../src-main/engine/export/encoded/encoded-form'

interface Frame {
  readonly id: string
  readonly content: Buffer
}

/** The frames of a tag or of a frame that has frames, as ID3v2.3 lays them out; padding ends them. */
function framesIn(bytes: Buffer): Frame[] {
  const frames: Frame[] = []
  for (let at = 0; at + 10 <= bytes.length && bytes[at] !== 0;) {
    const length = bytes.readUInt32BE(at + 4)
    frames.push({
      id: bytes.toString('latin1', at, at + 4),
      content: bytes.subarray(at + 10, at + 10 + length),
    })
    at += 10 + length
  }
  return frames
}

function framesOfTag(tag: Buffer): Frame[] {
  expect(tag.toString('latin1', 0, 3)).toBe('ID3')
  expect([...tag.subarray(3, 6)]).toEqual([3, 0, 0])
  const length = tag.subarray(6, 10).reduce((sum, seven) => sum * 128 + seven, 0)
  expect(length).toBe(tag.length - 10)
  return framesIn(tag.subarray(10))
}

/** Text of a frame that has nothing else. */
function textOf({ content }: Frame): string {
  return content[0] === 0 ? content.toString('latin1', 1) : content.toString('utf16le', 3)
}

function chapterOf({ content }: Frame) {
  const end = content.indexOf(0)
  const [title] = framesIn(content.subarray(end + 17))
  return {
    id: content.toString('latin1', 0, end),
    start: content.readUInt32BE(end + 1),
    end: content.readUInt32BE(end + 5),
    offsets: [content.readUInt32BE(end + 9), content.readUInt32BE(end + 13)],
    title: textOf(title),
  }
}

function contentsOf({ content }: Frame) {
  const end = content.indexOf(0)
  const entries = content
    .toString('latin1', end + 3)
    .split('\0')
    .slice(0, -1)
  expect(content[end + 2]).toBe(entries.length)
  return {
    id: content.toString('latin1', 0, end),
    isTop: (content[end + 1] & 2) !== 0,
    isOrdered: (content[end + 1] & 1) !== 0,
    entries,
  }
}

const tagWith = (chapters: readonly Chapter[]): Frame[] =>
  framesOfTag(id3Tag({ tags: {}, cover: null }, chapters, 1_000, 500, 0))
const chaptersOf = (count: number): Chapter[] =>
  Array.from({ length: count }, (_, index) => ({ title: `§ ${index}`, startSample: index }))

describe('id3Tag', () => {
  test('a table names the chapters in their order, and each says when it is', () => {
    const frames = tagWith([
      { title: 'One', startSample: 0 },
      { title: 'Zweï', startSample: 1_500 },
    ])
    expect(frames.filter(({ id }) => id === 'CTOC').map(contentsOf)).toEqual([
      { id: 'toc', isTop: true, isOrdered: true, entries: ['ch0', 'ch1'] },
    ])
    const notTold = [0xffff_ffff, 0xffff_ffff]
    expect(frames.filter(({ id }) => id === 'CHAP').map(chapterOf)).toEqual([
      { id: 'ch0', start: 0, end: 1_500, offsets: notTold, title: 'One' },
      { id: 'ch1', start: 1_500, end: 500_000, offsets: notTold, title: 'Zweï' },
    ])
  })

  test('more chapters than a table can have are in tables of a table', () => {
    const frames = tagWith(chaptersOf(600))
    const [top, ...parts] = frames.filter(({ id }) => id === 'CTOC').map(contentsOf)
    expect(top).toEqual({ id: 'toc', isTop: true, isOrdered: true, entries: parts.map(({ id }) => id) })
    expect(parts.map(({ isTop, entries }) => [isTop, entries.length])).toEqual([
      [false, 255],
      [false, 255],
      [false, 90],
    ])
    const named = parts.flatMap(({ entries }) => entries)
    expect(named).toEqual(frames.filter(({ id }) => id === 'CHAP').map((frame) => chapterOf(frame).id))
  })

  test('without chapters there is no table, and a tag is as long as it is to be', () => {
    expect(tagWith([])).toEqual([])
    const tag = id3Tag({ tags: { title: 'One', date: '2026' }, cover: null }, [], 1_000, 1, 5_000)
    expect(tag).toHaveLength(5_000)
    expect(framesOfTag(tag).map((frame) => [frame.id, textOf(frame)])).toEqual([
      ['TIT2', 'One'],
      ['TYER', '2026'],
    ])
  })

  test('a comment that is not ASCII has its language and its bytes’ order', () => {
    const tags = { comment: 'schön', language: 'de-AT' }
    const [, { content }] = framesOfTag(id3Tag({ tags, cover: null }, [], 1_000, 1, 0))
    expect(content.toString('latin1', 0, 4)).toBe('\x01deu')
    expect([...content.subarray(4, 10)]).toEqual([0xff, 0xfe, 0, 0, 0xff, 0xfe])
    expect(content.toString('utf16le', 10)).toBe('schön')
  })
})
