import { words, type SentenceHabits } from './habits'

/** After the abbreviations of the Woordenlijst Nederlandse Taal and common usage; CLDR has no suppressions for Dutch. */
export const dutch: SentenceHabits = {
  always: words(`
    dhr Dhr mevr Mevr mw Mw mej Mej dr Dr drs Drs ds Ds ing Ing ir Ir mr Mr prof Prof jhr Jhr kol kapt lt gen St Sint bijv Bijv
    bv b.v B.v d.w.z D.w.z i.p.v o.a O.a o.l.v m.a.w M.a.w m.b.t n.a.v m.b.v t.a.v t.b.v t.o.v i.v.m a.h.w z.g zgn o.m m.n
    i.h.b z.o.z v.h vgl Vgl ca circa evt incl excl resp afd dir red vert uitg gem geb gest jl max min nl m.i.v t.e.m
    t/m v wo tel Tel vs gebr Gebr fa Fa cf`),
  unlessOpener: words('dd plm Chr n.Chr v.Chr B.V N.V BV NV e.d enz etc Jr Sr a.s'),
  beforeNumber: words(`
    nr Nr nrs No no blz Blz p pp pag Pag vol Vol dl deel hfst Hfst hst art Art lid fig Fig afb Afb tab par jan feb mrt apr
    jun jul aug sep sept okt nov dec`),
  openers: words(`
    Al Alle Alles Alleen Allemaal Als Altijd Ben Beide Bij Binnen Boven Buiten Daar Daarna Daarom Dan Dat De Deze Die Dit Door
    Dus Een Één Eens Eerst Elk Elke En Er Gisteren Haar Had Heb Hebben Heeft Heel Hen Het Hier Hij Hoe Hoewel Hun Iedereen
    Iemand Ik In Is Ja Je Jij Jullie Kan Later Maar Men Met Mijn Misschien Morgen Na Naar Nadat Nee Net Niemand Niet Niets
    Noch Nog Nooit Nu Of Om Omdat Ondanks Onder Ons Onze Ook Op Over Sinds Sommige Soms Te Tegen Ten Terwijl Toch Toen Tot
    Tussen U Uit Uw Van Vandaag Vanaf Veel Voor Voordat Waar Waarom Wanneer Want Was Wat We Weer Wel Welke Werd Wie Wij
    Wordt Zal Ze Zelf Zelfs Zij Zijn Zo Zodra Zonder`),
}
