import { resolve } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { emptyPiece, type ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import { DocumentShelf } from '../../src-main/app/document-shelf'
import { fileArguments } from '../../src-main/app/file-arguments'
import { openFromOutside } from '../../src-main/app/page-calls'
import { PageNotices } from '../../src-main/app/page-notices'

vi.mock('electron', () => ({
  BrowserWindow: {},
  dialog: {},
  shell: {},
  MessageChannelMain: class {},
  utilityProcess: {},
}))

const document = (id: string): ReadableDocument => ({
  id,
  title: id,
  format: 'txt',
  authors: [],
  ...emptyPiece(),
})
const never = new AbortController().signal

describe('DocumentShelf', () => {
  test('keeps what was opened, and lets the oldest go', async () => {
    const shelf = new DocumentShelf(
      async (source) => document(source.kind === 'file' ? source.path : source.text),
      never,
    )
    await shelf.openText('first')
    for (let index = 0; index < 15; index += 1) await shelf.openFile(`/${index}.txt`)
    await shelf.openText('first')
    await shelf.openFile('/another.txt')
    expect(shelf.get('first').title).toBe('first')
    expect(() => shelf.get('/0.txt')).toThrow(AppError)
  })
})

describe('openFromOutside', () => {
  test('tells the page what was opened and what was refused, as soon as it listens', async () => {
    const shelf = new DocumentShelf(async (source) => {
      if (source.kind === 'file' && source.path.endsWith('bad.pdf'))
        throw new AppError('document/unsupported', 'no')
      return document('good')
    }, never)
    const notices = new PageNotices()
    await openFromOutside(['/folder/bad.pdf', '/folder/good.txt'], { shelf, notices })
    const sent: unknown[][] = []
    notices.open({ send: (...message: unknown[]) => sent.push(message), isDestroyed: () => false })
    expect(sent).toEqual([
      [
        'document:refused',
        { fileName: 'bad.pdf', error: expect.objectContaining({ code: 'document/unsupported' }) },
      ],
      ['document:opened', document('good')],
    ])
    notices.close()
    await openFromOutside(['/x.txt'], { shelf, notices })
    expect(sent).toHaveLength(2)
  })
})

describe('fileArguments', () => {
  test('finds files behind switches and the folder of a checkout', () => {
    const commandLine = ['/electron', '--no-sandbox', '.', 'book.txt', '--flag', '/a/b.md']
    expect(fileArguments(commandLine, '/home', false)).toEqual([
      resolve('/home', 'book.txt'),
      resolve('/a/b.md'),
    ])
    expect(fileArguments(['/lector', 'book.txt'], '/home', true)).toEqual([resolve('/home', 'book.txt')])
    expect(fileArguments(['/electron', '.'], '/home', false)).toEqual([])
  })
})
