import { describe, expect, test } from 'vitest'
import { withChange, type TextChange } from '@contract/text-change'
import { EditHistory } from '../../../src-renderer/editing/edit-history'
import { EditorDom } from '../../../src-renderer/editing/editor-dom'
import { replaceText } from '../../../src-renderer/editing/text-edit'
import { TextInput } from '../../../src-renderer/editing/text-input'
import { paragraph } from '../reader/documents'

const at = (char: number) => ({ block: 0, char })

/** A text in which one word was written already, and the keys that are pressed in it. */
function openInput() {
  const root = document.createElement('div')
  let blocks = [paragraph('One')]
  const dom = new EditorDom(root, () => blocks)
  const history = new EditHistory()
  const make = (change: TextChange) => {
    const before = blocks
    blocks = withChange(before, change)
    return before
  }
  const input = new TextInput({ dom, root, history, make, blocks: () => blocks, now: () => 0 })
  const edit = replaceText(blocks, { from: at(3), until: at(3) }, [' two'])
  history.note(edit, blocks, { from: at(3), until: at(3) }, 'other', 0)
  make(edit.change)
  dom.splice(0, 1, 1)
  return {
    text: () => blocks.map(({ text }) => text).join('|'),
    press(key: string, code: string, more: KeyboardEventInit = {}) {
      const event = new KeyboardEvent('keydown', { key, code, ctrlKey: true, cancelable: true, ...more })
      input.keyDown(event)
      return event.defaultPrevented
    },
  }
}

describe('keyDown', () => {
  test.each([
    ['QWERTY', 'KeyZ', 'z', 'KeyY', 'y'],
    ['QWERTZ', 'KeyY', 'z', 'KeyZ', 'y'],
    ['AZERTY', 'KeyW', 'z', 'KeyY', 'y'],
    ['Russian', 'KeyZ', 'я', 'KeyY', 'н'],
  ])('takes back and makes again by what is printed on the keys: %s', (_, undoCode, undo, redoCode, redo) => {
    const { text, press } = openInput()
    expect(press(undo, undoCode)).toBe(true)
    expect(text()).toBe('One')
    expect(press(redo, redoCode)).toBe(true)
    expect(text()).toBe('One two')
    press(undo, undoCode)
    press(undo.toUpperCase(), undoCode, { shiftKey: true })
    expect(text()).toBe('One two')
  })

  test('leaves a key that types another letter alone', () => {
    const { text, press } = openInput()
    expect(press('w', 'KeyZ')).toBe(false)
    expect(text()).toBe('One two')
  })
})
