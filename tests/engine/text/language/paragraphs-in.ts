/**
 * Running text in other languages, written for these tests: every one is several sentences that a reader of it would
 * find ordinary.
 */
export const paragraphsIn: Readonly<Record<string, readonly string[]>> = {
  de: [
    'Der Zug hielt mitten auf der Strecke, und niemand wusste, warum. Die Reisenden öffneten die Fenster und sahen hinaus auf die Felder, über denen schon der Abend lag. Nach einer Weile kam der Schaffner durch den Gang und sagte, es werde noch etwas dauern, weil ein Baum auf den Schienen liege.',
    'Am nächsten Morgen war der ganze Hof mit Schnee bedeckt. Meine Großmutter stand in der Küche und kochte Kaffee, während mein Bruder versuchte, den alten Ofen wieder in Gang zu bringen. Wir hatten seit Tagen keinen Strom mehr.',
    'Die Europäische Kommission hat am Dienstag einen Vorschlag vorgelegt, der die Haltbarkeit elektronischer Geräte verbessern soll. Hersteller müssten demnach Ersatzteile mindestens sieben Jahre lang anbieten.',
    'Man nehme zwei Eier, ein halbes Pfund Mehl und etwas Butter, verrühre alles gut und lasse den Teig eine Stunde ruhen.',
  ],
  fr: [
    "Le train s'arrêta au milieu de la campagne, et personne ne savait pourquoi. Les voyageurs ouvrirent les fenêtres et regardèrent les champs sur lesquels tombait déjà le soir. Au bout d'un moment, le contrôleur passa dans le couloir en annonçant qu'il faudrait attendre encore un peu.",
    "Ma grand-mère avait l'habitude de se lever avant l'aube pour préparer le café. Nous l'entendions marcher dans la cuisine, ouvrir les volets, puis appeler le chien qui dormait près du poêle.",
    'La Commission européenne a présenté mardi une proposition destinée à améliorer la durée de vie des appareils électroniques. Les fabricants devraient fournir des pièces de rechange pendant au moins sept ans.',
    'Prenez deux œufs, une demi-livre de farine et un peu de beurre, mélangez bien le tout et laissez reposer la pâte pendant une heure.',
  ],
  es: [
    'El tren se detuvo en mitad del campo y nadie sabía por qué. Los viajeros abrieron las ventanas y miraron los campos sobre los que ya caía la tarde. Al cabo de un rato pasó el revisor por el pasillo y dijo que todavía habría que esperar.',
    'Mi abuela solía levantarse antes del amanecer para preparar el café. La oíamos caminar por la cocina, abrir las ventanas y llamar al perro que dormía junto a la estufa.',
    'La Comisión Europea presentó el martes una propuesta para mejorar la duración de los aparatos electrónicos. Los fabricantes tendrían que ofrecer piezas de repuesto durante al menos siete años.',
    'Tome dos huevos, media libra de harina y un poco de mantequilla, mezcle bien todo y deje reposar la masa durante una hora.',
  ],
  it: [
    "Il treno si fermò in mezzo alla campagna e nessuno sapeva perché. I viaggiatori aprirono i finestrini e guardarono i campi sui quali scendeva già la sera. Dopo un po' passò il controllore e disse che bisognava aspettare ancora.",
    "Mia nonna si alzava sempre prima dell'alba per preparare il caffè. La sentivamo camminare in cucina, aprire le finestre e chiamare il cane che dormiva vicino alla stufa.",
    'La Commissione europea ha presentato martedì una proposta per migliorare la durata degli apparecchi elettronici. I produttori dovrebbero offrire pezzi di ricambio per almeno sette anni.',
    "Prendete due uova, mezza libbra di farina e un po' di burro, mescolate bene il tutto e lasciate riposare la pasta per un'ora.",
  ],
  pt: [
    'O comboio parou no meio do campo e ninguém sabia porquê. Os viajantes abriram as janelas e olharam para os campos sobre os quais já caía a noite. Ao fim de algum tempo passou o revisor e disse que ainda era preciso esperar.',
    'A minha avó costumava levantar-se antes do amanhecer para preparar o café. Ouvíamos os seus passos na cozinha, as janelas que se abriam e o cão que dormia junto ao fogão.',
    'A Comissão Europeia apresentou na terça-feira uma proposta para melhorar a duração dos aparelhos eletrónicos. Os fabricantes teriam de oferecer peças durante pelo menos sete anos.',
    'Tome dois ovos, meia libra de farinha e um pouco de manteiga, misture tudo muito bem e deixe a massa descansar durante uma hora.',
  ],
  nl: [
    'De trein bleef midden in het veld staan en niemand wist waarom. De reizigers deden de ramen open en keken uit over de akkers, waar de avond al viel. Na een tijdje kwam de conducteur door de gang en zei dat het nog even zou duren.',
    'Mijn grootmoeder stond altijd voor zonsopgang op om koffie te zetten. Wij hoorden haar door de keuken lopen, de luiken openen en de hond roepen die bij de kachel lag te slapen.',
    'De Europese Commissie heeft dinsdag een voorstel gedaan om de levensduur van elektronische apparaten te verbeteren. Fabrikanten zouden ten minste zeven jaar onderdelen moeten leveren.',
    'Neem twee eieren, een half pond meel en een beetje boter, roer alles goed door elkaar en laat het deeg een uur rusten.',
  ],
  sv: [
    'Tåget stannade mitt ute på fältet och ingen visste varför. Resenärerna öppnade fönstren och såg ut över åkrarna där kvällen redan föll. Efter en stund kom konduktören genom gången och sade att det skulle dröja ännu en stund.',
    'Min mormor brukade stiga upp före gryningen för att koka kaffe. Vi hörde henne gå omkring i köket, öppna luckorna och ropa på hunden som sov vid spisen.',
  ],
  da: [
    'Toget holdt midt ude på marken, og ingen vidste hvorfor. De rejsende åbnede vinduerne og så ud over markerne, hvor aftenen allerede faldt på. Efter en stund kom konduktøren og sagde, at det ville vare lidt endnu.',
  ],
  pl: [
    'Pociąg zatrzymał się w szczerym polu i nikt nie wiedział dlaczego. Podróżni otworzyli okna i patrzyli na pola, na które zapadał już wieczór. Po chwili przez korytarz przeszedł konduktor i powiedział, że trzeba będzie jeszcze trochę poczekać.',
    'Moja babcia zawsze wstawała przed świtem, żeby zaparzyć kawę. Słyszeliśmy, jak chodzi po kuchni, otwiera okiennice i woła psa, który spał przy piecu.',
  ],
  cs: [
    'Vlak zastavil uprostřed polí a nikdo nevěděl proč. Cestující otevřeli okna a dívali se na pole, na která už padal večer. Po chvíli prošel chodbou průvodčí a řekl, že to ještě chvíli potrvá.',
  ],
  tr: [
    'Tren tarlaların ortasında durdu ve kimse nedenini bilmiyordu. Yolcular pencereleri açıp akşamın çökmekte olduğu tarlalara baktılar. Bir süre sonra kondüktör koridordan geçti ve biraz daha beklemek gerektiğini söyledi.',
  ],
  fi: [
    'Juna pysähtyi keskelle peltoja, eikä kukaan tiennyt miksi. Matkustajat avasivat ikkunat ja katselivat peltoja, joiden ylle ilta jo laskeutui. Hetken kuluttua konduktööri kulki käytävää pitkin ja sanoi, että pitäisi vielä odottaa.',
  ],
  ro: [
    'Trenul s-a oprit în mijlocul câmpului și nimeni nu știa de ce. Călătorii au deschis ferestrele și au privit câmpurile peste care se lăsa deja seara. După un timp a trecut controlorul și a spus că mai trebuie să așteptăm.',
  ],
  vi: [
    'Con tàu dừng lại giữa cánh đồng và không ai biết tại sao. Hành khách mở cửa sổ và nhìn ra những cánh đồng, nơi buổi tối đã buông xuống. Một lúc sau, người soát vé đi qua và nói rằng phải chờ thêm một chút nữa.',
  ],
}
