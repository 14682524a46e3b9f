/** States what must hold. A failed assertion is a bug, never a user's failure: nobody catches it but a process border. */
export function assert(condition: unknown, whatMustHold: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${whatMustHold}`)
}

/** Ends an exhaustive switch: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
