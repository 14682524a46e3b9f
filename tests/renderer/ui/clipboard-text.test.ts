import { describe, expect, test } from 'vitest'
import { isBlank, readClipboard, transferredText } from '../../../src-renderer/ui/clipboard-text'

function clipboardOf(parts: Record<string, string>): Pick<Clipboard, 'read' | 'readText'> {
  const item = {
    types: Object.keys(parts),
    presentationStyle: 'unspecified' as const,
    getType: (type: string) => Promise.resolve(new Blob([parts[type] ?? ''])),
  }
  return { read: () => Promise.resolve([item]), readText: () => Promise.resolve('read as text') }
}

describe('readClipboard', () => {
  test('HTML comes beside the text it stands for', async () => {
    expect(await readClipboard(clipboardOf({ 'text/plain': 'bold', 'text/html': '<b>bold</b>' }))).toEqual({
      text: 'bold',
      html: '<b>bold</b>',
    })
  })

  test('text alone is enough, in whatever form the system keeps it', async () => {
    expect(await readClipboard(clipboardOf({ 'text/plain': 'plain' }))).toEqual({ text: 'plain' })
    expect(await readClipboard(clipboardOf({ 'image/png': '' }))).toEqual({ text: 'read as text' })
  })

  test('an empty clipboard is empty, one that may not be looked at is refused', async () => {
    const failing = (name: string) => ({
      read: () => Promise.reject(new DOMException('No valid data on clipboard.', name)),
      readText: () => Promise.resolve(''),
    })
    expect(await readClipboard(failing('DataError'))).toEqual({ text: '' })
    await expect(readClipboard(failing('NotAllowedError'))).rejects.toMatchObject({ name: 'NotAllowedError' })
  })
})

describe('transferredText', () => {
  test('what is pasted or dropped brings its HTML along', () => {
    const transfer = new DataTransfer()
    transfer.setData('text/plain', 'bold')
    expect(transferredText(transfer)).toEqual({ text: 'bold' })
    transfer.setData('text/html', '<b>bold</b>')
    expect(transferredText(transfer)).toEqual({ text: 'bold', html: '<b>bold</b>' })
    expect(transferredText(null)).toEqual({ text: '' })
  })
})

describe('isBlank', () => {
  test('white space is nothing, markup may be something', () => {
    expect(isBlank({ text: ' \n' })).toBe(true)
    expect(isBlank({ text: '', html: ' ' })).toBe(true)
    expect(isBlank({ text: '', html: '<p>x</p>' })).toBe(false)
  })
})
