/** Whether a text holds a letter or a digit: of what else there is a voice says nothing. */
export function hasSomethingToSay(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}
