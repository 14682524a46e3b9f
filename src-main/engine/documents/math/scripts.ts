const raised: Readonly<Record<string, string>> = paired(
  '0123456789+−-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWαβγδεθιφχ′″‴*',
  '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵅᵝᵞᵟᵋᶿᶥᵠᵡ′″‴*',
)
const lowered: Readonly<Record<string, string>> = paired(
  '0123456789+−-=()aehijklmnoprstuvxβγρφχ',
  '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ',
)

function paired(from: string, to: string): Record<string, string> {
  const targets = Array.from(to)
  return Object.fromEntries(Array.from(from, (char, index) => [char, targets[index]!]))
}

/** Text in small characters above the line, as Unicode has them; null where it lacks one. */
export function raisedText(text: string): string | null {
  return translated(text, raised)
}

/** Text in small characters below the line, as Unicode has them; null where it lacks one. */
export function loweredText(text: string): string | null {
  return translated(text, lowered)
}

function translated(text: string, table: Readonly<Record<string, string>>): string | null {
  const small = Array.from(text.replaceAll(' ', ''), (char) =>
    Object.hasOwn(table, char) ? table[char]! : null,
  )
  return small.includes(null) ? null : small.join('')
}
