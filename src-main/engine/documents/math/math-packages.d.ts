declare module 'wicked-good-xpath' {
  export interface XPathExpression {
    evaluate(node: unknown, type: number): unknown
  }
  /** Where the library puts its functions. */
  export interface XPathPage {
    document: { createExpression?(expression: string, resolver: unknown): XPathExpression }
    XPathResult: object
  }
  const xpath: { install(page: XPathPage): void }
  export default xpath
}

/** A table of speech-rule-engine, JSON as gzip in base64; made by scripts/vite-plugin-math-speech.mjs. */
declare module '*.json?speech' {
  const gzipInBase64: string
  export default gzipInBase64
}
