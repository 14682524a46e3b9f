/**
 * Puts text on the clipboard without asking for a permission: the page answers its own copy command. Only works while
 * a click or key is being handled.
 * @returns whether the text was taken
 */
export function copyText(text: string): boolean {
  const answer = (event: ClipboardEvent): void => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
  }
  document.addEventListener('copy', answer, { once: true })
  const isTaken = document.execCommand('copy')
  document.removeEventListener('copy', answer)
  return isTaken
}
