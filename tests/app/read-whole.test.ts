import { describe, expect, test, vi } from 'vitest'
import { emptyPiece } from '@contract/document'
import type { DocumentReading } from '@contract/document-host-protocol'
import { AppError } from '@contract/errors'
import type { LaunchDocument } from '../../src-main/app/document-launcher'
import { readWhole } from '../../src-main/app/read-whole'

vi.mock('electron', () => ({ utilityProcess: {} }))

const stepOf = (text: string, isLast: boolean) => ({
  piece: {
    ...emptyPiece(),
    blocks: [
      {
        kind: 'paragraph' as const,
        text,
        marks: [],
        source: { part: 0, startChar: 0, endChar: text.length, exact: true },
      },
    ],
  },
  isLast,
})
const head: DocumentReading['head'] = { id: 'day', title: 'A day', authors: [], format: 'txt' }
const never = new AbortController().signal

describe('readWhole', () => {
  test('has every piece of a file', async () => {
    const rest = [stepOf('Noon', false), stepOf('Night', true)]
    const launch: LaunchDocument = (request) => {
      expect(request).toEqual({ source: { kind: 'file', path: '/books/day.txt' } })
      const next = () => Promise.resolve(rest.shift() ?? stepOf('', true))
      return Promise.resolve({ head, first: stepOf('Dawn', false), next, end: () => undefined })
    }
    const { title, blocks } = await readWhole(launch, '/books/day.txt', never)
    expect(title).toBe('A day')
    expect(blocks.map(({ text }) => text)).toEqual(['Dawn', 'Noon', 'Night'])
  })

  test('says of which file it tells that cannot be read', async () => {
    const launch = () => Promise.reject(new AppError('document/encrypted', 'It is locked'))
    await expect(readWhole(launch, '/books/day.pdf', never)).rejects.toMatchObject({
      code: 'document/encrypted',
      details: { fileName: 'day.pdf' },
    })
  })
})
