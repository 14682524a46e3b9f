/** An attribute; `uri` is its namespace, empty for one without a prefix. */
export interface XmlAttribute {
  readonly name: string
  readonly uri: string
  readonly value: string
}

/**
 * An element of a parsed file, with its children in order: elements, and stretches of text between them.
 * `name` is the local name; `uri` the namespace, or the bare prefix where that is not declared.
 */
export interface XmlElement {
  readonly name: string
  readonly uri: string
  readonly attributes: readonly XmlAttribute[]
  readonly children: readonly XmlNode[]
}

export type XmlNode = XmlElement | string

/** The child elements, of one local name when it is given. */
export function elementsOf(parent: XmlElement, name?: string): XmlElement[] {
  return parent.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  )
}

/** The first child element of a local name. */
export function elementOf(parent: XmlElement, name: string): XmlElement | undefined {
  return parent.children.find(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  )
}

/** An attribute's value by its local name; of several, the one without a prefix comes first. */
export function attributeOf(element: XmlElement, name: string, uri?: string): string | undefined {
  const named = element.attributes.filter(
    (attribute) => attribute.name === name && (uri === undefined || attribute.uri === uri),
  )
  return (named.find((attribute) => attribute.uri === '') ?? named[0])?.value
}

/** All text inside an element, in order, as it stands. */
export function textOf(element: XmlElement): string {
  let text = ''
  for (const child of element.children) text += typeof child === 'string' ? child : textOf(child)
  return text
}

/** Every element of a local name below (not including) an element, in document order. */
export function descendantsOf(root: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = []
  const walk = (parent: XmlElement): void => {
    for (const child of parent.children) {
      if (typeof child === 'string') continue
      if (child.name === name) found.push(child)
      walk(child)
    }
  }
  walk(root)
  return found
}
