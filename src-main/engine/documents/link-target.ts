/** A link as a mark. */
export interface LinkKind {
  readonly kind: 'link'
  readonly href?: string
}

/** Longer ones are data in disguise. */
const maxTargetChars = 2_000

/** A mark for a link: its target is kept where it leads to the web or to a mailbox, and nowhere else. */
export function linkTo(target: string): LinkKind {
  const href = target.trim()
  return /^(?:https?|mailto):/i.test(href) && href.length <= maxTargetChars
    ? { kind: 'link', href }
    : { kind: 'link' }
}
