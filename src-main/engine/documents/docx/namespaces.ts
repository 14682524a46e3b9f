/*
 * A name of an element or attribute is written "w:p" all over this folder, whatever prefix a file chose and whether it
 * follows the transitional or the strict form of the standard (ECMA-376 parts 1 and 4, ISO/IEC 29500).
 */
const openXml = 'http://schemas.openxmlformats.org/'
const strict = 'http://purl.oclc.org/ooxml/'

const prefixes: ReadonlyMap<string, string> = new Map([
  [`${openXml}wordprocessingml/2006/main`, 'w'],
  [`${strict}wordprocessingml/main`, 'w'],
  [`${openXml}officeDocument/2006/relationships`, 'r'],
  [`${strict}officeDocument/relationships`, 'r'],
  [`${openXml}drawingml/2006/wordprocessingDrawing`, 'wp'],
  [`${strict}drawingml/wordprocessingDrawing`, 'wp'],
  [`${openXml}drawingml/2006/main`, 'a'],
  [`${strict}drawingml/main`, 'a'],
  [`${openXml}drawingml/2006/picture`, 'pic'],
  [`${strict}drawingml/picture`, 'pic'],
  [`${openXml}drawingml/2006/diagram`, 'dgm'],
  [`${strict}drawingml/diagram`, 'dgm'],
  [`${openXml}officeDocument/2006/math`, 'm'],
  [`${strict}officeDocument/math`, 'm'],
  [`${openXml}markup-compatibility/2006`, 'mc'],
  [`${openXml}package/2006/relationships`, 'rel'],
  [`${openXml}package/2006/content-types`, 'ct'],
  [`${openXml}package/2006/metadata/core-properties`, 'cp'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
  ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape', 'wps'],
  ['http://schemas.microsoft.com/office/drawing/2017/decorative', 'adec'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['urn:schemas-microsoft-com:office:office', 'o'],
  ['http://www.w3.org/XML/1998/namespace', 'xml'],
])

/** Stands before the names of a namespace that means nothing here. */
const unknownPrefix = '?'

/** The prefixes that hold at some depth of a part, and the names that were made with them. */
interface Scope {
  readonly uris: ReadonlyMap<string, string>
  /** By the name as written. Names repeat by the hundred thousand: each is made once. */
  readonly elements: Map<string, string>
  readonly attributes: Map<string, string>
}

function scopeOf(uris: ReadonlyMap<string, string>): Scope {
  return { uris, elements: new Map(), attributes: new Map() }
}

/**
 * Gives elements and attributes the names they are known by: "w:p" all over this folder, "?:p" where the namespace is
 * unknown. The parser's own way with namespaces took a third of all the time.
 */
export class KnownNames {
  private scope = scopeOf(new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]))
  /** The scopes around each open element that declares prefixes; null for one that declares none. */
  private readonly outer: (Scope | null)[] = []

  /** An element begins. @param attributes as written */
  open(attributes: Readonly<Record<string, string>>): void {
    let declared: Map<string, string> | null = null
    for (const name in attributes) {
      if (!name.startsWith('xmlns')) continue
      declared ??= new Map(this.scope.uris)
      if (name === 'xmlns') declared.set('', attributes[name])
      else if (name[5] === ':') declared.set(name.slice(6), attributes[name])
    }
    this.outer.push(declared === null ? null : this.scope)
    if (declared !== null) this.scope = scopeOf(declared)
  }

  /** An element ends. */
  close(): void {
    this.scope = this.outer.pop() ?? this.scope
  }

  element(written: string): string {
    return this.known(this.scope.elements, written, this.scope.uris.get('') ?? '')
  }

  /** An attribute without a prefix is in no namespace. */
  attribute(written: string): string {
    return this.known(this.scope.attributes, written, '')
  }

  private known(names: Map<string, string>, written: string, plainUri: string): string {
    let name = names.get(written)
    if (name === undefined) {
      const colon = written.indexOf(':')
      const uri = colon === -1 ? plainUri : (this.scope.uris.get(written.slice(0, colon)) ?? unknownPrefix)
      const local = written.slice(colon + 1)
      name = uri === '' ? local : `${prefixes.get(uri) ?? unknownPrefix}:${local}`
      names.set(written, name)
    }
    return name
  }
}
