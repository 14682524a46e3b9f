/** Makes malformed messages out of a well-formed one. */
export type MutateValue = (value: unknown) => unknown

/**
 * A source of messages that are almost what a channel takes: other types, keys too many or too few, names of prototypes,
 * numbers out of every range, deep, cyclic and huge values, all that can be cloned into another process. The same seed
 * gives the same messages. Runs inside a page too: self-contained by need.
 * @param hugeChars length of the longest strings
 */
export function createValueMutator(seed: number, hugeChars: number): MutateValue {
  let state = seed >>> 0
  const random = (): number => {
    state = (state + 0x9e37_79b9) >>> 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0_aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a_2d97)
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (count: number): number => Math.floor(random() * count)
  const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]

  const names = [
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'then',
    'kind',
    'path',
    '',
    '0',
    'é\u0000',
  ]
  /** What would leave a trace if anybody ran, loaded or opened it. */
  const hostile = [
    '../../../../etc/passwd',
    '/dev/zero',
    '\\\\server\\share\\x',
    'file:///etc/passwd',
    "javascript:globalThis.__PWNED='fuzz'",
    "');globalThis.__PWNED=1//",
    '<img src=x onerror="globalThis.__PWNED=1">',
    '$(touch /tmp/PWNED)',
    '${7*7}',
    '\u0000',
    '\ud800',
    '\u202e',
    '{nn}{{{chapter}}}',
    '__proto__',
  ]
  const put = (target: object, name: string, value: unknown): void => {
    // As its own key, whatever it is called.
    Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  }
  const deep = (): unknown => {
    let value: unknown = null
    for (let depth = 0; depth < 400; depth++) value = depth % 2 === 0 ? [value] : { a: value }
    return value
  }
  const cyclic = (): unknown => {
    const value: Record<string, unknown> = { a: [] }
    value.self = value
    ;(value.a as unknown[]).push(value)
    return value
  }
  const makers: readonly (() => unknown)[] = [
    () => undefined,
    () => null,
    () => random() < 0.5,
    () => pick([0, -0, -1, 1.5, NaN, Infinity, -Infinity, 2 ** 31, -(2 ** 31), 2 ** 53, 1e308, 5e-324]),
    () => 10n ** 20n,
    () => '',
    () => pick(hostile),
    () => 'x'.repeat(below(random() < 0.02 ? hugeChars : 2_000)),
    () => [],
    () => ({}),
    () => Array.from({ length: below(300) }, () => pick(hostile)),
    () => new Array<number>(5),
    deep,
    cyclic,
    () => new Date(NaN),
    () => /(a+)+$/,
    () => new Map([['a', new Set([1])]]),
    () => new Error(pick(hostile)),
    () => new Uint8Array(below(100)),
    () => new Float32Array([NaN, Infinity]),
    () => new ArrayBuffer(below(100)),
    () => new DataView(new ArrayBuffer(8)),
    () => {
      const value = {}
      put(value, pick(names), { polluted: true })
      return value
    },
  ]
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value)

  /** Changes one place of a value; near its root or deep in it. */
  const change = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = [...value] as unknown[]
      const at = below(items.length + 1)
      const way = below(4)
      if (way === 0 || items.length === 0) items.splice(at, 0, pick(makers)())
      else if (way === 1) items.splice(at, 1)
      else if (way === 2) return pick(makers)()
      else items[below(items.length)] = change(pick(items))
      return items
    }
    if (isPlain(value)) {
      const copy = { ...value }
      const keys = Object.keys(copy)
      const way = below(6)
      if (way === 0) put(copy, pick(names), pick(makers)())
      else if (way === 1 && keys.length > 0) delete copy[pick(keys)]
      else if (way === 2) return pick(makers)()
      else if (keys.length > 0) {
        const key = pick(keys)
        put(copy, key, way === 3 ? pick(makers)() : change(copy[key]))
      }
      return copy
    }
    if (typeof value === 'string' && random() < 0.3) return value + pick(hostile)
    if (typeof value === 'number' && random() < 0.3) return value * pick([-1, 1e9, NaN, 0.5])
    return pick(makers)()
  }
  return (value) => {
    let changed = value
    for (let left = 1 + below(3); left > 0; left--) changed = change(changed)
    return changed
  }
}
