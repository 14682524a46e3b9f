import { decades, magnitude, numbersInNames, ordinals, plainNumbers, versions } from './plain-numbers'
import type { Rule } from './rule'

/** In order of precedence: the more a form says about itself, the earlier it is tried. */
export const rules: readonly Rule[] = [decades, ordinals, magnitude, versions, numbersInNames, plainNumbers]
