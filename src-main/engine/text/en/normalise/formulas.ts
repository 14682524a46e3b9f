import { cardinalWords } from '../number-words'
import { pattern, whole, type Rule } from './rule'

const element =
  '(?:He|Li|Be|Ne|Na|Mg|Al|Si|Cl|Ar|Ca|Ti|Cr|Mn|Fe|Ni|Cu|Zn|Ga|Ge|As|Se|Br|Kr|Ag|Sn|Ba|Au|Hg|Pb|[HBCNOFPSKIU])'
const lowered = '₀₁₂₃₄₅₆₇₈₉'
/** One element with a number is a name as likely as a gas: "B12", "K9", "H1". */
const gases = /^(?:[HNOF]2|Cl2|O3)$/

/** "H₂O", "CO2", "C₆H₁₂O₆": elements by their letters. */
export const formulas: Rule = {
  name: 'chemical formula',
  needs: /[\d₀-₉]/,
  pattern: pattern(`(?<![\\p{L}\\p{N}-])(?:${element}[\\d₀-₉]{0,2}){1,8}(?![\\p{L}\\p{N}₀-₉'-])`),
  read(match, variant) {
    const plain = match[0].replace(/[₀-₉]/g, (character) => String(lowered.indexOf(character)))
    const hasLowered = plain !== match[0]
    const elements = plain.match(/[A-Z]/g)?.length ?? 0
    if (!/\d/.test(plain) || /(?<!\d)[01](?!\d)/.test(plain)) return null
    if (!hasLowered && elements < 2 && !gases.test(plain)) return null
    if (!hasLowered && !known.test(plain)) return null
    return whole(
      match,
      plain
        .replace(
          /([A-Z])([a-z]?)/g,
          (_all, capital: string, small: string) => ` ${capital} ${small.toUpperCase()} `,
        )
        .replace(/\d+/g, (digits) => cardinalWords(digits, variant))
        .replace(/ {2,}/g, ' ')
        .trim(),
    )
  },
}

/** Without lowered digits only what is met in prose: "H2O" is water, "PS2" a toy. */
const known =
  /^(?:[HNOF]2|Cl2|O3|H2O2?|D2O|CO2|SO[234]|NO[23]|N2O[45]?|CH[34]|C\d{1,2}H\d{1,2}(?:O\d?)?|C2H5OH|CH3(?:OH|COOH)|NH[34]|H2S(?:O4)?|HNO3|H3PO4|H2CO3|CaCO3|Ca(?:Cl|F)2|Na(?:HCO3|2CO3|2O)|NaNO3|KNO3|Fe2O3|Fe3O4|Al2O3|SiO2|TiO2|ZnCl2|MgCl2|BaSO4|CuSO4|MnO2|UF6|SF6|CF4|CCl4|PbO2|BF3|PCl[35])$/
