/** What is said otherwise in a language than its table would. */
export interface Wording {
  /** Names of signs. */
  readonly signs: Readonly<Record<string, string>>
  /** Names of functions, by how they are written. */
  readonly functions: Readonly<Record<string, string>>
  /** What is said for a rule of the table, in its language of actions, or for a rule of ours. */
  readonly actions: Readonly<Record<string, string>>
}

/** Stands for the arrow in "x → 0" below a limit; no document's formula is left with one of its own. */
export const approachSign = '⇾'

/** A rule that the tables lack. */
interface OwnRule {
  /** What it matches: XPath conditions on a node of the library's trees; the rule with more of them comes first. */
  readonly conditions: readonly string[]
  /** What it says in every language; absent: only what a language's wording says. */
  readonly action?: string
}

/** Rules by name. */
export const ownRules: Readonly<Record<string, OwnRule>> = {
  'lector-limit': { conditions: ['self::limlower', 'children/*[1][text()="lim"]'] },
  'lector-vector': {
    conditions: ['self::overscore', 'children/*[2][@role="overaccent"]', 'children/*[2][text()="→"]'],
  },
  // The tables leave brackets out around something simple; these are not brackets only.
  'lector-spoken-fence': {
    conditions: [
      'self::fenced',
      'content/*[1][text()="⌊" or text()="⌈" or text()="⟨"]',
      ...['self::*', 'self::*', 'self::*', 'self::*'],
    ],
    action:
      '[p] (pause:short); [n] content/*[1] (grammar:spokenFence); [n] children/*[1]; [n] content/*[2] (grammar:spokenFence, pause:short)',
  },
  'lector-derivative': {
    conditions: [
      'self::fraction',
      'contains(string(children/*[1]), "∂")',
      'contains(string(children/*[2]), "∂")',
      ...['self::*', 'self::*'],
    ],
  },
}

/** Signs that are heard as the pauses they are, in every language. */
export const signsOfAll: Readonly<Record<string, string>> = { ',': ',', ';': ';', '.': '.' }

/**
 * The tables name characters as Unicode does ("white up pointing triangle") where people say what a sign means. Words
 * are ours; languages that are not here keep their table's.
 */
export const wordings: Readonly<Record<string, Wording>> = {
  en: {
    signs: {
      '→': 'to',
      '⟶': 'to',
      [approachSign]: 'approaches',
      '↦': 'maps to',
      '⇒': 'implies',
      '⟹': 'implies',
      '⇐': 'is implied by',
      '⟸': 'is implied by',
      '⇔': 'if and only if',
      '⟺': 'if and only if',
      '⇌': 'is in equilibrium with',
      '¬': 'not',
      '△': 'triangle',
      Δ: 'delta',
      '□': 'square',
      '⊥': 'is perpendicular to',
      '⟂': 'is perpendicular to',
      '∥': 'is parallel to',
      '∝': 'is proportional to',
      '∼': 'is similar to',
      '≅': 'is congruent to',
      '≡': 'is equivalent to',
      '≈': 'is approximately equal to',
      '≃': 'is asymptotically equal to',
      '≔': 'is defined as',
      '≜': 'is defined as',
      '⊂': 'is a subset of',
      '⊆': 'is a subset of or equal to',
      '⊊': 'is a proper subset of',
      '⊃': 'is a superset of',
      '⊇': 'is a superset of or equal to',
      '∅': 'the empty set',
      '∖': 'minus',
      '∂': 'partial',
      '∇': 'del',
      '∗': 'star',
      '⊢': 'proves',
      '⊨': 'models',
      '⊕': 'circle plus',
      '⊗': 'circle times',
      '⩽': 'is less than or equal to',
      '⩾': 'is greater than or equal to',
      '⋮': 'and so on',
      '⋱': 'and so on',
      '%': 'percent',
      '‰': 'per thousand',
      ℏ: 'h bar',
      ℓ: 'l',
      ℵ: 'aleph',
      '⟨': 'open angle bracket',
      '⟩': 'close angle bracket',
      '⌊': 'the floor of',
      '⌋': 'end floor',
      '⌈': 'the ceiling of',
      '⌉': 'end ceiling',
      '˙': 'dot',
      '¨': 'double dot',
      '˘': 'breve',
      ˇ: 'check',
      '÷': 'divided by',
      '…': 'and so on',
      '⋯': 'and so on',
    },
    functions: { lim: 'limit', ln: 'natural log' },
    actions: {
      'lector-limit': '[t] "the limit as"; [n] children/*[2]',
      'lector-vector': '[t] "vector"; [n] children/*[1]',
      'lector-derivative':
        '[p] (pause:short); [n] children/*[1]; [t] "over"; [n] children/*[2] (pause:short)',
      'german-font': '[t] "Fraktur"; [n] . (grammar:ignoreFont=@font)',
      'german-font-bold': '[t] "Fraktur"; [n] . (grammar:ignoreFont=@font)',
      'fences-metric': '[p] (pause:short); [t] "the norm of"; [n] children/*[1] (pause:short)',
      'adorned-sign': '[n] children/*[1]; [t] "with"; [n] children/*[2]; [t] "above it"',
      overbar: '[n] children/*[1]; [t] "bar"',
    },
  },
  de: {
    signs: {
      '→': 'nach',
      '⟶': 'nach',
      [approachSign]: 'gegen',
      '↦': 'wird abgebildet auf',
      '⇒': 'daraus folgt',
      '⟹': 'daraus folgt',
      '⇔': 'genau dann wenn',
      '⟺': 'genau dann wenn',
      '△': 'Dreieck',
      Δ: 'Delta',
      '≈': 'ungefähr gleich',
      '≅': 'kongruent zu',
      '⊂': 'Teilmenge von',
      '^': 'Dach',
      '¯': 'quer',
      '˙': 'Punkt',
      '¨': 'zwei Punkt',
      '…': 'und so weiter',
      '⋯': 'und so weiter',
      ℏ: 'h quer',
    },
    functions: {},
    actions: {
      'lector-limit': '[t] "Limes für"; [n] children/*[2]',
      'lector-vector': '[t] "Vektor"; [n] children/*[1]',
      'lector-derivative':
        '[p] (pause:short); [n] children/*[1]; [t] "nach"; [n] children/*[2] (pause:short)',
    },
  },
  fr: {
    signs: {
      '→': 'vers',
      '⟶': 'vers',
      [approachSign]: 'tend vers',
      '↦': 'donne',
      '⇒': 'implique',
      '⟹': 'implique',
      '⇔': 'équivaut à',
      '⟺': 'équivaut à',
      '△': 'triangle',
      Δ: 'delta',
      '¬': 'non',
      '∧': 'et',
      '∨': 'ou',
      '≈': 'environ égal à',
      '≡': 'congru à',
      '⊥': 'perpendiculaire à',
      '×': 'fois',
      '⋅': 'fois',
      '·': 'fois',
      '∘': 'rond',
      '∑': 'somme',
      '^': 'chapeau',
      '¯': 'barre',
      '˙': 'point',
      '…': 'et ainsi de suite',
      '⋯': 'et ainsi de suite',
      ℏ: 'h barre',
    },
    functions: {},
    actions: {
      'lector-limit': '[t] "la limite quand"; [n] children/*[2]',
      'lector-vector': '[t] "vecteur"; [n] children/*[1]',
      'lector-derivative': '[p] (pause:short); [n] children/*[1]; [t] "sur"; [n] children/*[2] (pause:short)',
    },
  },
  it: {
    signs: {
      '→': 'in',
      '⟶': 'in',
      [approachSign]: 'che tende a',
      '↦': 'va in',
      '⇒': 'implica',
      '⟹': 'implica',
      '⇔': 'se e solo se',
      '⟺': 'se e solo se',
      '△': 'triangolo',
      Δ: 'delta',
      '¬': 'non',
      '≡': 'congruo a',
      '⋅': 'per',
      '·': 'per',
      '∘': 'composto con',
      '^': 'cappello',
      '¯': 'barrato',
      '˙': 'punto',
      '…': 'e così via',
      '⋯': 'e così via',
      ℏ: 'acca tagliato',
    },
    functions: {},
    actions: {
      'lector-limit': '[t] "il limite per"; [n] children/*[2]',
      'lector-vector': '[t] "vettore"; [n] children/*[1]',
      'lector-derivative':
        '[p] (pause:short); [n] children/*[1]; [t] "fratto"; [n] children/*[2] (pause:short)',
    },
  },
  es: {
    signs: {
      '→': 'a',
      '⟶': 'a',
      [approachSign]: 'tiende a',
      '↦': 'va a',
      '⇒': 'implica',
      '⟹': 'implica',
      '⇔': 'si y solo si',
      '⟺': 'si y solo si',
      Δ: 'delta',
      '¬': 'no',
      '≈': 'aproximadamente igual a',
      '⊥': 'perpendicular a',
      '⋅': 'por',
      '·': 'por',
      '÷': 'dividido por',
      '∘': 'compuesta con',
      '∅': 'el conjunto vacío',
      '%': 'por ciento',
      '^': 'gorro',
      '¯': 'barra',
      '˙': 'punto',
      '(': 'abre paréntesis',
      ')': 'cierra paréntesis',
      '[': 'abre corchete',
      ']': 'cierra corchete',
      '…': 'y así sucesivamente',
      '⋯': 'y así sucesivamente',
      '∑': 'suma',
      '=': 'igual a',
    },
    functions: {},
    actions: {
      'lector-limit': '[t] "límite cuando"; [n] children/*[2]',
      'lector-vector': '[t] "vector"; [n] children/*[1]',
      'lector-derivative':
        '[p] (pause:short); [n] children/*[1]; [t] "sobre"; [n] children/*[2] (pause:short)',
      'superscript-ordinal': '[n] children/*[1]; [t] "elevado a"; [n] children/*[2] (pause:short)',
      'superscript-non-ordinal': '[n] children/*[1]; [t] "elevado a"; [n] children/*[2] (pause:short)',
      limboth: '[n] children/*[1]; [t] "desde"; [n] children/*[2]; [t] "hasta"; [n] children/*[3]',
      'overscript-limits': '[n] children/*[1]; [t] "hasta"; [n] children/*[2]',
      'vulgar-fraction': '[n] children/*[1]; [t] "sobre"; [n] children/*[2]',
      root: '[t] "la raíz"; [n] children/*[1]; [t] "de"; [n] children/*[2] (pause:short)',
      'root-nested':
        '[p] (pause:short); [t] "la raíz"; [n] children/*[1]; [t] "de"; [n] children/*[2] (pause:short)',
      matrix:
        '[t] "la matriz de"; [t] count(children/*); [t] "por"; [t] count(children/*[1]/children/*) (pause:long); [m] children/* (ctxtFunc:CTFnodeCounter, context:"Fila-:", pause:long)',
      'matrix-simple':
        '[t] "la matriz de"; [t] count(children/*); [t] "por"; [t] count(children/*[1]/children/*) (pause:long); [m] children/* (ctxtFunc:CTFnodeCounter, context:"Fila-:", pause:long, grammar:simpleDet)',
    },
  },
}
