//! What is noted about the made-up people: tags, descriptions, reasons.

use super::history::Standing;
use super::{Culture, Dice};

/// None for half of all, six at most, none twice.
pub fn tags(dice: &mut Dice, language: &str) -> Vec<&'static str> {
    let from = if language == "de" { GERMAN_TAGS } else { TAGS };
    let counts = [(0, 50), (1, 22), (2, 15), (3, 9), (4, 3), (6, 1)];
    let count = dice.weigh(&counts, |one| one.1).0;
    let mut tags = Vec::new();
    for _ in 0..count {
        let tag = *dice.pick(from);
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Mostly nothing or a sentence, now and then a page.
pub fn description(dice: &mut Dice, culture: &Culture, language: &str) -> String {
    let notes = if language == "de" { GERMAN_NOTES } else { NOTES };
    let counts = [(0, 450), (1, 290), (2, 180), (3, 70), (12, 10)];
    let count = dice.weigh(&counts, |one| one.1).0;
    let between = if count > 3 { "\n" } else { " " };
    let mut text = String::new();
    for _ in 0..count {
        let from = if dice.chance(300) { culture.about } else { notes };
        let note = *dice.pick(from);
        let beginning = note.split('#').next().unwrap_or(note);
        if !text.contains(beginning) {
            text += if text.is_empty() { "" } else { between };
            text.extend(dice.fill_in(note));
        }
    }
    text
}

pub fn reason(dice: &mut Dice, status: Standing, has_role: bool) -> Option<&'static str> {
    let told = dice.chance(850);
    match status {
        Standing::Suspended if !has_role => Some(WHY_SUSPENDED_WITHOUT_ROLE),
        Standing::Suspended if told => Some(*dice.pick(WHY_SUSPENDED)),
        Standing::Archived if told => Some(*dice.pick(WHY_ARCHIVED)),
        _ => None,
    }
}

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
    "Keeps the keys to rooms #.## and #.##.",
    "Badge no. 0####, locker ##.",
    "Desk ###, second floor.",
    "Desk ###, by the window.",
    "Emergency contact on file (case ####).",
    "Joined from the summer school of 201#.",
    "Cost centre ####-##.",
    "Handles returns and complaints for the region.",
    "Shares an office with the weather team.",
    "Writes the Friday letter to subscribers.",
    "Signs for deliveries until noon.",
    "Responsible for the vans, keys in box ##.",
    "Collects ideas for the anniversary issue.",
    "In the field most days; messages are read in the evening.",
    "Speaks up for the apprentices.",
    "Prefers to be called by the second first name.",
    "Looks after licence ###-####.",
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
    "Schlüssel für die Räume #.## und #.##.",
    "Ausweis Nr. 0####, Spind ##.",
    "Platz ###, zweiter Stock.",
    "Kostenstelle ####-##.",
    "Nimmt Pakete bis zwölf Uhr an.",
    "Plant den Betriebsausflug.",
    "Verantwortlich für die Fahrzeuge, Schlüssel in Kasten ##.",
    "Meist im Außendienst, liest abends Nachrichten.",
    "Mag Grüße aus der Küche & „gute Laune“.",
    "Außer Haus am 29. Februar.",
];

const WHY_SUSPENDED: &[&str] = &[
    "Contract ended",
    "Lost laptop, account blocked until it is checked",
    "Parental leave",
    "Unpaid membership",
    "Too many failed sign-ins",
    "Sabbatical until autumn",
    "At the manager's request",
    "Auszeit bis zum Herbst",
    "Vertrag läuft aus, Verlängerung offen",
];

const WHY_SUSPENDED_WITHOUT_ROLE: &str = "Their role was deleted";

const WHY_ARCHIVED: &[&str] = &[
    "Left the company",
    "Retired",
    "Duplicate of another account",
    "Project finished",
    "Moved to the partner's own directory",
    "Never came on board",
    "Ausgeschieden",
    "Befristung abgelaufen",
];
