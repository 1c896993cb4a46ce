//! Names of Ethiopia, Nigeria and East Africa.

use super::{Company, Culture, Names, Place, Shape};

/// An Ethiopian's second name is the father's first one.
const AMHARIC_FATHER: Names = roman![
    "ዓለሙ" "Alemu", "በቀለ" "Bekele", "ደሳለኝ" "Desalegn", "ገብረ መድኅን" "Gebremedhin", "ኃይሌ" "Haile", "ከበደ" "Kebede", "መኮንን" "Mekonnen",
    "ታደሰ" "Tadesse", "ተስፋዬ" "Tesfaye", "ወልደ ማርያም" "Woldemariam", "ዘውዴ" "Zewde", "ጌታቸው" "Getachew",
];

pub const AMHARIC: Culture = Culture {
    name: "Amharic",
    share: 18,
    given: [
        roman![
            "አበባ" "Abeba", "አስቴር" "Aster", "ብርሃኔ" "Birhane", "እመቤት" "Emebet", "ሀና" "Hanna", "ሕይወት" "Hiwot", "መሠረት" "Meseret",
            "ሰላም" "Selam", "ጽጌ" "Tsige", "ወርቅነሽ" "Worknesh", "ዘነበች" "Zenebech",
        ],
        roman![
            "አበበ" "Abebe", "ቢንያም" "Binyam", "ዳዊት" "Dawit", "ፍቃዱ" "Fikadu", "ግርማ" "Girma", "ካሳ" "Kassa", "ለማ" "Lemma", "ሙሉጌታ" "Mulugeta",
            "ሰሎሞን" "Solomon", "ዮሐንስ" "Yohannes", "ጥላሁን" "Tilahun",
        ],
    ],
    family: [AMHARIC_FATHER, AMHARIC_FATHER],
    shapes: &[(Shape::Plain, 70), (Shape::Romanised, 20), (Shape::TwoFamilies(" "), 4), (Shape::GivenOnly, 6)],
    places: places![
        "አዲስ አበባ" "Africa/Addis_Ababa" "+251 11 000 ####",
        "ባሕር ዳር" "Africa/Addis_Ababa" "+251 58 000 ####",
        "Asmara" "Africa/Asmara" "+291 1 000 ###",
    ],
    house: Company { name: "ጣና ማተሚያ ቤት", domain: "tana.test" },
    about: &["ዓርብ ከቤት እሠራለሁ።", "ሰላም! በማንኛውም ሰዓት ጻፉልኝ።"],
};

const YORUBA_FAMILY: Names = roman![
    "Abara" "Abara", "Adébáyọ̀" "Adebayo", "Ajíbádé" "Ajibade", "Akíntọ́lá" "Akintola", "Àlàbí" "Alabi", "Balógun" "Balogun",
    "Ẹ̀gbẹ́dá" "Egbeda", "Ezenwa" "Ezenwa", "Mohammed" "Mohammed", "Nwọkọlọ" "Nwokolo", "Ọládípọ̀" "Oladipo", "Ọkáfọ̀" "Okafor",
    "Olúwọlé" "Oluwole", "Ọ̀ṣúnkẹ́yẹ" "Osunkeye", "Ṣówándé" "Sowande", "Usman" "Usman",
];

pub const YORUBA: Culture = Culture {
    name: "Yoruba",
    share: 26,
    given: [
        roman![
            "Abíọ́lá" "Abiola", "Adaeze" "Adaeze", "Bọ́lánlé" "Bolanle", "Chimamaka" "Chimamaka", "Fẹ́mi" "Femi", "Fọláṣadé" "Folasade",
            "Hauwa" "Hauwa", "Ìyábọ̀" "Iyabo", "Ngọzi" "Ngozi", "Olúwaṣeun" "Oluwaseun", "Títílayọ̀" "Titilayo", "Yétúndé" "Yetunde",
        ],
        roman![
            "Adéwálé" "Adewale", "Bàbátúndé" "Babatunde", "Chukwuemeka" "Chukwuemeka", "Dàpọ̀" "Dapo", "Ifẹ́anyí" "Ifeanyi",
            "Káyọ̀dé" "Kayode", "Musa" "Musa", "Olú" "Olu", "Ọbíọ́ra" "Obiora", "Ṣẹ́gun" "Segun", "Táíwò" "Taiwo", "Yakubu" "Yakubu",
        ],
    ],
    family: [YORUBA_FAMILY, YORUBA_FAMILY],
    shapes: &[(Shape::Plain, 60), (Shape::Romanised, 26), (Shape::TwoFamilies("-"), 6), (Shape::Initial, 6), (Shape::GivenOnly, 2)],
    places: places![
        "Lagos" "Africa/Lagos" "+234 1 000 ####",
        "Ìbàdàn" "Africa/Lagos" "+234 2 000 ####",
        "Accra" "Africa/Accra" "+233 30 000 ####",
    ],
    house: Company { name: "Àjọṣe Press", domain: "ajose.example" },
    about: &["Ilé ni mo ti ń ṣiṣẹ́ ní ọjọ́ Ẹtì.", "Leads the Lagos reading group."],
};

const SWAHILI_FAMILY: Names = latin![
    "Achieng" "Dlamini" "Githinji" "Juma" "Kamau" "Kariuki" "Kiprono" "Mokoena" "Mwangi" "Ndung'u" "Ng'ang'a" "Njoroge" "Nkosi"
    "Ochieng" "Odhiambo" "Omondi" "Otieno" "Said" "Shabani" "Wafula"
];

pub const SWAHILI: Culture = Culture {
    name: "Swahili",
    share: 22,
    given: [
        latin!["Akinyi" "Amina" "Faith" "Imani" "Makena" "Naledi" "Neema" "Nomvula" "Rehema" "Thandiwe" "Wanjiru" "Zawadi"],
        latin!["Baraka" "Daudi" "Hamisi" "Jabari" "Kagiso" "Kiptoo" "Mutua" "Onyango" "Rashidi" "Sipho" "Thabo" "Yusuf"],
    ],
    family: [SWAHILI_FAMILY, SWAHILI_FAMILY],
    shapes: &[(Shape::Plain, 84), (Shape::TwoGiven(" "), 8), (Shape::TwoFamilies("-"), 4), (Shape::GivenOnly, 4)],
    places: places![
        "Nairobi" "Africa/Nairobi" "+254 20 000 ####",
        "Dar es Salaam" "Africa/Dar_es_Salaam" "+255 22 000 ####",
        "Johannesburg" "Africa/Johannesburg" "+27 11 000 ####",
    ],
    house: Company { name: "Bahari Bora", domain: "bahari.example" },
    about: &["Ijumaa nafanya kazi nyumbani.", "Karibu, uliza chochote."],
};
