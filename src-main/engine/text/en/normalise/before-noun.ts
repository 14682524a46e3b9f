/** What may follow an amount that is no adjective; "a $5 or $6 fee", "a 5 km from here". */
const noNoun =
  /^ (?:or|to|and|per|in|for|from|of|off|on|at|with|each|more|less|than|but|plus|minus|million|billion|trillion|thousand|hundred|apiece|now|today|into|is|was|has|a|an|the|every|extra|worth|short|by|when|if|as|that|cash|over|under|out|back|because|while|before|after|until|away|long|wide|tall|high|deep|thick|across|apart|above|below|north|south|east|west|ago|later|there|here|which|who|where|square|cubic)\b/
const noun = /^ \p{Ll}{3}/u
const article = /\b[Aa]n? $/
/** Longer than any of the words above. */
const lookAheadChars = 12

/** "a $5 fee", "an 8 km run": the article shows that an amount belongs to the noun after it, so its unit is singular. */
export function isBeforeNoun(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + lookAheadChars)
  return noun.test(behind) && !noNoun.test(behind) && article.test(text.slice(Math.max(0, start - 4), start))
}
