const read =
  'Dr. Brown paid 29.83 dollars at 7:30 p.m., didn’t he? The night came like the turning out of a lamp, and in another moment came tomorrow. The laboratory grew faint and hazy, then fainter and ever fainter.\n\nTomorrow night came black, then day again, night again, day again, faster and faster still.'
let texts = 0

/** A text that nobody has read before: one that is known is read from where it was left. */
export function ownText(): string {
  return `${read}\n\nText ${++texts} ends here.`
}
