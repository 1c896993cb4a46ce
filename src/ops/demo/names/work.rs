//! Where the made-up people work, as what, and what is noted about them.

use super::{Company, Culture, Dice};

/// A company in their own language, or one of those that hire everywhere.
pub fn place(dice: &mut Dice, home: &'static Culture) -> &'static Company {
    if dice.chance(250) {
        &home.house
    } else {
        &dice.weigh(COMPANIES, |one| one.1).0
    }
}

pub fn title(dice: &mut Dice, language: &str, gender: usize) -> &'static str {
    if dice.chance(80) {
        ""
    } else if language == "de" && dice.chance(880) {
        dice.pick(GERMAN_TITLES)[gender]
    } else {
        dice.pick::<&str>(TITLES)
    }
}

/// None for half of all, six at most, none twice.
pub fn tags(dice: &mut Dice, language: &str) -> Vec<&'static str> {
    let from = if language == "de" { GERMAN_TAGS } else { TAGS };
    let wanted = *dice.weigh(
        &[(0, 50), (1, 22), (2, 15), (3, 9), (4, 3), (6, 1)],
        |one| one.1,
    );
    let mut tags = Vec::new();
    for _ in 0..wanted.0 {
        let tag = *dice.pick(from);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Mostly nothing or a sentence, now and then a page.
pub fn description(dice: &mut Dice, culture: &Culture, language: &str) -> String {
    let notes = if language == "de" {
        GERMAN_NOTES
    } else {
        NOTES
    };
    let count = dice
        .weigh(&[(0, 450), (1, 290), (2, 180), (3, 70), (12, 10)], |one| {
            one.1
        })
        .0;
    let between = if count > 3 { "\n" } else { " " };
    let mut text = String::new();
    for _ in 0..count {
        let from = if dice.chance(300) {
            culture.about
        } else {
            notes
        };
        let note = *dice.pick(from);
        if !text.contains(note) {
            text += if text.is_empty() { "" } else { between };
            text += note;
        }
    }
    text
}

/// How many of a hundred work where. Some companies have several domains, and intranets their own kind.
const COMPANIES: &[(Company, u32)] = &[
    (
        Company {
            name: "Acme Media",
            domain: "acme.example",
        },
        38,
    ),
    (
        Company {
            name: "Acme Print",
            domain: "print.acme.example",
        },
        7,
    ),
    (
        Company {
            name: "North & Partners",
            domain: "north.example",
        },
        14,
    ),
    (
        Company {
            name: "Acme Labs",
            domain: "labs.acme.test",
        },
        5,
    ),
    (
        Company {
            name: "Blue Kettle Studio",
            domain: "bluekettle.test",
        },
        4,
    ),
    (
        Company {
            name: "Orrery Instruments",
            domain: "orrery.example",
        },
        4,
    ),
    (
        Company {
            name: "Tarn Valley Clinic",
            domain: "tarnvalley.example",
        },
        4,
    ),
    (
        Company {
            name: "Brückner & Söhne KG",
            domain: "brueckner-soehne.example",
        },
        4,
    ),
    (
        Company {
            name: "Stadtwerke Seefurt",
            domain: "seefurt.test",
        },
        3,
    ),
    (
        Company {
            name: "Quillfeather Insurance plc",
            domain: "quillfeather.example",
        },
        3,
    ),
    (
        Company {
            name: "Joint Office for Harbour Safety, Weather Reporting and Tide Tables (Northern Districts)",
            domain: "tides.north.example",
        },
        2,
    ),
    (
        Company {
            name: "Acme Warehouse",
            domain: "lager.internal",
        },
        5,
    ),
    (
        Company {
            name: "Acme IT",
            domain: "corp.acme.internal",
        },
        4,
    ),
    (
        Company {
            name: "Werk 3",
            domain: "werk3.local",
        },
        2,
    ),
    (
        Company {
            name: "Night Desk",
            domain: "intranet.local",
        },
        1,
    ),
];

const TITLES: &[&str] = &[
    "Accountant",
    "Account Manager",
    "Apprentice",
    "Archivist",
    "Assistant to the Board",
    "Building Manager",
    "Buyer",
    "Chief Financial Officer",
    "Chief of Staff (interim)",
    "Cook",
    "Copy Editor",
    "Customer Support Agent",
    "Data Analyst",
    "Data Protection Officer",
    "Deputy Head of Subscriptions",
    "Designer",
    "DevOps Engineer",
    "Driver",
    "Electrician",
    "Events Coordinator",
    "Fact-checker",
    "Freelance Photographer",
    "Head of Operations",
    "HR Business Partner",
    "Illustrator",
    "Intern",
    "IT Support",
    "Journalist",
    "Legal Counsel",
    "Librarian",
    "Logistics Planner",
    "Machine Operator",
    "Marketing Manager",
    "Nurse",
    "Office Manager",
    "Payroll Clerk",
    "Picture Editor",
    "Podcast Producer",
    "Product Owner",
    "Project Manager, R&D",
    "QA Engineer",
    "Receptionist",
    "Sales Representative",
    "Senior Editor",
    "Senior Software Engineer",
    "Shift Lead",
    "Software Engineer",
    "Sub-editor / Night desk",
    "Team Lead, Printing",
    "Translator (EN–DE)",
    "UX Researcher",
    "Vice President, Partnerships, Licensing and International Syndication (EMEA & APAC)",
    "VP Sales",
    "Warehouse Worker",
];

/// A woman's and a man's.
const GERMAN_TITLES: &[[&str; 2]] = &[
    ["Abteilungsleiterin", "Abteilungsleiter"],
    ["Archivarin", "Archivar"],
    ["Auszubildende", "Auszubildender"],
    ["Bereichsleiterin Vertrieb", "Bereichsleiter Vertrieb"],
    ["Betriebsrätin", "Betriebsrat"],
    ["Buchhalterin", "Buchhalter"],
    ["Controllerin", "Controller"],
    ["Datenschutzbeauftragte", "Datenschutzbeauftragter"],
    ["Disponentin", "Disponent"],
    [
        "Elektronikerin für Betriebstechnik",
        "Elektroniker für Betriebstechnik",
    ],
    ["Fachinformatikerin", "Fachinformatiker"],
    ["Geschäftsführerin", "Geschäftsführer"],
    ["Grafikerin", "Grafiker"],
    ["Hausmeisterin", "Hausmeister"],
    ["Justiziarin", "Justiziar"],
    ["Köchin", "Koch"],
    ["Lagerleiterin", "Lagerleiter"],
    ["Lektorin", "Lektor"],
    ["Personalreferentin", "Personalreferent"],
    ["Pflegefachkraft", "Pflegefachkraft"],
    ["Projektleiterin", "Projektleiter"],
    ["Redakteurin", "Redakteur"],
    ["Sachbearbeiterin Einkauf", "Sachbearbeiter Einkauf"],
    ["Schichtführerin", "Schichtführer"],
    ["Softwareentwicklerin", "Softwareentwickler"],
    [
        "Stellv. Leiterin Qualitätssicherung",
        "Stellv. Leiter Qualitätssicherung",
    ],
    ["Übersetzerin", "Übersetzer"],
    ["Veranstaltungskauffrau", "Veranstaltungskaufmann"],
    ["Verwaltungsfachangestellte", "Verwaltungsfachangestellter"],
    ["Werkstudentin", "Werkstudent"],
];

const TAGS: &[&str] = &[
    "newsroom",
    "energy",
    "on-call",
    "remote",
    "part-time",
    "first aid",
    "fire warden",
    "mentor",
    "night shift",
    "works council",
    "contractor",
    "parental leave",
    "bike lease",
    "budget 2027",
    "photo pool",
    "press card",
    "keyholder",
    "R&D",
    "c++",
    "board",
    "intake-2025",
    "vip",
];

const GERMAN_TAGS: &[&str] = &[
    "Ersthelfer",
    "Rufbereitschaft",
    "Teilzeit",
    "Elternzeit",
    "Betriebsrat",
    "Frühschicht",
    "Nachtschicht",
    "Brandschutz",
    "Jobrad",
    "Führerschein C1",
    "Homeoffice",
    "Außendienst",
    "Schlüsselträger",
    "Größe XL",
    "newsroom",
    "on-call",
];

const NOTES: &[&str] = &[
    "Covers energy and shipping.",
    "Looks after the print archive.",
    "Part-time, Monday to Wednesday.",
    "Speaks Spanish, Norwegian and a little Welsh.",
    "Runs the Thursday choir.",
    "Came over from the Leeds office.",
    "First contact for suppliers.",
    "Back in the spring.",
    "Deputy: see the team page.",
    "Please write; the phone is shared.",
    "Trains new colleagues on the CMS.",
    "Knows where the spare projector is.",
    "Keeps the keys to rooms 3.14 and 3.15.",
    "Badge no. 004182, locker 77.",
    "Writes about <b>fonts</b> & \"quotes\".",
    "=SUM(coffee; tea) before nine.",
    "-- out of office until further notice --",
    "Likes long walks 🥾 and short meetings ☕.",
];

const GERMAN_NOTES: &[&str] = &[
    "Zuständig für Energie und Schifffahrt.",
    "Betreut das Druckarchiv.",
    "Teilzeit, montags bis mittwochs.",
    "Vertretung: siehe Teamseite.",
    "Erste Ansprechperson für Lieferanten.",
    "Kommt im Frühjahr zurück.",
    "Bitte schreiben, das Telefon ist geteilt.",
    "Schult neue Kolleginnen und Kollegen.",
    "Spricht auch Plattdeutsch und etwas Türkisch.",
    "Schlüssel für die Räume 3.14 und 3.15.",
    "Mag Grüße aus der Küche & „gute Laune“.",
    "Außer Haus am 29. Februar.",
];

pub const WHY_SUSPENDED: &[&str] = &[
    "Contract ended",
    "Lost laptop, account blocked until it is checked",
    "Parental leave",
    "Unpaid membership",
    "Too many failed sign-ins",
    "Sabbatical until autumn",
    "At the manager's request",
    "Langzeiterkrankung",
    "Vertrag läuft aus, Verlängerung offen",
];

pub const WHY_SUSPENDED_WITHOUT_ROLE: &str = "Their role was deleted";

pub const WHY_ARCHIVED: &[&str] = &[
    "Left the company",
    "Retired",
    "Duplicate of another account",
    "Project finished",
    "Moved to the partner's own directory",
    "Never came on board",
    "Ausgeschieden",
    "Befristung abgelaufen",
];
