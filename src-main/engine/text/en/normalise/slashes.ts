import { group, pattern, slash, whole, type Rule } from './rule'

/** "and/or", "he/she", "AC/DC", "times/week", "upgrade/update": a slash between words. */
export const slashes: Rule = {
  name: 'slash',
  needs: slash,
  pattern: pattern('(?<=[\\p{L}\\p{N})]) ?/ ?(?=(?<right>[\\p{L}\\p{N}(∂√]\\p{L}{0,12}))'),
  read(match, _variant, text) {
    const left = /\p{L}*$/u.exec(text.slice(Math.max(0, match.index - 12), match.index))?.[0] ?? ''
    const right = group(match, 'right') ?? ''
    return whole(match, slashWords(left, right))
  },
}

const chosen =
  /^(?:he she|she he|his hers?|hers? his|him her|her him|himself herself|yes no|true false|his their|she they|he they)$/
const rate = /^(?:second|minute|hour|day|night|week|month|year|person|mile|capita|unit|kg|km|h|s)$/

function slashWords(left: string, right: string): string {
  const [before, behind] = [left.toLowerCase(), right.toLowerCase()]
  if (before === 'and' || before === 'either') return ''
  // "1/x", "x/2", "∂f/∂x"
  if (/^[∂√]/.test(right)) return 'over'
  if ((left === '' && /^[a-z]$/.test(right)) || (/^[a-z]$/.test(left) && /^\d$/.test(right))) return 'over'
  if (chosen.test(`${before} ${behind}`)) return 'or'
  if ((left === '' || before.endsWith('s')) && rate.test(right)) return 'per'
  // "AC/DC", "TCP/IP", "I/O", "HIV/AIDS"
  const areInitials = /^\p{Lu}{1,4}$/u.test(left) && /^\p{Lu}{1,4}$/u.test(right)
  return areInitials ? '' : 'slash'
}
