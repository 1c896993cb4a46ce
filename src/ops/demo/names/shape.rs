//! Putting a name together from the tables, and splitting it over the two fields.

use super::{Culture, Dice, Names};

/// How a name is put together and split over the two fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Plain,
    /// "John Q."
    Initial,
    /// Two given names with this between: "Anna-Lena".
    TwoGiven(&'static str),
    /// Two family names with this between: "García Márquez".
    TwoFamilies(&'static str),
    /// A second name from this table: "Анна Сергеевна".
    Middle([Names; 2]),
    /// The same said before the given one: "Văn Minh".
    MiddleBefore([Names; 2]),
    /// A foreign first name from this table, the rest in Latin letters: "Grace Chen".
    Borrowed([Names; 2]),
    /// All in Latin letters.
    Romanised,
    /// Written without a gap, family first, all in the first field: "王小明".
    Unsplit,
    GivenOnly,
    FamilyOnly,
    /// "Jr.", "III".
    Suffixed,
    /// "Claire DUPONT".
    Capitals,
    /// "tom baker", as typed in a hurry.
    Lowercase,
    /// Name after name, 60 letters at least, this before the last: " y ".
    Chain(&'static str),
}

/// A made-up name, and the two words of it an e-mail address is made from.
pub struct Naming {
    pub first: String,
    pub last: String,
    pub given: &'static str,
    pub family: &'static str,
}

/// How other alphabets reach an international directory: mostly as they are, often transcribed.
pub const OWN_SCRIPT: &[(Shape, u32)] = &[(Shape::Plain, 78), (Shape::Romanised, 20), (Shape::GivenOnly, 1), (Shape::FamilyOnly, 1)];

impl Culture {
    /// Names one person; `gender` is 0 or 1, as in the tables.
    pub fn name_someone(&self, dice: &mut Dice, gender: usize) -> Naming {
        let (one, other) = dice.pick_two(self.given[gender]);
        let (house, second_house) = dice.pick_two(self.family[gender]);
        let mut named = Naming { first: one.0.into(), last: house.0.into(), given: one.1, family: house.1 };
        match dice.weigh(self.shapes, |shape| shape.1).0 {
            Shape::Plain => {}
            Shape::Initial => {
                named.first.push(' ');
                named.first.extend(other.0.chars().next());
                named.first.push('.');
            }
            Shape::TwoGiven(between) => append(&mut named.first, between, other.0),
            Shape::TwoFamilies(between) => append(&mut named.last, between, second_house.0),
            Shape::Middle(table) => append(&mut named.first, " ", dice.pick(table[gender]).0),
            Shape::MiddleBefore(table) => {
                named.first = [dice.pick(table[gender]).0, one.0].join(" ");
            }
            Shape::Borrowed(table) => {
                let foreign = dice.pick(table[gender]);
                named.first = foreign.0.into();
                named.given = foreign.1;
                named.last = house.1.into();
            }
            Shape::Romanised => {
                named.first = one.1.into();
                named.last = house.1.into();
            }
            Shape::Unsplit => {
                named.first = [house.0, one.0].concat();
                named.last.clear();
            }
            Shape::GivenOnly => {
                named.last.clear();
                named.family = "";
            }
            Shape::FamilyOnly => {
                named.first.clear();
                named.given = "";
            }
            Shape::Suffixed => {
                append(&mut named.last, " ", dice.pick::<&str>(&["Jr.", "Sr.", "III", "PhD", "MBE"]));
            }
            Shape::Capitals => named.last = named.last.to_uppercase(),
            Shape::Lowercase => {
                named.first = named.first.to_lowercase();
                named.last = named.last.to_lowercase();
            }
            Shape::Chain(before_last) => {
                append(&mut named.first, " ", other.0);
                append(&mut named.last, " ", second_house.0);
                let last = dice.pick(self.family[gender]).0;
                let room = 60 - last.chars().count() - before_last.len();
                while letters(&named) < room {
                    let more = dice.pick(self.family[gender]).0;
                    if more != last && !named.last.contains(more) {
                        append(&mut named.last, " ", more);
                    }
                }
                append(&mut named.last, before_last, last);
            }
        }
        named
    }
}

fn letters(named: &Naming) -> usize {
    named.first.chars().chain(named.last.chars()).count()
}

fn append(to: &mut String, between: &str, more: &str) {
    to.push_str(between);
    to.push_str(more);
}
