import type { Block } from '@contract/document'

/** A longer file is a text in which rights are spoken of. */
const maxImprintChars = 8_000
/** Fewer of its formulas stand in a foreword as well. */
const minSigns = 3
const signs: readonly RegExp[] = [
  /©|\(c\) \d{4}|\bcopyright\b/i,
  /\be?-?isbn\b/i,
  /all rights reserved|alle rechte vorbehalten|tous droits r[eé]serv[eé]s|todos los derechos|tutti i diritti|todos os direitos|alle rechten voorbehouden|無断転載|版权所有/i,
  /library of congress|british library|cataloguing|cataloging|deutsche nationalbibliothek|d[eé]p[oô]t l[eé]gal|dep[oó]sito legal/i,
  /\b(?:first )?published (?:by|in)\b|\bpublisher\b|\bverlag\b|\b[eé]ditions?\b|\beditorial\b|発行/i,
  /\bprinted (?:in|by|and bound)\b|\bdruck\b|imprim[eé]|impreso|stampato|印刷/i,
  /no part of (?:this|the) (?:publication|book)|reproduced|transmitted in any form|reproduction interdite/i,
  /work of fiction|names, characters/i,
]

/**
 * Finds the page with a book's rights and printers where nothing marks it: a short file with most of their formulas.
 * @param blocks of one file; changed in place
 */
export function markImprintPage(blocks: readonly Block[]): void {
  const page = blocks.filter(({ matter }) => matter === undefined)
  let chars = 0
  for (const { text } of page) chars += text.length
  if (chars > maxImprintChars) return
  const found = signs.filter((sign) => page.some(({ text }) => sign.test(text)))
  if (found.length >= minSigns) for (const block of page) block.matter = 'imprint'
}
