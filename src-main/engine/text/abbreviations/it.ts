import { words, type SentenceHabits } from './habits'

/** After CLDR's suppressions of sentence breaks (common/segments/it.xml) and the abbreviations of Italian dictionaries. */
export const italian: SentenceHabits = {
  always: words(`
    Sig sig Sigg Sig.ra Sig.na sigg Dott dott Dott.ssa Dr Prof prof Prof.ssa proff Ing ing Avv avv Arch arch Geom geom Rag rag
    Cav Comm On on Mons mons Gen gen Col col Cap cap Ten ten Magg magg Serg serg S Ss SS St Sta Egr egr Gent gent Spett
    spett Ill ill Rev rev p.es P.es per.es es ad.es cfr Cfr cf ca c.a vs tel Tel ecc.ecc sg pagg figg artt voll
    nn ed Ed trad cit op.cit loc.cit cosidd Fratt F.lli P.zza p.zza V.le v.le C.so c.so`),
  unlessOpener: words('ss sgg segg a.C d.C av.C S.p.A S.r.l S.a.s SpA Srl Jr Inc Ltd U.S.A ecc etc'),
  beforeNumber: words(`
    n N nr Nr num p pp pag Pag vol Vol t cap Cap art Art fig Fig tav Tav par comma lett v vv gen feb mar apr mag giu lug
    ago set sett ott nov dic ab`),
  openers: words(`
    A Ad Adesso Ai Al Alcuni All’ Alla Alle Allora Altri Anche Ancora Appena Avanti C’era C’è Che Chi Ci Ciò Come Con
    Contro Così Cosa Da Dal Dalla Davanti Degli Dei Del Della Delle Dentro Di Dopo Dove Dunque Durante E È Ecco Ed Egli
    Ella Era Erano Essa Essi Finché Forse Fra Fu Già Gli Ha Hanno I Ieri Il In Infatti Infine Insieme Intanto Invece Io
    L’ La Le Lei Li Lo Loro Lui Ma Mai Mentre Mi Mio Molti Molto Ne Negli Nei Nel Nella Nessuno Niente No Noi Non Nonostante
    Nulla O Oggi Ogni Oltre Ora Per Perché Però Più Poi Poiché Prima Proprio Qualcuno Quando Quanto Quasi Quel Quella
    Quelle Quelli Quello Questa Queste Questi Questo Qui Quindi Se Sei Sempre Senza Si Sì Siamo Solo Sono Sopra Sotto Su
    Sua Sul Sulla Suo Tra Tu Tutta Tutti Tutto Un Una Uno Va Vi Voi`),
}
