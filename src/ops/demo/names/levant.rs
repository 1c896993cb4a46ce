//! Names written from right to left: Arabic, Persian and Hebrew.

use super::shape::OWN_SCRIPT;
use super::{Company, Culture, Names, Place, Shape};

const ARABIC_SON_OF: [Names; 2] = [
    roman![
        "بنت سعيد" "bint Saeed", "بنت عبد الله" "bint Abdullah", "بنت راشد" "bint Rashid", "بنت يوسف" "bint Yusuf",
    ],
    roman![
        "بن سعيد" "bin Saeed", "بن عبد الله" "bin Abdullah", "بن راشد" "bin Rashid", "بن يوسف" "bin Yusuf",
    ],
];

const ARABIC_FAMILY: Names = roman![
    "الأندلسي" "Al-Andalusi", "البغدادي" "Al-Baghdadi", "بن عيسى" "Ben Aissa", "التونسي" "Tounsi", "الجبوري" "Al-Jubouri",
    "حدّاد" "Haddad", "الحلبي" "Al-Halabi", "خوري" "Khoury", "الدرويش" "Darwish", "الرفاعي" "Al-Rifai", "الزهراني" "Al-Zahrani",
    "سلامة" "Salameh", "الشامي" "El-Shami", "صبّاغ" "Sabbagh", "الطيّب" "Eltayeb", "العطّار" "Al-Attar", "غانم" "Ghanem",
    "فرنسيس" "Francis", "القاسمي" "Al-Qasimi", "المصري" "El-Masry", "نجّار" "Najjar", "الهاشمي" "Al-Hashimi",
];

pub const ARABIC: Culture = Culture {
    name: "Arabic",
    share: 38,
    given: [
        roman![
            "آية" "Aya", "أمل" "Amal", "بثينة" "Buthaina", "جميلة" "Jamila", "حنان" "Hanan", "خديجة" "Khadija", "رانيا" "Rania",
            "زينب" "Zainab", "سلمى" "Salma", "شيماء" "Shaimaa", "ضحى" "Duha", "عائشة" "Aisha", "فاطمة الزهراء" "Fatima-Zahra",
            "لبنى" "Lubna", "مريم" "Maryam", "نور" "Noor",
        ],
        roman![
            "إبراهيم" "Ibrahim", "أحمد" "Ahmad", "بلال" "Bilal", "تامر" "Tamer", "جعفر" "Jaafar", "حسن" "Hassan",
            "خالد" "Khaled", "رؤوف" "Raouf", "زياد" "Ziad", "سامي" "Sami", "طارق" "Tariq", "عبد الرحمن" "Abdulrahman",
            "عمر" "Omar", "كريم" "Karim", "محمد" "Mohammed", "يوسف" "Youssef",
        ],
    ],
    family: [ARABIC_FAMILY, ARABIC_FAMILY],
    shapes: &[
        (Shape::Plain, 58),
        (Shape::Middle(ARABIC_SON_OF), 14),
        (Shape::Romanised, 24),
        (Shape::GivenOnly, 3),
        (Shape::FamilyOnly, 1),
    ],
    places: places![
        "القاهرة" "Africa/Cairo" "+20 2 0000 ####",
        "بيروت" "Asia/Beirut" "+961 1 000 ###",
        "الرباط" "Africa/Casablanca" "+212 000 00 ## ##",
        "Dubai" "Asia/Dubai" "+971 4 000 ####",
        "Amman" "Asia/Amman" "+962 6 000 ####",
    ],
    house: Company { name: "شركة الواحة للنشر", domain: "alwaha.example" },
    about: &["أعمل من المنزل يوم الأحد.", "يمكن مراسلتي بالعربية أو الإنجليزية (EN)."],
};

const PERSIAN_FAMILY: Names = roman![
    "اصفهانی" "Esfahani", "بهرامی" "Bahrami", "پناهی" "Panahi", "تهرانی" "Tehrani", "چراغی" "Cheraghi", "حسین‌زاده" "Hosseinzadeh",
    "رستمی" "Rostami", "ژاله‌پور" "Zhalehpour", "کاویانی" "Kaviani", "گلستانی" "Golestani", "میرزایی" "Mirzaei",
    "یزدان‌پناه" "Yazdanpanah",
];

pub const PERSIAN: Culture = Culture {
    name: "Persian",
    share: 18,
    given: [
        roman![
            "آناهیتا" "Anahita", "پریسا" "Parisa", "ژاله" "Zhaleh", "سپیده" "Sepideh", "شیرین" "Shirin", "گلناز" "Golnaz",
            "ماه‌منیر" "Mahmonir", "نسرین" "Nasrin", "هما" "Homa", "یاسمن" "Yasaman",
        ],
        roman![
            "آرش" "Arash", "بهروز" "Behrouz", "پویا" "Pouya", "چنگیز" "Changiz", "داریوش" "Dariush", "سهراب" "Sohrab",
            "علی‌رضا" "Alireza", "کیوان" "Keyvan", "گودرز" "Goudarz", "مهدی" "Mehdi",
        ],
    ],
    family: [PERSIAN_FAMILY, PERSIAN_FAMILY],
    shapes: OWN_SCRIPT,
    places: places![
        "تهران" "Asia/Tehran" "+98 21 0000 ####",
        "کابل" "Asia/Kabul" "+93 20 000 ####",
        "Shiraz" "Asia/Tehran" "+98 71 0000 ####",
    ],
    house: Company { name: "کتاب‌خانهٔ سپیدار", domain: "sepidar.example" },
    about: &["پنج‌شنبه‌ها از خانه کار می‌کنم."],
};

const HEBREW_FAMILY: Names = roman![
    "אברהמי" "Avrahami", "בן־דוד" "Ben-David", "ברקוביץ׳" "Berkovich", "גולן" "Golan", "דגן" "Dagan", "הלוי" "Halevi", "זהבי" "Zahavi",
    "חזן" "Hazan", "כהן" "Cohen", "לוי" "Levi", "מזרחי" "Mizrahi", "נחמני" "Nahmani", "פרץ" "Peretz", "צ׳רניאק" "Cherniak",
    "קדוש" "Kadosh", "רוזן" "Rosen", "שפירא" "Shapira", "תירוש" "Tirosh",
];

pub const HEBREW: Culture = Culture {
    name: "Hebrew",
    share: 20,
    given: [
        roman![
            "אביגיל" "Avigail", "בת־שבע" "Bat-Sheva", "דפנה" "Dafna", "הדס" "Hadas", "חנה" "Hanna", "יעל" "Yael", "לאה" "Lea",
            "מיכל" "Michal", "נועה" "Noa", "רבקה" "Rivka", "שירה" "Shira", "תמר" "Tamar",
        ],
        roman![
            "אורי" "Uri", "בועז" "Boaz", "גיא" "Guy", "דוד" "David", "זאב" "Zeev", "חיים" "Haim", "יונתן" "Yonatan", "נדב" "Nadav",
            "עמוס" "Amos", "צבי" "Zvi", "רון" "Ron", "שמואל" "Shmuel",
        ],
    ],
    family: [HEBREW_FAMILY, HEBREW_FAMILY],
    shapes: &[(Shape::Plain, 70), (Shape::Romanised, 22), (Shape::TwoFamilies("־"), 5), (Shape::TwoGiven(" "), 3)],
    places: places![
        "תל אביב" "Asia/Jerusalem" "+972 3 000 ####",
        "חיפה" "Asia/Jerusalem" "+972 4 000 ####",
        "Jerusalem" "Asia/Jerusalem" "+972 2 000 ####",
    ],
    house: Company { name: "מגדלור בע״מ", domain: "migdalor.example" },
    about: &["ביום חמישי בעבודה מהבית.", "שאלות? בשמחה, עד 10:00."],
};
