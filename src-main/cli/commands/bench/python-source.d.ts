/** The text of a Python program, put into the bundle. */
declare module '*.py?raw' {
  const source: string
  export default source
}
