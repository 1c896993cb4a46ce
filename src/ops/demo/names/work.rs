//! Where the made-up people work, and as what.

use super::{Company, Culture, Dice};

/// A company in their own language, or one of those that hire everywhere.
pub fn place(dice: &mut Dice, home: &'static Culture) -> &'static Company {
    if dice.chance(250) { &home.house } else { &dice.weigh(COMPANIES, |one| one.1).0 }
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

/// How many of a hundred work where. Some companies have several domains, and intranets their own kind.
const COMPANIES: &[(Company, u32)] = &[
    (company("Acme Media", "acme.example"), 38),
    (company("Acme Print", "print.acme.example"), 7),
    (company("North & Partners", "north.example"), 14),
    (company("Acme Labs", "labs.acme.test"), 5),
    (company("Blue Kettle Studio", "bluekettle.test"), 4),
    (company("Orrery Instruments", "orrery.example"), 4),
    (company("Tarn Valley Clinic", "tarnvalley.example"), 4),
    (company("Brückner & Söhne KG", "brueckner-soehne.example"), 4),
    (company("Stadtwerke Seefurt", "seefurt.test"), 3),
    (company("Quillfeather Insurance plc", "quillfeather.example"), 3),
    (company("Joint Office for Harbour Safety, Weather Reporting and Tide Tables (Northern Districts)", "tides.north.example"), 2),
    (company("Acme Warehouse", "lager.internal"), 5),
    (company("Acme IT", "corp.acme.internal"), 4),
    (company("Werk 3", "werk3.local"), 2),
    (company("Night Desk", "intranet.local"), 1),
];

const fn company(name: &'static str, domain: &'static str) -> Company {
    Company { name, domain }
}

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
    ["Elektronikerin für Betriebstechnik", "Elektroniker für Betriebstechnik"],
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
    ["Stellv. Leiterin Qualitätssicherung", "Stellv. Leiter Qualitätssicherung"],
    ["Übersetzerin", "Übersetzer"],
    ["Veranstaltungskauffrau", "Veranstaltungskaufmann"],
    ["Verwaltungsfachangestellte", "Verwaltungsfachangestellter"],
    ["Werkstudentin", "Werkstudent"],
];
