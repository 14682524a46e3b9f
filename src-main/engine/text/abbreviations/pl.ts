import { words, type SentenceHabits } from './habits'

/** After the abbreviations of the Słownik ortograficzny PWN and common usage; CLDR has no suppressions for Polish. */
export const polish: SentenceHabits = {
  always: words(`
    p pp ob im św Św bł ks Ks bp abp kard o s prof Prof hab doc inż dyr red mec med gen płk ppłk kpt por ppor mjr sierż kpr
    np Np tzn Tzn tj Tj tzw m.in M.in m.st ww wg ok ul Ul al Al pl Pl os woj pow gm zob Zob por Por cyt wyd tłum oprac przeł
           pt ang niem franc łac ros pol dot ds ew wł zwł maks tel Tel Ch Sz Cz dr Dr mgr lek`),
  unlessOpener: words('tys mln mld zł godz min sek r w n.e p.n.e itd itp etc S.A Sp z.o.o jr sr'),
  beforeNumber: words(
    'nr Nr s str Str t tom rozdz Rozdz art Art ust pkt poz rys Rys tab Tab ryc sty lut kwi cze lip sie wrz paź lis gru',
  ),
  openers: words(`
    A Ale Ani Bez Bo By Był Była Było Być Był Byli Chociaż Choć Co Coś Czasem Czy Dla Dlaczego Dlatego Do Dopiero Dwa
    Dziś Dzisiaj Gdy Gdyby Gdzie I Ich Ile Im Inni Innym Ja Jak Jaki Jako Jakby Je Jednak Jego Jej Jest Jestem Jeszcze
    Jeśli Jeżeli Już Każdy Kiedy Kto Który Lecz Ma Mam Mamy Mi Mimo Mnie Może Można Mój Musi My Na Nad Nagle Nam Nas
    Nasz Natomiast Nawet Nic Nie Niech Nigdy Nikt Niż No O Obok Od On Ona One Oni Ono Oraz Po Pod Podczas Ponieważ Potem
    Poza Późnej Przed Przez Przy Są Sam Się Skąd Swój Ta Tak Także Tam Te Tego Tej Temu Ten Też To Tobie Tu Tutaj Twój Ty
    Tylko U W Wczoraj We Więc Wszyscy Wszystko Wtedy Wy Z Za Zanim Zaraz Zawsze Ze Że Żeby`),
}
