import { beforeEach, describe, expect, test } from 'vitest'
import { restAround } from '../../../src-renderer/reader/dim-rest'

function range(from: Node, start: number, to: Node, end: number): Range {
  const made = document.createRange()
  made.setStart(from, start)
  made.setEnd(to, end)
  return made
}

describe('restAround', () => {
  let first: Node
  let second: Node
  beforeEach(() => {
    document.body.innerHTML = '<p>One two three.</p><p>Four five six.</p>'
    const [one, two] = [...document.querySelectorAll('p')].map((paragraph) => paragraph.firstChild)
    if (!one || !two) throw new Error('no text')
    first = one
    second = two
  })
  const all = () => range(first, 0, second, 14)

  test('leaves out what is lit', () => {
    const parts = restAround(all(), range(first, 4, first, 7))
    expect(parts.map(String)).toEqual(['One ', expect.stringMatching(/^ three\.\s*Four five six\.$/)])
  })

  test('nothing is left before the first sentence or after the last', () => {
    expect(restAround(all(), range(first, 0, first, 14)).map(String)).toEqual(['Four five six.'])
    expect(restAround(all(), range(second, 0, second, 14)).map(String)).toEqual(['One two three.'])
    expect(restAround(all(), all())).toEqual([])
  })

  test('all of it stands back where nothing in it is lit', () => {
    expect(restAround(range(first, 0, first, 14), range(second, 0, second, 4)).map(String)).toEqual([
      'One two three.',
    ])
    expect(restAround(range(second, 0, second, 14), range(first, 0, first, 4)).map(String)).toEqual([
      'Four five six.',
    ])
    expect(restAround(all(), null)).toHaveLength(1)
  })
})
