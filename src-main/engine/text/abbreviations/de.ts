import { words, type SentenceHabits } from './habits'

/** After CLDR's suppressions of sentence breaks (common/segments/de.xml) and Duden's list of abbreviations. */
export const german: SentenceHabits = {
  always: words(`
    Dr Prof Hr Hrn Fr Frl Ing Dipl Dipl.-Ing Mag med phil jur rer nat habil Hptm Lt Gen Hl hl St Skt sel geb gen verh verw
    z.B d.h u.a i.d.R i.A i.V i.e.S i.w.S m.E u.U z.T z.Z z.Zt v.a a.a.O d.i bzw bzgl ca evtl ggf
    inkl exkl insb insbes sog vgl zzgl abzgl zit hrsg Hrsg sinngem einschl entspr evang kath lat griech engl frz dt ital
    span jap urspr wörtl etw jmd jmds jmdm jmdn Bde Art Ziff Zif Sp 
     Tel Fa allg bes betr bisw dergl ehem eigtl gegr gest max min ungef vorm nachm
    v n d Ch Th`),
  unlessOpener: words(
    'u.ä o.ä s.o s.u u.dgl Mio Mrd Tsd Std Min Sek Jh Jhd Jhdt Str Pl Bl Abb Abs Abschn Anm Kap Nr Nrn Aufl Bd Z S Tab Chr usf AG GmbH Co KG Jr jun sen Inc Ltd',
  ),
  beforeNumber: words(`
    No Fig Vol p pp ff f Jan Feb Febr Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez usw etc Rn Rz`),
  openers: words(`
    Aber Alle Alles Als Also Am An Auch Auf Aus Außerdem Bald Bei Beim Bis Da Dabei Dadurch Daher Damals Damit Danach
    Dann Daran Darauf Darum Das Dass Davon Dazu Dein Dem Den Denn Der Deren Des Deshalb Dessen Deswegen Die Dies Diese
    Dieser Dieses Doch Dort Durch Ein Eine Einem Einen Einer Eines Er Erst Es Etwas Euer Für Gegen Gestern Hat Heute
    Hier Hinter Ich Ihm Ihn Ihnen Ihr Ihre Im In Ist Ja Jede Jeder Jedes Jedoch Jemand Jetzt Kein Keine Man Manche Mein
    Meine Mit Morgen Nach Nachdem Natürlich Nein Nicht Nichts Niemand Noch Nun Nur Ob Obwohl Oder Ohne Schließlich
    Schon Sein Seine Seit Seitdem Selbst Sie Sind So Sogar Später Trotzdem Über Um Und Uns Unser Unter Viele Vielleicht
    Vom Von Vor Wann War Waren Warum Was Weder Weil Welche Wenn Wer Wie Wieder Wir Wird Wo Zu Zuerst Zum Zur Zwar
    Zwei Zwischen`),
  ordinals: {
    after: words(`
      am Am vom Vom zum Zum zur Zur im Im beim Beim der Der die Die das Das dem Dem den Den des Des ab Ab bis Bis seit Seit
      ein Ein eine Eine einen einem einer eines seinem seinen seine sein seiner ihrem ihren ihre ihr ihrer jedes jeder
      jede jedem jeden unser unsere unserem unseren mein meine meinem meinen`),
    before: words(`
      Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember Jan Feb Febr Apr Jun Jul
      Aug Sept Okt Nov Dez Jahrhundert Jahrhunderts Jh Jhd Jahrtausend Jahrtausends Auflage Band Kapitel Klasse Stock
      Etage Platz Rang Mal Teil Tag Woche Monat Jahr Geburtstag Jahrestag Lebensjahr Weltkrieg Weltkriegs Spieltag
      Runde Minute Stunde Lektion Akt Szene Advent Sinfonie Symphonie Bezirk`),
  },
}
