import {
  parse,
  type ParserOptions,
  type TreeAdapter,
  type TreeAdapterTypeMap,
  type Token,
  html,
} from 'parse5'
import type { FormatId } from '@contract/document'
import { attributeMap, flattenDepth, localName, type OpenNode } from './tree-builder'
import { corruptMarkup, maxMarkupNodes, noAttributes, type MarkupElement } from './tree'

/**
 * Elements that may be open at once. The parser looks through all of them for many a tag, so that its time grows with
 * this; browsers build no deeper trees than 512.
 */
const maxOpenElements = 2_000
/**
 * Formatting that is never closed is repeated in every paragraph after it, which multiplies: this many elements for a
 * tag that was written are accepted, and a few for nothing.
 */
const maxElementsPerTag = 8
const freeElements = 10_000

interface Located {
  /** Range of the source; a start of -1: written nowhere. */
  startChar: number
  endChar: number
  parent: Parent | null
}
interface BuiltElement extends Located {
  readonly kind: 'element'
  /** As the parser has it, which closes by it. */
  readonly tagName: string
  readonly namespace: html.NS
  attributes: ReadonlyMap<string, string>
  content: Fragment | null
  children: Child[]
}
interface BuiltText extends Located {
  readonly kind: 'text'
  text: string
}
/** A comment or a doctype: the parser wants to have it, the tree does not. */
interface Ignored {
  readonly kind: 'ignored'
  parent: Parent | null
}
interface Fragment {
  readonly kind: 'fragment'
  children: Child[]
}
type Parent = BuiltElement | Fragment
type Child = BuiltElement | BuiltText | Ignored

interface TreeTypes extends TreeAdapterTypeMap {
  node: Parent | Child
  parentNode: Parent
  childNode: Child
  document: Fragment
  documentFragment: Fragment
  element: BuiltElement
  commentNode: Ignored
  textNode: BuiltText
  template: BuiltElement
  documentType: Ignored
}

/**
 * Reads HTML as browsers do, into plain data: whatever is written gives a tree, and nothing in it is run or fetched.
 * @param source with one kind of line end and no control characters (`maskControls`)
 * @returns the root element, "html"
 * @throws AppError 'document/corrupt' for markup that multiplies or nests beyond all measure
 */
export function parseHtml(source: string, format: FormatId = 'html'): MarkupElement {
  const adapter = createAdapter(source, format)
  const options: ParserOptions<TreeTypes> = {
    treeAdapter: adapter,
    sourceCodeLocationInfo: true,
    // What is for readers without scripts is no text here either way, and need not be parsed.
    scriptingEnabled: true,
  }
  const document = parse<TreeTypes>(source, options)
  const root = document.children.find((child): child is BuiltElement => child.kind === 'element')
  return flattenDepth(plain(root ?? emptyRoot, source.length))
}

const emptyRoot: BuiltElement = {
  kind: 'element',
  tagName: 'html',
  namespace: html.NS.HTML,
  attributes: noAttributes,
  children: [],
  startChar: -1,
  endChar: -1,
  parent: null,
  content: null,
}

/** All that the parser asks of a place is whether there is one; where it is is kept as two numbers. */
const somewhere: Token.ElementLocation = {
  startLine: 1,
  startCol: 1,
  startOffset: 0,
  endLine: 1,
  endCol: 1,
  endOffset: 0,
}

/** Copies what was built into plain nodes without the way back to the parent. No recursion. */
function plain(built: BuiltElement, sourceChars: number): OpenNode {
  const copyOf = ({ tagName, attributes, startChar, endChar }: BuiltElement): OpenNode => ({
    name: localName(tagName),
    attributes,
    children: [],
    startChar: Math.max(0, startChar),
    endChar: startChar === -1 ? sourceChars : endChar,
  })
  const root = copyOf(built)
  const waiting: { from: readonly Child[]; to: OpenNode }[] = [{ from: built.children, to: root }]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    const { from, to } = entry
    for (const child of from) {
      if (child.kind === 'ignored') continue
      if (child.kind === 'text') {
        const { text, startChar, endChar } = child
        const isPlaced = startChar !== -1
        to.children.push({
          text,
          startChar: isPlaced ? startChar : to.startChar,
          endChar: isPlaced ? endChar : to.startChar,
        })
        continue
      }
      const copy = copyOf(child)
      to.children.push(copy)
      waiting.push({ from: child.content?.children ?? child.children, to: copy })
    }
  }
  return root
}

function createAdapter(source: string, format: FormatId): TreeAdapter<TreeTypes> {
  let elements = 0
  let nodes = 0
  let open = 0
  let mode = html.DOCUMENT_MODE.NO_QUIRKS
  const maxElements = freeElements + maxElementsPerTag * countTags(source)
  const add = (parent: Parent, child: Child, before?: Child): void => {
    if (child.kind !== 'ignored' && ++nodes > maxMarkupNodes) throw corruptMarkup('elements', format)
    child.parent = parent
    if (before === undefined) parent.children.push(child)
    // From the end: what is moved out of a table is put before the table that was opened last.
    else parent.children.splice(Math.max(0, parent.children.lastIndexOf(before)), 0, child)
  }
  const newText = (text: string): BuiltText => ({
    kind: 'text',
    text,
    startChar: -1,
    endChar: -1,
    parent: null,
  })
  const newFragment = (): Fragment => ({ kind: 'fragment', children: [] })
  const newIgnored = (): Ignored => ({ kind: 'ignored', parent: null })
  return {
    createDocument: newFragment,
    createDocumentFragment: newFragment,
    createCommentNode: newIgnored,
    createTextNode: newText,
    createElement(tagName, namespace, attrs) {
      elements += 1
      if (elements > maxElements) throw corruptMarkup('elements', format)
      return {
        kind: 'element',
        tagName,
        namespace,
        attributes: attributeMap(
          attrs.map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]),
        ),
        children: [],
        startChar: -1,
        endChar: -1,
        parent: null,
        content: null,
      }
    },
    adoptAttributes(element, attrs) {
      const pairs = attrs.map(({ name, value }): readonly [string, string] => [name, value])
      element.attributes = attributeMap([...element.attributes, ...pairs])
    },
    appendChild: (parent, child) => add(parent, child),
    insertBefore: (parent, child, before) => add(parent, child, before),
    insertText(parent, text) {
      const last = parent.children.at(-1)
      if (last?.kind === 'text') last.text += text
      else add(parent, newText(text))
    },
    insertTextBefore(parent, text, before) {
      const previous = parent.children[parent.children.lastIndexOf(before) - 1] as Child | undefined
      if (previous?.kind === 'text') previous.text += text
      else add(parent, newText(text), before)
    },
    detachNode(child) {
      const siblings = child.parent?.children
      if (siblings !== undefined) siblings.splice(siblings.lastIndexOf(child), 1)
      if (child.kind !== 'ignored') nodes -= 1
      child.parent = null
    },
    onItemPush() {
      if (++open > maxOpenElements) throw corruptMarkup('nesting', format)
    },
    onItemPop() {
      open -= 1
    },
    getAttrList: ({ attributes }) => [...attributes].map(([name, value]) => ({ name, value })),
    getChildNodes: ({ children }) => children,
    getFirstChild: ({ children }) => children[0] ?? null,
    getParentNode: (node) => (node.kind === 'fragment' ? null : node.parent),
    getNamespaceURI: ({ namespace }) => namespace,
    getTagName: ({ tagName }) => tagName,
    getTextNodeContent: ({ text }) => text,
    getCommentNodeContent: () => '',
    getDocumentTypeNodeName: () => '',
    getDocumentTypeNodePublicId: () => '',
    getDocumentTypeNodeSystemId: () => '',
    getDocumentMode: () => mode,
    setDocumentMode(_document, newMode) {
      mode = newMode
    },
    setDocumentType: () => undefined,
    getTemplateContent: (template) => (template.content ??= newFragment()),
    setTemplateContent(template, content) {
      template.content = content
    },
    isCommentNode: (node): node is Ignored => node.kind === 'ignored',
    isDocumentTypeNode: (node): node is Ignored => node.kind === 'ignored',
    isElementNode: (node): node is BuiltElement => node.kind === 'element',
    isTextNode: (node): node is BuiltText => node.kind === 'text',
    getNodeSourceCodeLocation: (node) =>
      (node.kind === 'element' || node.kind === 'text') && node.startChar !== -1 ? somewhere : null,
    setNodeSourceCodeLocation(node, location) {
      if ((node.kind !== 'element' && node.kind !== 'text') || location === null) return
      node.startChar = location.startOffset
      node.endChar = location.endOffset
    },
    updateNodeSourceCodeLocation(node, { endOffset }) {
      if ((node.kind === 'element' || node.kind === 'text') && endOffset !== undefined)
        node.endChar = endOffset
    },
  }
}

function countTags(source: string): number {
  let tags = 0
  for (let at = source.indexOf('<'); at !== -1; at = source.indexOf('<', at + 1)) tags += 1
  return tags
}
