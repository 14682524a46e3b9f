import { describe, expect, test } from 'vitest'
import { programOf } from '../../src-main/contract/programs'

describe('programOf', () => {
  test('a command is one, with what follows it', () => {
    expect(programOf(['speak', 'Good morning.', '--out', 'a.wav'])).toEqual({
      script: 'cli',
      words: ['speak', 'Good morning.', '--out', 'a.wav'],
    })
  })

  test('what stands before a command is Chromium’s', () => {
    expect(programOf(['--no-sandbox', 'version'])).toEqual({ script: 'cli', words: ['version'] })
  })

  test('a question without a command is answered', () => {
    expect(programOf(['--help'])).toEqual({ script: 'cli', words: ['--help'] })
    expect(programOf(['--no-sandbox', '--version'])).toEqual({ script: 'cli', words: ['--version'] })
  })

  test('documents, links and nothing open the window', () => {
    for (const given of [
      [],
      ['book.epub'],
      ['/home/a/speak'],
      ['./speak'],
      ['lector://read?text=a'],
      ['book.epub', 'speak'],
    ])
      expect(programOf(given), given.join(' ')).toBeNull()
    expect(programOf(['--ozone-platform=x11', 'book.epub', '--help'])).toBeNull()
  })

  test('a script of its own has its heap', () => {
    expect(programOf(['document-host', '--heap-mebibytes=512'])).toEqual({
      script: 'document-host',
      words: [],
      heapMebibytes: 512,
    })
  })
})
