import type { StringKey } from '@contract/strings/catalogue'
import type { Translate } from '@contract/strings/translator'

/** U+FFFC, which stands for an object within a text (Unicode, "Specials"). */
const place = '\ufffc'

/**
 * What a message says before and after a value that has a look of its own.
 * @param name of the value, which the message has once and puts in as it is
 */
export function messageSides(
  t: Translate,
  key: StringKey,
  name: string,
): { readonly before: string; readonly after: string } {
  const [before = '', after = ''] = t(key, { [name]: place }).split(place)
  return { before, after }
}
