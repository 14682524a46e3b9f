import type { Catalogue, StringKey } from './catalogue'

const accented: Readonly<Record<string, string>> = {
  a: 'á',
  c: 'ç',
  d: 'ð',
  e: 'é',
  g: 'ĝ',
  h: 'ĥ',
  i: 'î',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  n: 'ñ',
  o: 'ô',
  p: 'þ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'û',
  w: 'ŵ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  G: 'Ĝ',
  H: 'Ĥ',
  I: 'Î',
  L: 'Ļ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  W: 'Ŵ',
  Y: 'Ý',
  Z: 'Ž',
}
/** Right-to-left override and its end: what is between is laid out mirrored, letter by letter. */
const override = '\u202e'
const endOfOverride = '\u202c'
/** Translations from English are longer by about this share (W3C, "Text size in translation"). */
const growth = 0.35

/** A catalogue that nobody speaks, in which everything that is no message of the catalogue shows. */
export function pseudoCatalogue(catalogue: Catalogue, locale: 'en-XA' | 'ar-XB'): Catalogue {
  const entries = Object.entries(catalogue) as [StringKey, string][]
  const change = locale === 'en-XA' ? accent : mirror
  return Object.fromEntries(entries.map(([key, message]) => [key, change(message)])) as Catalogue
}

function accent(message: string): string {
  let length = 0
  const letters = changeText(message, (text) => {
    length += text.length
    return text.replace(/[A-Za-z]/g, (letter) => accented[letter] ?? letter)
  })
  return `[${letters}${'·'.repeat(Math.ceil(length * growth))}]`
}

function mirror(message: string): string {
  return changeText(message, (text) => text.replace(/\S+/g, (word) => `${override}${word}${endOfOverride}`))
}

/** Changes the text of a message and leaves its arguments and the words of its syntax. */
function changeText(message: string, change: (text: string) => string): string {
  let changed = ''
  let text = ''
  let isSyntax = [false]
  // Braces take turns: in an argument stand names, in the braces within it text again.
  for (const character of message) {
    if (character !== '{' && character !== '}') {
      if (isSyntax.at(-1) === true) changed += character
      else text += character
      continue
    }
    changed += change(text) + character
    text = ''
    if (character === '{') isSyntax = [...isSyntax, isSyntax.at(-1) !== true]
    else isSyntax = isSyntax.slice(0, -1)
  }
  return changed + change(text)
}
