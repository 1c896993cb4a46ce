//! Names of the Nordic and Baltic countries.

use super::{Company, Culture, Names, Place, Shape};

const SWEDISH_FAMILY: Names = latin![
    "Ångström" "Ahlgren" "Åkesson" "Berg" "Björk" "Dahlström" "Ek" "Engström" "Fågelklo" "Hagström" "Håkansson" "Holm"
    "Hörnqvist" "Järvinen" "Kjellberg" "Lindqvist" "Lövgren" "Malmsten" "Nyström" "Öberg" "Östlund" "Sjögren" "Skarsgård"
    "Strömberg" "Vikström" "Wallén" "Å" "af Ugglas"
];

pub const SWEDISH: Culture = Culture {
    name: "Swedish",
    share: 26,
    given: [
        latin![
            "Åsa" "Annika" "Britt-Marie" "Ebba" "Elsa" "Gunnel" "Hedvig" "Ingrid" "Karin" "Linnéa" "Maj" "Märta" "Pernilla"
            "Saga" "Tove" "Ylva"
        ],
        latin![
            "Åke" "Anders" "Björn" "Emil" "Folke" "Göran" "Gösta" "Håkan" "Ivar" "Jörgen" "Lars-Erik" "Måns" "Olle" "Pär"
            "Sixten" "Torbjörn"
        ],
    ],
    family: [SWEDISH_FAMILY, SWEDISH_FAMILY],
    shapes: &[(Shape::Plain, 92), (Shape::TwoFamilies(" "), 5), (Shape::TwoGiven("-"), 3)],
    places: places![
        "Stockholm" "Europe/Stockholm" "+46 8 465 004 ##",
        "Göteborg" "Europe/Stockholm" "+46 31 390 06 ##",
        "Mariehamn, Åland" "Europe/Mariehamn" "+358 18 000 ###",
    ],
    house: Company { name: "Skärgårdens Varv AB", domain: "varvet.example" },
    about: &["Jobbar hemifrån på fredagar.", "Nås säkrast före lunch."],
};

const NORWEGIAN_FAMILY: Names = latin![
    "Aas" "Aaberg" "Bjørnstad" "Brækhus" "Bø" "Christensen" "Dæhlie" "Eide" "Fjeld" "Gjørv" "Hansen" "Haugen" "Høeg" "Kjær"
    "Lie" "Løvås" "Mørk" "Næss" "Nygård" "Ødegaard" "Østby" "Pedersen" "Rønning" "Skjæveland" "Solbakken" "Sørensen" "Thygesen"
    "Vågen"
];

pub const NORWEGIAN: Culture = Culture {
    name: "Norwegian",
    share: 22,
    given: [
        latin![
            "Anne-Grethe" "Åshild" "Birgitte" "Dagny" "Frøydis" "Gro" "Hjørdis" "Ingeborg" "Kjersti" "Liv" "Mette" "Pia"
            "Ragnhild" "Solveig" "Sølvi" "Tuva"
        ],
        latin![
            "Aksel" "Åge" "Bjørn" "Eirik" "Eyvind" "Gisle" "Håkon" "Jens" "Jørn" "Kåre" "Leif" "Magnus" "Øyvind" "Søren" "Tor"
            "Ulf"
        ],
    ],
    family: [NORWEGIAN_FAMILY, NORWEGIAN_FAMILY],
    shapes: &[(Shape::Plain, 82), (Shape::TwoFamilies(" "), 12), (Shape::TwoGiven(" "), 5), (Shape::GivenOnly, 1)],
    places: places![
        "Oslo" "Europe/Oslo" "+47 00 00 ## ##",
        "Tromsø" "Europe/Oslo" "+47 00 0# ## ##",
        "København" "Europe/Copenhagen" "+45 00 0# ## ##",
        "Tórshavn" "Atlantic/Faroe" "+298 000 ###",
    ],
    house: Company { name: "Fjordlys Media AS", domain: "fjordlys.test" },
    about: &["Hjemmekontor på fredager.", "Spør gjerne på engelsk også."],
};

pub const ICELANDIC: Culture = Culture {
    name: "Icelandic",
    share: 9,
    given: [
        latin![
            "Ásdís" "Birna" "Dagný" "Guðrún" "Hallgerður" "Hrafnhildur" "Ingibjörg" "Kolbrún" "Sigríður" "Þóra" "Vigdís"
            "Yrsa"
        ],
        latin![
            "Árni" "Baldur" "Davíð" "Einar" "Guðmundur" "Hjörtur" "Ísleifur" "Ólafur" "Ragnar" "Sigurður" "Þorsteinn" "Úlfur"
        ],
    ],
    family: [
        latin![
            "Árnadóttir" "Baldursdóttir" "Einarsdóttir" "Guðmundsdóttir" "Helgadóttir" "Jónsdóttir" "Ólafsdóttir"
            "Sigurðardóttir" "Þorsteinsdóttir" "Briem"
        ],
        latin![
            "Árnason" "Baldursson" "Einarsson" "Guðmundsson" "Helgason" "Jónsson" "Ólafsson" "Sigurðsson" "Þorsteinsson" "Briem"
        ],
    ],
    shapes: &[(Shape::Plain, 72), (Shape::TwoGiven(" "), 24), (Shape::GivenOnly, 4)],
    places: places![
        "Reykjavík" "Atlantic/Reykjavik" "+354 000 ####",
        "Ísafjörður" "Atlantic/Reykjavik" "+354 000 ####",
    ],
    house: Company { name: "Heiðlóa ehf.", domain: "heidloa.example" },
    about: &["Vinn heima á föstudögum.", "Það er best að hringja."],
};

const FINNISH_FAMILY: Names = latin![
    "Aaltonen" "Ääri" "Halonen" "Heikkilä" "Hyyryläinen" "Järvi" "Kärkkäinen" "Kivelä" "Laaksonen" "Lehtimäki" "Mäkelä"
    "Mänty" "Nieminen" "Ojala" "Öhman" "Pitkänen" "Räsänen" "Salo" "Seppälä" "Suo" "Tõnisson" "Väänänen" "Vuori" "Yli-Kovero"
];

pub const FINNISH: Culture = Culture {
    name: "Finnish",
    share: 16,
    given: [
        latin!["Aino" "Eeva-Liisa" "Helmi" "Kaisa" "Lempi" "Meeri" "Oili" "Päivi" "Ritva" "Säde" "Taimi" "Tuuli" "Kadri"],
        latin!["Aarne" "Eetu" "Hannu" "Ilmari" "Jyrki" "Kalle" "Mikko" "Olavi" "Pekka" "Reijo" "Sampo" "Tapio" "Väinö" "Yrjö"],
    ],
    family: [FINNISH_FAMILY, FINNISH_FAMILY],
    shapes: &[(Shape::Plain, 94), (Shape::TwoFamilies("-"), 6)],
    places: places![
        "Helsinki" "Europe/Helsinki" "+358 9 000 ####",
        "Jyväskylä" "Europe/Helsinki" "+358 14 000 ####",
        "Tallinn" "Europe/Tallinn" "+372 000 ####",
    ],
    house: Company { name: "Havupuu Oy", domain: "havupuu.example" },
    about: &["Etänä perjantaisin.", "Tavoitettavissa parhaiten aamulla."],
};

pub const LITHUANIAN: Culture = Culture {
    name: "Lithuanian",
    share: 10,
    given: [
        latin!["Aušra" "Birutė" "Daiva" "Eglė" "Gabija" "Ieva" "Jūratė" "Kristīne" "Līga" "Rūta" "Živilė" "Ugnė"],
        latin!["Algis" "Ąžuolas" "Darius" "Gediminas" "Jonas" "Kęstutis" "Mindaugas" "Nojus" "Rokas" "Šarūnas" "Tadas" "Žygimantas"],
    ],
    family: [
        latin!["Adomaitė" "Bagdonienė" "Černiūtė" "Grybaitė" "Jankauskienė" "Kazlauskaitė" "Mažeikaitė" "Šimkutė" "Vėjūtė" "Žukienė"],
        latin!["Adomaitis" "Bagdonas" "Černius" "Grybas" "Jankauskas" "Kazlauskas" "Mažeika" "Šimkus" "Vėjas" "Žukas"],
    ],
    shapes: &[(Shape::Plain, 94), (Shape::TwoFamilies("-"), 6)],
    places: places![
        "Vilnius" "Europe/Vilnius" "+370 5 000 ####",
        "Šiauliai" "Europe/Vilnius" "+370 41 000 ###",
        "Rīga" "Europe/Riga" "+371 0000 ####",
    ],
    house: Company { name: "Gintaro Tiltas UAB", domain: "tiltas.example" },
    about: &["Penktadieniais dirbu iš namų.", "Rašykite bet kada."],
};
