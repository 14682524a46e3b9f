import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { movedBy, withChange } from '@contract/text-change'
import { EditHistory } from '../../../src-renderer/editing/edit-history'
import { EditorDom } from '../../../src-renderer/editing/editor-dom'
import { SearchedEditor } from '../../../src-renderer/editing/searched-editor'
import { replaceText } from '../../../src-renderer/editing/text-edit'
import { TextInput } from '../../../src-renderer/editing/text-input'
import { PageAxis } from '../../../src-renderer/reader/page-axis'
import { PageScroller } from '../../../src-renderer/reader/page-scroller'
import { paragraph } from '../reader/documents'

const match = { block: 1, startChar: 4, endChar: 7 }
const at = (block: number, char: number) => ({ block, char })
const inSight = at(1, 8)
let article: HTMLElement
let field: HTMLElement
let blocks: Block[]
let dom: EditorDom
let input: TextInput
let searched: SearchedEditor

beforeEach(() => {
  article = document.createElement('div')
  article.tabIndex = 0
  field = document.createElement('button')
  document.body.replaceChildren(field, article)
  blocks = [paragraph('The first line.'), paragraph('The sea and a sea.')]
  dom = new EditorDom(article, () => blocks)
  const surroundings = { dom, root: article, history: new EditHistory(), blocks: () => blocks }
  input = new TextInput({ ...surroundings, make: () => [], now: () => 0 })
  const axis = new PageAxis(document.body)
  searched = new SearchedEditor({
    ...{ dom, input, axis, article, scroller: document.body, blocks: () => blocks },
    moving: new PageScroller(axis),
    placeInSight: () => inSight,
  })
})
afterEach(() => document.body.replaceChildren())

/** Puts words in at a place, as a key does. */
function write(char: number, words: string): void {
  const { change } = replaceText(blocks, { from: at(0, char), until: at(0, char) }, [words])
  searched.revise(movedBy(change, blocks))
  blocks = withChange(blocks, change)
  dom.splice(change.fromBlock, change.removedBlocks, change.blocks.length)
}
const caret = (block: number, char: number) => ({ from: at(block, char), until: at(block, char) })

describe('select', () => {
  test('takes a match from the search to the text', () => {
    field.focus()
    searched.select(match)
    expect(document.activeElement).toBe(article)
    expect(input.held()).toEqual({ from: at(1, 4), until: at(1, 7) })
  })

  test('takes the match to which somebody stepped from the text', () => {
    article.focus()
    input.placeCaret(at(0, 9))
    searched.reveal(match)
    searched.select(match)
    expect(input.held()).toEqual({ from: at(1, 4), until: at(1, 7) })
  })

  test('leaves the caret to who has set it since', () => {
    searched.reveal(match)
    article.focus()
    input.placeCaret(at(0, 9))
    searched.select(match)
    expect(input.held()).toEqual(caret(0, 9))
    field.focus()
    searched.select(null)
    expect(document.activeElement).toBe(article)
    expect(input.held()).toEqual(caret(0, 9))
  })

  test('without a match takes the caret back to where it was, wherever that is now', () => {
    input.placeCaret(at(0, 9))
    searched.selectedWords()
    field.focus()
    getSelection()?.removeAllRanges()
    write(0, 'This is ')
    expect(searched.placeInSight()).toEqual(at(0, 17))
    searched.select(null)
    expect(input.held()).toEqual(caret(0, 17))
  })

  test('asked for once more from its bar, it goes back to where it went before', () => {
    input.placeCaret(at(0, 9))
    searched.selectedWords()
    field.focus()
    getSelection()?.removeAllRanges()
    searched.selectedWords()
    searched.select(null)
    expect(input.held()).toEqual(caret(0, 9))
  })

  test('asked for from elsewhere, it leaves the caret in sight, wherever an older one was asked for', () => {
    input.placeCaret(at(0, 9))
    searched.selectedWords()
    searched.select(null)
    field.focus()
    getSelection()?.removeAllRanges()
    searched.selectedWords()
    expect(searched.placeInSight()).toEqual(inSight)
    searched.select(null)
    expect(input.held()).toEqual(caret(inSight.block, inSight.char))
  })
})
