//! Names of western Europe and the countries that write English, Spanish and Portuguese.

use super::{Company, Culture, Names, Place, Shape};

const ENGLISH_GIVEN: [Names; 2] = [
    latin![
        "Alice" "Beth" "Charlotte" "Daisy" "Eleanor" "Freya" "Grace" "Harriet" "Imogen" "Jasmine" "Kate" "Lucy" "Megan"
        "Nora" "Olivia" "Penny" "Quinn" "Rosie" "Sophie" "Tess" "Una" "Violet" "Willow" "Zoë" "Chloé" "Mary-Jane" "Jo"
        "Amber" "Bridget" "Cassidy" "Delia" "Edith" "Florence" "Gwen" "Hazel" "Ivy"
    ],
    latin![
        "Adam" "Ben" "Callum" "David" "Edward" "Frank" "George" "Harry" "Isaac" "Jack" "Kieran" "Leo" "Max" "Noah"
        "Oliver" "Peter" "Quentin" "Rob" "Sam" "Tom" "Umar" "Victor" "Will" "Xander" "Zach" "J.R." "Al" "Arthur" "Blake"
        "Cecil" "Desmond" "Elliot" "Felix" "Gareth" "Hugh" "Ian"
    ],
];

const ENGLISH_FAMILY: Names = latin![
    "Abbott" "Baker" "Bell" "Brook" "Carter" "Chapman" "Clarke" "Cole" "Cooper" "Dale" "Dawson" "Ellis" "Farrow" "Finch"
    "Fletcher" "Gardner" "Gray" "Hall" "Harper" "Hughes" "Ingram" "Jennings" "Kaye" "Kemp" "Lane" "Lee" "Marsh" "Mason"
    "Norris" "Oakley" "Osborne" "Parker" "Pugh" "Quill" "Reed" "Rhodes" "Rowe" "Sharp" "Shaw" "Stone" "Thorne" "Turner"
    "Underhill" "Vaughan" "Wade" "Walker" "Webb" "West" "Wood" "Wren" "Yates" "Featherstonehaugh" "Fox"
        "Ackroyd" "Aldridge" "Bainbridge" "Barlow" "Birch" "Bright" "Burrows" "Caldwell" "Chandler" "Crane" "Croft" "Dunn"
        "Eastwood" "Fairchild" "Foster" "Frost" "Gibson" "Goodwin" "Greenhalgh" "Hargreaves" "Hollis" "Hurst" "Jarvis" "Keane"
        "Langley" "Lockwood" "Maddox" "Merrick" "Nightingale" "Peacock" "Pryce" "Ramsbottom" "Rigby" "Sheldrake" "Sykes" "Tate"
        "Thistlewood" "Upton" "Wainwright" "Whitfield"
        "St. Clair"
    "Brontë" "Ng" "Ap Rhys" "Hill" "Moss" "Winterbottom"
];

pub const ENGLISH: Culture = Culture {
    name: "English",
    share: 150,
    given: ENGLISH_GIVEN,
    family: [ENGLISH_FAMILY, ENGLISH_FAMILY],
    shapes: &[
        (Shape::Plain, 79),
        (Shape::Initial, 6),
        (Shape::TwoGiven(" "), 4),
        (Shape::TwoFamilies("-"), 6),
        (Shape::Suffixed, 2),
        (Shape::GivenOnly, 1),
        (Shape::Lowercase, 2),
    ],
    places: places![
        "London" "Europe/London" "+44 20 7946 0###",
        "Leeds, UK" "Europe/London" "0113 496 0###",
        "Edinburgh" "Europe/London" "+44 131 496 0###",
        "New York, NY" "America/New_York" "+1 (212) 555-01##",
        "Austin, Texas" "America/Chicago" "+1 512 555 01##",
        "Seattle" "America/Los_Angeles" "206-555-01##",
        "Toronto" "America/Toronto" "+1 416 555 01##",
        "Sydney" "Australia/Sydney" "+61 2 5550 ####",
        "Auckland" "Pacific/Auckland" "+64 9 000 ####",
    ],
    house: Company { name: "Harbour & Finch Ltd", domain: "harbourfinch.example" },
    about: &["Splits the week between home and the office.", "Ask me about the archive, the boiler or the fire drill."],
};

const IRISH_FAMILY: [Names; 2] = [
    latin![
        "O'Brien" "O'Connor" "O’Sullivan" "O'Shea" "Ní Bhriain" "Ní Cheallaigh" "Nic Dhòmhnaill" "McCarthy" "MacLeod"
        "McGrath" "Byrne" "Doyle" "Kavanagh" "Nolan" "Fitzgerald" "Quigley" "Duffy" "Mac an tSaoi"
    ],
    latin![
        "O'Brien" "O'Connor" "O’Sullivan" "O'Shea" "Ó Briain" "Ó Ceallaigh" "Mac Dhòmhnaill" "McCarthy" "MacLeod"
        "McGrath" "Byrne" "Doyle" "Kavanagh" "Nolan" "Fitzgerald" "Quigley" "Duffy" "Mac an tSaoi"
    ],
];

pub const IRISH: Culture = Culture {
    name: "Irish",
    share: 22,
    given: [
        latin![
            "Aoife" "Bríd" "Caoimhe" "Deirdre" "Éabha" "Fionnuala" "Gráinne" "Íde" "Mòrag" "Niamh" "Órla" "Róisín"
            "Sorcha" "Siobhán"
        ],
        latin![
            "Art" "Ciarán" "Conor" "Dáithí" "Éamon" "Fergus" "Lorcan" "Malachy" "Niall" "Oisín" "Pádraig" "Rónán" "Seán"
            "Tadhg"
        ],
    ],
    family: IRISH_FAMILY,
    shapes: &[(Shape::Plain, 90), (Shape::TwoFamilies("-"), 4), (Shape::Initial, 6)],
    places: places![
        "Dublin" "Europe/Dublin" "+353 20 91# ####",
        "Corcaigh" "Europe/Dublin" "+353 20 91# ####",
        "Glasgow" "Europe/London" "+44 141 496 0###",
    ],
    house: Company { name: "Siopa na Mara Teo", domain: "namara.example" },
    about: &["Ag obair ón mbaile gach Aoine.", "Happy to help in Irish or English."],
};

const GERMAN_FAMILY: Names = latin![
    "Achterberg" "Ahlers" "Bachmann" "Becker" "Böhm" "Brandt" "Büchner" "Claßen" "Dörr" "Ebert" "Engel" "Färber" "Fuchs"
    "Gärtner" "Groß" "Günther" "Hahn" "Heinemann" "Hölzl" "Huber" "Jäger" "Jung" "Kaiser" "Keller" "Koch" "Köhler"
    "König" "Krüger" "Lang" "Lindner" "Löwe" "Meißner" "Moser" "Müller" "Neumann" "Nußbaumer" "Oberhauser" "Ott" "Peters"
    "Pfäffli" "Rühl" "Sauer" "Schäfer" "Schmidt" "Schönfeld" "Seidel" "Stößel" "Strauß"
    "Abendroth" "Baumgärtner" "Bergmann" "Bierwirth" "Blaschke" "Dietrich" "Drögemüller" "Eichhorn" "Faßbender" "Feldkamp"
    "Fröhlich" "Gabler" "Geißler" "Grünewald" "Haßelhorst" "Hübner" "Irmscher" "Kästner" "Kleinschmidt" "Kröger" "Kuhlmann"
    "Lüders" "Mühlbauer" "Nießen" "Osterkamp" "Pohl" "Quandt" "Rößler" "Röttgers" "Sandmann" "Schlüter" "Schwarz" "Spät"
    "Steinbrink" "Tiedemann" "Überacker" "Vollmer" "Wülfing" "Ziegler" "Zwick" "Thoma" "Uhl" "Vogel" "von Arnsberg"
    "von der Heide" "Wagner" "Weber" "Weiß" "Winkler" "Zöllner" "Zu Waldegg" "Zimmermann"
];

pub const GERMAN: Culture = Culture {
    name: "German",
    share: 180,
    given: [
        latin![
            "Anke" "Annegret" "Barbara" "Bärbel" "Carla" "Dörte" "Elke" "Emma" "Franziska" "Friederike" "Greta" "Hannah"
            "Heike" "Ines" "Jana" "Jördis" "Käthe" "Katrin" "Lea" "Leonie" "Maike" "Marlene" "Nele" "Petra" "Ronja" "Sabine"
            "Silke" "Theresa" "Ulrike" "Vroni" "Wiebke" "Zita" "Änne" "Lotte" "Mia" "Birgit"
        ],
        latin![
            "Achim" "Alois" "Bastian" "Bernd" "Björn" "Christoph" "Detlef" "Emil" "Erik" "Finn" "Florian" "Götz" "Gregor"
            "Hannes" "Heiko" "Ingo" "Jan" "Jörg" "Jürgen" "Kai" "Klaus" "Lukas" "Malte" "Matthias" "Nils" "Otto" "Paul"
            "Rainer" "Rüdiger" "Sören" "Stefan" "Till" "Udo" "Uwe" "Wolfgang" "Xaver"
        ],
    ],
    family: [GERMAN_FAMILY, GERMAN_FAMILY],
    shapes: &[
        (Shape::Plain, 82),
        (Shape::TwoGiven("-"), 6),
        (Shape::TwoGiven(" "), 2),
        (Shape::TwoFamilies("-"), 7),
        (Shape::GivenOnly, 1),
        (Shape::FamilyOnly, 1),
        (Shape::Lowercase, 1),
    ],
    places: places![
        "Berlin" "Europe/Berlin" "+49 30 23125 ###",
        "Hamburg" "Europe/Berlin" "+49 40 66969 ###",
        "München" "Europe/Berlin" "089 99998 ###",
        "Köln" "Europe/Berlin" "+49 221 4710 ###",
        "Frankfurt am Main" "Europe/Berlin" "069 / 90009-###",
        "Wien" "Europe/Vienna" "+43 1 000 ####",
        "Zürich" "Europe/Zurich" "+41 44 000 ## ##",
    ],
    house: Company { name: "Nordlicht Logistik GmbH", domain: "nordlicht.test" },
    about: &["Freitags von zu Hause.", "Am besten vor zehn Uhr zu erreichen."],
};

const DUTCH_FAMILY: Names = latin![
    "Bakker" "Boer" "de Boer" "de Graaf" "de Jong" "de Wit" "Dijkstra" "Hoekstra" "IJsselmuiden" "Jansen" "Kuiper" "Mulder"
    "Peeters" "Smit" "ter Horst" "ter Steege" "van 't Hoff" "van Beek" "van den Bosch" "van der Berg" "van der Velde"
    "van Dijk" "van Leeuwen" "Visser" "Vos" "Wouters" "Claes" "Zijlstra"
];

pub const DUTCH: Culture = Culture {
    name: "Dutch",
    share: 30,
    given: [
        latin![
            "Anouk" "Brechtje" "Daniëlle" "Eefje" "Femke" "Fleur" "Hanneke" "Ilse" "Jet" "Liesbeth" "Lotte" "Maaike" "Noor"
            "Roos" "Saskia" "Zoë"
        ],
        latin![
            "Bas" "Bram" "Daan" "Diederik" "Gijs" "Hendrik" "Jeroen" "Joost" "Koen" "Maarten" "Pim" "Ruben" "Sander" "Thijs"
            "Wouter" "Mees"
        ],
    ],
    family: [DUTCH_FAMILY, DUTCH_FAMILY],
    shapes: &[(Shape::Plain, 90), (Shape::TwoFamilies("-"), 7), (Shape::TwoGiven(" "), 3)],
    places: places![
        "Amsterdam" "Europe/Amsterdam" "+31 20 000 ####",
        "’s-Hertogenbosch" "Europe/Amsterdam" "+31 73 000 ####",
        "Antwerpen" "Europe/Brussels" "+32 3 000 ## ##",
    ],
    house: Company { name: "Waterkant B.V.", domain: "waterkant.example" },
    about: &["Werkt op vrijdag thuis.", "Liever bellen dan mailen."],
};

const FRENCH_FAMILY: Names = latin![
    "Arnaud" "Aubry" "Bélanger" "Blanc" "Boulanger" "Chevalier" "Côté" "d'Aubigné" "d’Hérouville" "de La Rochette" "Deschênes"
    "Dufour" "Faure" "Fournier" "Garçon" "Guérin" "L'Écuyer" "Le Goff" "Lefèvre" "Maître" "Marchand" "Noël" "Perrin"
    "Renaud" "Rousseau" "Saint-Amand" "Tremblay" "Vidal" "Vœltzel"
];

pub const FRENCH: Culture = Culture {
    name: "French",
    share: 38,
    given: [
        latin![
            "Adèle" "Amélie" "Anaïs" "Camille" "Cécile" "Clémence" "Éloïse" "Françoise" "Hélène" "Inès" "Jeanne" "Léa"
            "Margaux" "Maëlle" "Noémie" "Solène" "Zélie" "Aïssatou"
        ],
        latin![
            "André" "Aurélien" "Baptiste" "Benoît" "Célestin" "Étienne" "François" "Gaël" "Jérôme" "Joël" "Loïc" "Luc" "Mathis"
            "Noé" "Pascal" "Rémi" "Théo" "Ousmane"
        ],
    ],
    family: [FRENCH_FAMILY, FRENCH_FAMILY],
    shapes: &[(Shape::Plain, 76), (Shape::TwoGiven("-"), 8), (Shape::TwoFamilies("-"), 5), (Shape::Capitals, 9), (Shape::GivenOnly, 2)],
    places: places![
        "Paris" "Europe/Paris" "+33 1 99 00 ## ##",
        "Saint-Étienne" "Europe/Paris" "04 65 71 ## ##",
        "Montréal, Québec" "America/Toronto" "+1 514 555-01##",
        "Genève" "Europe/Zurich" "+41 22 000 ## ##",
        "Dakar" "Africa/Dakar" "+221 33 000 ## ##",
    ],
    house: Company { name: "Éditions du Marais", domain: "marais.example" },
    about: &["En télétravail le vendredi.", "Joignable de préférence le matin, à l’accueil."],
};

const SPANISH_FAMILY: Names = latin![
    "Aguirre" "Álvarez" "Arriaga" "Benítez" "Castellanos" "Cordero" "de la Cruz" "de la Fuente" "del Río" "Delgado"
    "Echeverría" "Fernández" "Fuentes" "García" "Gómez" "Güell" "Ibáñez" "Jiménez" "Lozano" "Márquez" "Muñoz" "Núñez"
    "Ordóñez" "Paz" "Peña" "Quispe" "Ríos" "Sáenz" "Salas" "Torres" "Ugarte" "Vázquez" "Vila-seca" "Xirau" "Yáñez" "Zúñiga"
];

pub const SPANISH: Culture = Culture {
    name: "Spanish",
    share: 48,
    given: [
        latin![
            "Adriana" "Alba" "Begoña" "Carmen" "Concepción" "Dolores" "Elena" "Fátima" "Guadalupe" "Inés" "Itziar" "Lucía"
            "María José" "María de los Ángeles" "Montserrat" "Nieves" "Núria" "Pilar" "Sofía" "Ximena"
        ],
        latin![
            "Agustín" "Álvaro" "Andrés" "Diego" "Eneko" "Francisco" "Gonzalo" "Héctor" "Iñaki" "Jesús" "Joaquín" "José María"
            "Juan Carlos" "Luis" "Martín" "Mateo" "Óscar" "Raúl" "Tomás" "Víctor"
        ],
    ],
    family: [SPANISH_FAMILY, SPANISH_FAMILY],
    shapes: &[
        (Shape::Plain, 40),
        (Shape::TwoFamilies(" "), 44),
        (Shape::TwoFamilies(" y "), 4),
        (Shape::TwoGiven(" "), 8),
        (Shape::Chain(" y "), 4),
    ],
    places: places![
        "Madrid" "Europe/Madrid" "+34 000 000 ###",
        "A Coruña" "Europe/Madrid" "+34 000 ## ## ##",
        "Ciudad de México" "America/Mexico_City" "+52 55 0000 ####",
        "Bogotá" "America/Bogota" "+57 601 000 ####",
        "Asunción" "America/Asuncion" "+595 21 000 ###",
        "Las Palmas" "Atlantic/Canary" "+34 000 ### ###",
    ],
    house: Company { name: "Almacenes Peñalara S.L.", domain: "penalara.example" },
    about: &["Los viernes, desde casa.", "¿Dudas sobre nóminas? Pregúntame."],
};

const PORTUGUESE_FAMILY: Names = latin![
    "Abrantes" "Almeida" "Araújo" "Barros" "Brandão" "Cardoso" "Conceição" "Corrêa" "da Costa" "da Silva" "de Sá" "dos Anjos"
    "dos Santos" "do Ó" "Esteves" "Falcão" "Figueirôa" "Gonçalves" "Guimarães" "Leão" "Magalhães" "Moura" "Nóbrega" "Pinho"
    "Queirós" "Ramalhão" "Simões" "Tavares" "Vasconcelos" "Xavier"
];

pub const PORTUGUESE: Culture = Culture {
    name: "Portuguese",
    share: 36,
    given: [
        latin![
            "Amélia" "Beatriz" "Conceição" "Débora" "Estela" "Fernanda" "Graça" "Inês" "Joana" "Letícia" "Luísa" "Mafalda"
            "Natália" "Rosário" "Thaís" "Verônica"
        ],
        latin![
            "Afonso" "Antônio" "Bernardo" "César" "Duarte" "Estêvão" "Fábio" "Gonçalo" "Inácio" "João" "Júlio" "Leandro" "Rui"
            "Simão" "Thiago" "Vítor"
        ],
    ],
    family: [PORTUGUESE_FAMILY, PORTUGUESE_FAMILY],
    shapes: &[
        (Shape::Plain, 48),
        (Shape::TwoFamilies(" "), 30),
        (Shape::TwoFamilies(" e "), 4),
        (Shape::TwoGiven(" "), 12),
        (Shape::Chain(" e "), 4),
        (Shape::GivenOnly, 2),
    ],
    places: places![
        "Lisboa" "Europe/Lisbon" "+351 000 000 ###",
        "São Paulo" "America/Sao_Paulo" "+55 11 0000-####",
        "Maputo" "Africa/Maputo" "+258 21 000 ###",
    ],
    house: Company { name: "Maré Alta Lda.", domain: "marealta.example" },
    about: &["Trabalho em casa às sextas-feiras.", "Coração da equipa de operações."],
};

const ITALIAN_FAMILY: Names = latin![
    "Amato" "Bianchi" "Caputo" "Colò" "Conti" "D'Angelo" "D'Ercole" "Dalla Vecchia" "De Luca" "De Santis" "Della Torre"
    "Donà" "Esposito" "Ferrari" "Fumagalli" "Gallo" "Greco" "Lo Presti" "Mariani" "Niccolò" "Pellegrini" "Po" "Ricci" "Rossi"
    "Serra" "Tagliaferri" "Villa" "Zorzi"
];

pub const ITALIAN: Culture = Culture {
    name: "Italian",
    share: 30,
    given: [
        latin![
            "Alessia" "Bianca" "Chiara" "Donatella" "Elisabetta" "Federica" "Giulia" "Ilaria" "Lucrezia" "Maria Grazia" "Noemi"
            "Ornella" "Paola" "Serena" "Tosca" "Viola"
        ],
        latin![
            "Andrea" "Brando" "Cosimo" "Dario" "Enzo" "Fabio" "Giancarlo" "Giosuè" "Leonardo" "Lapo" "Marco" "Nicolò" "Pietro"
            "Ruggero" "Tommaso" "Ugo"
        ],
    ],
    family: [ITALIAN_FAMILY, ITALIAN_FAMILY],
    shapes: &[(Shape::Plain, 90), (Shape::TwoGiven(" "), 6), (Shape::TwoFamilies(" "), 3), (Shape::Capitals, 1)],
    places: places![
        "Milano" "Europe/Rome" "+39 02 000 ####",
        "Forlì" "Europe/Rome" "+39 0543 000 ###",
        "Lugano" "Europe/Zurich" "+41 91 000 ## ##",
    ],
    house: Company { name: "Officine Brera S.p.A.", domain: "brera.example" },
    about: &["Il venerdì lavoro da casa.", "Perché no? Scrivetemi."],
};
