const spaces = /\s+/g
const beforeMark = / (?=[,.;:])/g
const doubled = /([,;:.])[,;:.]+/g
/** Where the rules pause for long, inside a sentence that goes on. */
const stopBetween = /\.(?= )/g
/** "Row 2:", which comes without a pause before it. */
const label = /(?<=[^,;:]) (?=\p{Lu}\p{L}* \d+:)/gu
const atStart = /^[ ,;:.]+/

/** By language: pauses where nobody makes one, and what only a rule would say. */
const retouches: Readonly<Record<string, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/(?<= (?:of|and|over|the|plus|minus|equals|denominator|numerator)),/g, ''],
    [/, (?=(?:power|of)\b)/g, ' '],
    [/ to the second power\b/g, ' squared'],
    [/ to the third power\b/g, ' cubed'],
    [/,? reciprocal (?=\p{L})/gu, ' per '],
    [/\bthere exists factorial\b/g, 'there exists a unique'],
  ],
  // The rules put one article before all large operators.
  fr: [
    [/\ble (?=intégrale)/g, 'l’'],
    [/\ble (?=somm|double|triple)/g, 'la '],
    [/(?<= (?:de|et|sur|la|plus|moins|égale)),/g, ''],
    [/, (?=de\b)/g, ' '],
  ],
  it: [
    [/\bil (?=integrale)/g, 'l’'],
    [/\bil (?=sommatoria|produttoria)/g, 'la '],
    [/(?<= (?:di|e|fratto|più|meno|a)),/g, ''],
    [/, (?=di\b)/g, ' '],
  ],
  es: [
    [/(?<= (?:de|y|sobre|más|menos|igual a|denominador|numerador)),/g, ''],
    [/, (?=de\b)/g, ' '],
    [/ elevado a 2\b/g, ' al cuadrado'],
    [/ elevado a 3\b/g, ' al cubo'],
  ],
  de: [
    [/(?<= (?:von|und|über|durch|plus|minus|gleich|aus)),/g, ''],
    [/, (?=(?:von|über)\b)/g, ' '],
  ],
}

/**
 * Leaves of what the rules say one space between words, one mark at a time and none at either end.
 * @param locale whose words they are
 */
export function tidyWords(words: string, locale: string): string {
  const even = words
    .replace(spaces, ' ')
    .replace(beforeMark, '')
    .replace(doubled, '$1')
    .replace(stopBetween, ';')
    .replace(label, '; ')
    .replace(atStart, '')
  return (retouches[locale] ?? []).reduce(
    (text, [pattern, instead]) => text.replace(pattern, instead),
    even.slice(0, lastWordEnd(even)),
  )
}

function lastWordEnd(words: string): number {
  let end = words.length
  while (end > 0 && ' ,;:.'.includes(words[end - 1]!)) end -= 1
  return end
}
