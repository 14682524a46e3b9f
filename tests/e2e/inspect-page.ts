/**
 * Looks at the page as it stands and says in words what is wrong with it: text or controls that stick out, are cut
 * off, have no name, or are too small to be hit. Runs inside the page; self-contained by need.
 */
export function inspectPage(): string[] {
  /** For anything, and for the look's buttons, in px. */
  const smallestTarget = 24
  const buttonTarget = 32
  const complaints: string[] = []
  const complain = (element: Element, what: string): void => {
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? ''
    complaints.push(`${element.tagName.toLowerCase()}.${element.className} “${name}” ${what}`)
  }
  const isShown = (element: Element): boolean => {
    const box = element.getBoundingClientRect()
    const { visibility } = getComputedStyle(element)
    return box.width > 0 && box.height > 0 && visibility === 'visible' && !element.closest('[inert]')
  }

  const root = document.scrollingElement
  if (root && root.scrollWidth > innerWidth) complaints.push(`the page is ${root.scrollWidth} px wide`)

  const furniture = document.querySelectorAll(
    '.player *, .title-bar *, .status *, .sidebar, .floating:popover-open, dialog[open], .settings',
  )
  for (const element of furniture) {
    if (!isShown(element) || element.closest('.visually-hidden, svg, .seek')) continue
    const box = element.getBoundingClientRect()
    if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1)
      complain(element, `reaches out of the window: ${JSON.stringify(box)}`)
  }

  for (const element of document.querySelectorAll('button, [role="slider"], input')) {
    if (!isShown(element)) continue
    const labels = element instanceof HTMLInputElement ? [...(element.labels ?? [])] : []
    const name =
      element.getAttribute('aria-label') ??
      (labels.map((label) => label.textContent).join('') || element.textContent || '')
    if (name.trim() === '') complain(element, 'has no name')
    const box = element.getBoundingClientRect()
    const grown = getComputedStyle(element, '::after')
    const outset =
      grown.content !== 'none' && grown.position === 'absolute' ? -Math.min(0, parseFloat(grown.top)) : 0
    const wanted = element.matches('.icon-button, .button, .opener, .disc') ? buttonTarget : smallestTarget
    if (box.height + 2 * outset < wanted || box.width + 2 * outset < wanted)
      complain(element, `is a target of only ${box.width} by ${box.height + 2 * outset} px`)
    const isEllipsed = [...element.querySelectorAll('*'), element].some(
      (part) => getComputedStyle(part).textOverflow === 'ellipsis',
    )
    const text = document.createRange()
    text.selectNodeContents(element)
    if (element instanceof HTMLButtonElement && !isEllipsed && text.getBoundingClientRect().width > box.width)
      complain(element, 'does not hold its text')
  }
  return complaints
}
