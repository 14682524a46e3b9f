import { words, type SentenceHabits } from './habits'

/** After CLDR's suppressions of sentence breaks (common/segments/es.xml) and the abbreviations of the Ortografía (RAE). */
export const spanish: SentenceHabits = {
  always: words(`
    Sr Sra Srta Sres Sras Srtas Sr.ª D Dª Dña Dr Dra Dres Dras Prof Profa Lic Licda Ing Arq Gral Cnel Cap Tte Cdte Sgto Pbro
    Mons Excmo Excma Ilmo Ilma Fr Sto Sta Hno Hna Rvdo Ud Uds Vd Vds p.ej P.ej p.e cf cfr aprox av avda Av Avda c/c C/ 
    Pza Pl Dpto tel Tel ej núms págs ed Ed col coord trad vid esp i.e`),
  unlessOpener: words(
    'pl pza dpto depto tfno EE.UU EEUU S.A S.L a.C d.C a.de.C d.de.C Cía cía Jr etc Inc Ltd',
  ),
  beforeNumber: words(`
    n nº núm Núm no No pág Pág p pp P vol Vol t tom cap Cap art Art fig Fig v vv ene feb mar abr may jun jul ago sep sept
    oct nov dic lám párr`),
  openers: words(`
    A Además Ahí Ahora Al Algo Algunas Algunos Allí Ante Antes Aquel Aquella Aquí Así Aún Aunque Ayer Bajo Cada Casi Como
    Cómo Con Contra Cuando Cuándo De Debe Dentro Desde Después Dónde Durante El Él Ella Ellas Ellos En Entonces Entre Era
    Es Esa Ese Eso Esta Está Este Esto Estos Fue Ha Había Hacia Hasta Hay Hoy Incluso La Las Le Les Lo Los Luego Mañana
    Más Me Mi Mientras Mis Mucho Muchos Muy Nada Nadie Ni No Nos Nosotros Nuestra Nuestro Nunca O Otra Otro Para Pero
    Poco Por Porque Primero Pues Que Qué Quien Quién Quizá Se Según Ser Si Sí Sin Sino Sobre Son Su Sus También Tampoco
    Tan Tanto Te Todas Todo Todos Tras Tu Tú Un Una Uno Unos Usted Y Ya Yo`),
}
