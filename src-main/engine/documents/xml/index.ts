export { decodeXml } from './decode-xml'
export { parseXml, type ParsedXml, type XmlOptions } from './parse-xml'
export {
  attributeOf,
  descendantsOf,
  elementOf,
  elementsOf,
  textOf,
  type XmlAttribute,
  type XmlElement,
  type XmlNode,
} from './xml-tree'
