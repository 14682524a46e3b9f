declare module 'wicked-good-xpath' {
  const xpath: { install(target: object): void }
  export default xpath
}

/** A table of speech-rule-engine, JSON as gzip in base64; made by scripts/vite-plugin-math-speech.mjs. */
declare module '*.json?speech' {
  const gzipInBase64: string
  export default gzipInBase64
}
