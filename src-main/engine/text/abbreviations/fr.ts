import { words, type SentenceHabits } from './habits'

/** After CLDR's suppressions of sentence breaks (common/segments/fr.xml) and the Lexique of the Imprimerie nationale. */
export const french: SentenceHabits = {
  always: words(`
    M MM Mme Mmes Mlle Mlles Me Mes Mgr Dr Pr Prof Vve Cie St Ste S.A.R S.M c.-à-d c.à.d i.e p.ex ex cf av apr env chap
    éd coll dir trad ill fasc hab dép arr all art réf tél tél resp subst adj adv Ch Th Ph Jos`),
  unlessOpener: words('bd boul pl J.-C apr.J.-C av.J.-C etc Inc Ltd Jr Sr S.A U.E O.N.U'),
  beforeNumber: words(`
    no No n N nº p pp P vol Vol t T fig Fig tab vers v l § al alin janv févr avr juil sept oct nov déc min sec`),
  openers: words(`
    À A Ah Ainsi Alors Après Au Aucun Aujourd’hui Aussi Autour Aux Avant Avec Beaucoup Ce Ceci Cela Celui Cependant Ces
    Cet Cette Ceux Chaque Chez Comme Comment Contre Dans De Déjà Depuis Dès Des Donc Du Elle Elles En Encore Enfin
    Ensuite Est-ce Et Hier Ici Il Ils J’ai J’avais Je Jamais L’ La Là Le Les Leur Lorsque Lui Ma Maintenant Mais Malgré
    Même Mes Mon Ne Ni Non Nos Notre Nous On Or Ou Où Oui Par Parce Parfois Pas Pendant Personne Peu Plus Plusieurs Pour
    Pourquoi Pourtant Près Puis Quand Que Quel Quelle Quelques Qui Quoi Rien Sa Sans Se Ses Si Son Sous Souvent Sur Ta
    Tandis Tes Ton Toujours Tous Tout Toute Toutes Très Tu Un Une Vers Voici Voilà Vos Votre Vous Y`),
}
