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

/** The name by which an element or attribute is known here, for example "w:p"; "?:p" where its namespace is unknown. */
export function knownName(uri: string, localName: string): string {
  return uri === '' ? localName : `${prefixes.get(uri) ?? unknownPrefix}:${localName}`
}
