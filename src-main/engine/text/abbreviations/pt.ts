import { words, type SentenceHabits } from './habits'

/** After CLDR's suppressions of sentence breaks (common/segments/pt.xml) and the list of the Academia Brasileira de Letras. */
export const portuguese: SentenceHabits = {
  always: words(`
    Sr Sra Srs Sras Srta Sr.ª D Dª Dr Dra Drs Dras Prof Profa Profs Eng Engo Arq Gen Cel Cap Ten Maj Sgt Alm Pe Fr Exmo Exma
    Ilmo Ilma Rev Revmo Mons Sto Sta V.Ex.ª V.Exa p.ex P.ex i.e cf aprox av Av Pç Lgo Tel ed Ed col coord trad org Cia
    cia Ltda séc págs núms vs n.º`),
  unlessOpener: words('ex tel a.C d.C S.A Jr EUA E.U.A U.E etc Inc Ltd'),
  beforeNumber: words(`
    n N nº núm No no pág Pág p pp vol Vol t cap Cap art Art fig Fig tab v vv al inc jan fev mar abr mai jun jul ago set out
    nov dez séc Séc`),
  openers: words(`
    A À Ademais Afinal Agora Ainda Alguém Algumas Alguns Ali Além Ao Aos Apenas Apesar Após Aquela Aquele Aqui As Assim
    Até Cada Com Como Contra Contudo Da Daí De Depois Desde Dessa Deste Do Dos Durante E É Ela Elas Ele Eles Em Embora
    Enquanto Então Entre Era Essa Esse Esta Está Este Eu Foi Foram Hoje Há Isso Isto Já Lá Logo Mais Mas Me Mesmo Meu
    Minha Muita Muitas Muito Muitos Na Nada Nas Nem Nenhum Ninguém No Nos Nós Nossa Nosso Num Nunca O Onde Ontem Os Ou
    Outra Outro Outros Para Pela Pelo Pois Por Porém Porque Portanto Pouco Primeiro Qual Quando Quanto Quase Que Quem
    Quer Se Sem Sempre Ser Seu Sim Sob Sobre Sua Só Talvez Também Tanto Tem Tinha Toda Todas Todo Todos Tu Tudo Um Uma
    Você Vocês`),
}
