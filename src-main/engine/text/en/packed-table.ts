/** Answers like a Map; `undefined` for what is not in it. */
export interface LookupTable<Value> {
  get(key: string): Value | undefined
}

const quote = 0x22
const backslash = 0x5c
const openingBrace = 0x7b
const openingBracket = 0x5b
const closingBrace = 0x7d
const closingBracket = 0x5d
const comma = 0x2c
const colon = 0x3a
/** Numbers kept for each entry: key start and end, value start and end. */
const fields = 4

/**
 * A large JSON object that stays text: entries are found by a hash of their keys and parsed when they are asked for.
 * Parsed whole, the lexicons and the tagger are 300,000 small objects, which take half a second to make and as many
 * again to be walked over by every garbage collection; indexed like this they are one buffer and two arrays.
 *
 * Values are parsed anew at every `get`; callers that need one often keep it.
 */
export class PackedTable<Value> implements LookupTable<Value> {
  readonly #text: Buffer
  /** `fields` numbers an entry. */
  readonly #entries: Uint32Array
  /** Open addressing: entry number + 1, 0 is empty; a power of two, at most half full. */
  readonly #slots: Uint32Array
  readonly #parts: ReadonlyMap<string, EntryIndex>

  /**
   * @param json one JSON object in UTF-8 without white space between its tokens; borrowed for good
   * @param parts keys of values that are tables themselves: they are indexed on the way, which takes half the time of
   *   doing it later
   * @throws SyntaxError when it is not, or when a part is no object
   */
  constructor(json: Buffer, parts: readonly string[] = [], index = indexObject(json, 0, parts)) {
    this.#text = json
    this.#entries = index.entries
    this.#parts = index.parts
    const count = this.#entries.length / fields
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(count * 2 + 1)))
    for (let entry = 0; entry < count; entry++) {
      const at = entry * fields
      let slot = this.#slotOf(json, this.#entries[at], this.#entries[at + 1])
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1)
      this.#slots[slot] = entry + 1
    }
  }

  get(key: string): Value | undefined {
    const slice = this.slice(key)
    return slice && (JSON.parse(slice.toString('utf8')) as Value)
  }

  /** A value that was named as a part. @throws when it was not, or is absent */
  part<PartValue>(key: string): PackedTable<PartValue> {
    const index = this.#parts.get(key)
    if (!index) throw new Error(`The table has no part ${key}`)
    return new PackedTable<PartValue>(this.#text, [], index)
  }

  /** The JSON text of a value, a view of the table's own; undefined when there is none. */
  slice(key: string): Buffer | undefined {
    const written = Buffer.from(JSON.stringify(key).slice(1, -1), 'utf8')
    let slot = this.#slotOf(written, 0, written.length)
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & (this.#slots.length - 1)) {
      const at = (this.#slots[slot] - 1) * fields
      const [keyStart, keyEnd, valueStart, valueEnd] = this.#entries.subarray(at, at + fields)
      if (keyEnd - keyStart !== written.length) continue
      if (this.#text.compare(written, 0, written.length, keyStart, keyEnd) === 0)
        return this.#text.subarray(valueStart, valueEnd)
    }
    return undefined
  }

  /** FNV-1a over the bytes of a key. */
  #slotOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193)
    return (hash ^ (hash >>> 15)) & (this.#slots.length - 1)
  }
}

/** Where the keys and values of an object lie in its text. */
interface EntryIndex {
  /** `fields` numbers an entry. */
  readonly entries: Uint32Array
  readonly parts: ReadonlyMap<string, EntryIndex>
  /** Behind the object's closing brace. */
  readonly end: number
}

/** Finds every key and value of the object at a place in one pass. */
function indexObject(json: Buffer, start: number, partNames: readonly string[]): EntryIndex {
  const notATable = (at: number): SyntaxError => new SyntaxError(`Not a packed JSON object at byte ${at}`)
  if (json[start] !== openingBrace) throw notATable(start)
  // An entry is at least six bytes: "":0,
  const entries = new Uint32Array((Math.ceil((json.length - start) / 6) + 1) * fields)
  const parts = new Map<string, EntryIndex>()
  let used = 0
  let at = start + 1
  if (json[at] === closingBrace) at++
  else
    for (let isLast = false; !isLast;) {
      if (json[at] !== quote) throw notATable(at)
      const keyEnd = endOfString(json, at)
      const valueStart = keyEnd + 2
      if (json[keyEnd + 1] !== colon) throw notATable(keyEnd)
      const name = partNames.length === 0 ? undefined : json.toString('utf8', at + 1, keyEnd)
      let valueEnd: number
      if (name !== undefined && partNames.includes(name)) {
        const part = indexObject(json, valueStart, [])
        parts.set(name, part)
        valueEnd = part.end
      } else valueEnd = endOfValue(json, valueStart)
      entries[used++] = at + 1
      entries[used++] = keyEnd
      entries[used++] = valueStart
      entries[used++] = valueEnd
      isLast = json[valueEnd] === closingBrace
      if (!isLast && json[valueEnd] !== comma) throw notATable(valueEnd)
      at = valueEnd + 1
    }
  if (start === 0 && at !== json.length) throw notATable(at)
  return { entries: entries.slice(0, used), parts, end: at }
}

/** @param at of the opening quote @returns where the closing one is */
function endOfString(json: Buffer, at: number): number {
  for (let i = at + 1; i < json.length; i++) {
    if (json[i] === backslash) i++
    else if (json[i] === quote) return i
  }
  throw new SyntaxError(`A string that begins at byte ${at} does not end`)
}

/** @returns where the value ends, exclusive: at a comma or bracket of the object around it */
function endOfValue(json: Buffer, start: number): number {
  let depth = 0
  for (let i = start; i < json.length; i++) {
    const byte = json[i]
    if (byte === quote) i = endOfString(json, i)
    else if (byte === openingBrace || byte === openingBracket) depth++
    else if (byte === closingBrace || byte === closingBracket) {
      if (depth === 0) return i
      depth--
    } else if (byte === comma && depth === 0) return i
  }
  throw new SyntaxError(`A value that begins at byte ${start} does not end`)
}
