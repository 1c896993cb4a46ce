//! Names of central and south-eastern Europe and of Turkey, in the Latin alphabet.

use super::{Company, Culture, Names, Place, Shape};

pub const POLISH: Culture = Culture {
    name: "Polish",
    share: 40,
    given: [
        latin![
            "Agnieszka" "Bożena" "Danuta" "Elżbieta" "Grażyna" "Halina" "Jagoda" "Kinga" "Łucja" "Małgorzata" "Oliwia" "Róża"
            "Stanisława" "Świętosława" "Wanda" "Zofia"
        ],
        latin![
            "Andrzej" "Błażej" "Bogusław" "Czesław" "Filip" "Grzegorz" "Jędrzej" "Krzysztof" "Łukasz" "Michał" "Paweł"
            "Przemysław" "Radosław" "Stanisław" "Wojciech" "Zdzisław"
        ],
    ],
    family: [
        latin![
            "Błaszczyk" "Brzęczyszczykiewicz" "Dąbrowska" "Gołębiewska" "Grześkowiak" "Jabłońska" "Kaźmierska" "Kos" "Król"
            "Lewandowska" "Łęcka" "Majewska" "Nowak" "Ostrowska" "Pająk" "Ryś" "Sokołowska" "Śliwińska" "Szczęsna" "Wiśniewska"
            "Wójcik" "Zając" "Zielińska" "Żółć"
        ],
        latin![
            "Błaszczyk" "Brzęczyszczykiewicz" "Dąbrowski" "Gołębiewski" "Grześkowiak" "Jabłoński" "Kaźmierski" "Kos" "Król"
            "Lewandowski" "Łęcki" "Majewski" "Nowak" "Ostrowski" "Pająk" "Ryś" "Sokołowski" "Śliwiński" "Szczęsny" "Wiśniewski"
            "Wójcik" "Zając" "Zieliński" "Żółć"
        ],
    ],
    shapes: &[(Shape::Plain, 90), (Shape::TwoFamilies("-"), 6), (Shape::TwoGiven(" "), 4)],
    places: places![
        "Warszawa" "Europe/Warsaw" "+48 22 000 ## ##",
        "Łódź" "Europe/Warsaw" "+48 42 000 ## ##",
        "Kraków" "Europe/Warsaw" "12 000 ## ##",
    ],
    house: Company { name: "Żuraw i Wspólnicy", domain: "zuraw.example" },
    about: &["W piątki pracuję z domu.", "Najłatwiej złapać mnie rano."],
};

pub const CZECH: Culture = Culture {
    name: "Czech",
    share: 20,
    given: [
        latin!["Alžběta" "Božena" "Dagmar" "Eliška" "Hana" "Jiřina" "Květa" "Ľudmila" "Markéta" "Šárka" "Vendula" "Zdeňka" "Žofie" "Ivona"],
        latin!["Bořivoj" "Ctirad" "Dušan" "František" "Hynek" "Jiří" "Kryštof" "Ľuboš" "Matěj" "Ondřej" "Přemysl" "Řehoř" "Vojtěch" "Zdeněk"],
    ],
    family: [
        latin![
            "Čapková" "Černá" "Dvořáková" "Fialová" "Hájková" "Jandová" "Kovářová" "Křížová" "Ďuricová" "Němcová" "Novotná"
            "Procházková" "Růžičková" "Řezníčková" "Šťastná" "Svobodová" "Vlčková" "Žižková"
        ],
        latin![
            "Čapek" "Černý" "Dvořák" "Fiala" "Hájek" "Janda" "Kovář" "Kříž" "Ďurica" "Němec" "Novotný" "Procházka" "Růžička"
            "Řezníček" "Šťastný" "Svoboda" "Vlček" "Žižka"
        ],
    ],
    shapes: &[(Shape::Plain, 96), (Shape::TwoFamilies("-"), 2), (Shape::Suffixed, 2)],
    places: places![
        "Praha" "Europe/Prague" "+420 000 000 ###",
        "Plzeň" "Europe/Prague" "+420 000 ### ###",
        "Bratislava" "Europe/Bratislava" "+421 2 000 ## ###",
    ],
    house: Company { name: "Modrý Přívoz s.r.o.", domain: "privoz.test" },
    about: &["V pátek pracuji z domova.", "Rádi poradíme, stavte se."],
};

const HUNGARIAN_FAMILY: Names = latin![
    "Bíró" "Bodrogi" "Csányi" "Erdős" "Fekete" "Fűzfa" "Gyöngyösi" "Hegedűs" "Juhász" "Kő" "Kövesházi" "Lőrincz" "Nagy" "Ötvös"
    "Őri" "Pásztor" "Rác" "Szűcs" "Török" "Vörösmarty" "Weöres" "Zsoldos"
];

pub const HUNGARIAN: Culture = Culture {
    name: "Hungarian",
    share: 16,
    given: [
        latin!["Ágnes" "Boglárka" "Csilla" "Dóra" "Enikő" "Gyöngyi" "Ildikó" "Kinga" "Márta" "Noémi" "Orsolya" "Réka" "Tünde" "Zsófia"],
        latin!["Árpád" "Balázs" "Csaba" "Dénes" "Ernő" "Gergő" "István" "Jenő" "László" "Örs" "Péter" "Szilárd" "Tamás" "Zoltán"],
    ],
    family: [HUNGARIAN_FAMILY, HUNGARIAN_FAMILY],
    shapes: &[(Shape::Plain, 92), (Shape::TwoFamilies("-"), 3), (Shape::TwoGiven(" "), 5)],
    places: places![
        "Budapest" "Europe/Budapest" "+36 1 000 ####",
        "Győr" "Europe/Budapest" "+36 96 000 ###",
    ],
    house: Company { name: "Tündérrózsa Kft.", domain: "tunderrozsa.example" },
    about: &["Pénteken otthonról dolgozom.", "Őszintén: inkább hívj fel."],
};

const ROMANIAN_FAMILY: Names = latin![
    "Antonescu" "Bălan" "Câmpeanu" "Ciobanu" "Dănilă" "Eftimie" "Ghiță" "Ionescu" "Lupu" "Mărginean" "Mureșan" "Negrescu"
    "Olaru" "Păun" "Răduț" "Sârbu" "Stănescu" "Șerban" "Țăranu" "Ursu" "Vlădescu" "Zăvoianu"
];

pub const ROMANIAN: Culture = Culture {
    name: "Romanian",
    share: 18,
    given: [
        latin!["Adriana" "Anișoara" "Călina" "Daciana" "Floarea" "Ileana" "Lăcrămioara" "Mădălina" "Otilia" "Ruxandra" "Ștefania" "Viorica"],
        latin!["Alin" "Bogdan" "Cătălin" "Dragoș" "Felix" "Ioan" "Iuliu" "Laurențiu" "Mircea" "Răzvan" "Ștefan" "Vlăduț"],
    ],
    family: [ROMANIAN_FAMILY, ROMANIAN_FAMILY],
    shapes: &[(Shape::Plain, 88), (Shape::TwoGiven("-"), 8), (Shape::TwoFamilies("-"), 4)],
    places: places![
        "București" "Europe/Bucharest" "+40 21 000 ####",
        "Iași" "Europe/Bucharest" "+40 232 000 ###",
        "Chișinău" "Europe/Chisinau" "+373 22 000 ###",
    ],
    house: Company { name: "Șase Fântâni SRL", domain: "fantani.example" },
    about: &["Vinerea lucrez de acasă.", "Vorbesc și puțină germană."],
};

const CROATIAN_FAMILY: Names = latin![
    "Babić" "Bešić" "Čačić" "Ćosić" "Đurić" "Grgić" "Horvat" "Jurišić" "Knežević" "Kovačević" "Krleža" "Ljubić" "Marušić"
    "Mlakar" "Njegovan" "Perković" "Šarić" "Šimić" "Tadić" "Vuković" "Župančič" "Žužul"
];

pub const CROATIAN: Culture = Culture {
    name: "Croatian",
    share: 16,
    given: [
        latin!["Anđela" "Božica" "Dubravka" "Đurđica" "Jasna" "Ljerka" "Mirjana" "Nevenka" "Špela" "Tea" "Vesna" "Željka"],
        latin!["Ante" "Branimir" "Domagoj" "Đuro" "Hrvoje" "Jakša" "Krešimir" "Luka" "Matjaž" "Siniša" "Tvrtko" "Živko"],
    ],
    family: [CROATIAN_FAMILY, CROATIAN_FAMILY],
    shapes: &[(Shape::Plain, 92), (Shape::TwoFamilies(" "), 8)],
    places: places![
        "Zagreb" "Europe/Zagreb" "+385 1 000 ####",
        "Šibenik" "Europe/Zagreb" "+385 22 000 ###",
        "Ljubljana" "Europe/Ljubljana" "+386 1 000 ####",
    ],
    house: Company { name: "Bura i Jugo d.o.o.", domain: "bura.example" },
    about: &["Petkom radim od kuće.", "Šaljite poruke, čitam sve."],
};

const TURKISH_FAMILY: Names = latin![
    "Akgül" "Aydın" "Baş" "Çağlayan" "Çelik" "Demirtaş" "Doğan" "Erdoğdu" "Gökçe" "Gündüz" "Işık" "İnce" "Kılıç" "Koç" "Öztürk"
    "Şahin" "Soysal" "Tanrıöver" "Türkoğlu" "Uğur" "Ünlü" "Yıldırım" "Yıldız" "Yücel"
];

pub const TURKISH: Culture = Culture {
    name: "Turkish",
    share: 38,
    given: [
        latin!["Ayşe" "Aslı" "Büşra" "Çiğdem" "Elif" "Fatma Nur" "Gülşen" "Hatice" "Işıl" "İpek" "Nazlı" "Özge" "Pınar" "Şebnem" "Tuğba" "Ülkü"],
        latin!["Alp" "Barış" "Cem" "Çağrı" "Doğukan" "Emre" "Gökhan" "Hüseyin" "Ilgaz" "İbrahim" "Kağan" "Mehmet Ali" "Oğuz" "Özgür" "Şükrü" "Yiğit"],
    ],
    family: [TURKISH_FAMILY, TURKISH_FAMILY],
    shapes: &[(Shape::Plain, 84), (Shape::TwoGiven(" "), 8), (Shape::TwoFamilies(" "), 8)],
    places: places![
        "İstanbul" "Europe/Istanbul" "+90 212 000 ## ##",
        "Diyarbakır" "Europe/Istanbul" "+90 412 000 ## ##",
        "Lefkoşa" "Asia/Nicosia" "+90 392 000 ## ##",
    ],
    house: Company { name: "Işıltı Yazılım A.Ş.", domain: "isilti.test" },
    about: &["Cuma günleri evden çalışıyorum.", "Kısa sorular için mesaj, uzunlar için çay."],
};
