//! Names of India, Bangladesh, Sri Lanka, Thailand, Myanmar and Indonesia.

use super::shape::OWN_SCRIPT;
use super::{Company, Culture, Names, Place, Shape};

const HINDI_MIDDLE: [Names; 2] =
    [roman!["कुमारी" "Kumari", "देवी" "Devi", "रानी" "Rani"], roman!["कुमार" "Kumar", "प्रसाद" "Prasad", "सिंह" "Singh", "नाथ" "Nath"]];

const HINDI_FAMILY: Names = roman![
    "अग्निहोत्री" "Agnihotri", "उपाध्याय" "Upadhyay", "कुलकर्णी" "Kulkarni", "खन्ना" "Khanna", "गुप्ता" "Gupta", "चौहान" "Chauhan",
    "जोशी" "Joshi", "ठाकुर" "Thakur", "त्रिवेदी" "Trivedi", "देशमुख" "Deshmukh", "पाण्डेय" "Pandey", "बत्रा" "Batra", "भट्ट" "Bhatt",
    "मिश्रा" "Mishra", "यादव" "Yadav", "राव" "Rao", "वर्मा" "Verma", "शर्मा" "Sharma", "श्रीवास्तव" "Shrivastava", "सेठ" "Seth",
];

pub const HINDI: Culture = Culture {
    name: "Hindi",
    share: 44,
    given: [
        roman![
            "अनीता" "Anita", "आरती" "Aarti", "इन्दु" "Indu", "कविता" "Kavita", "गायत्री" "Gayatri", "ज्योति" "Jyoti", "दीपिका" "Deepika",
            "नेहा" "Neha", "पूजा" "Pooja", "प्रिया" "Priya", "मीरा" "Meera", "रश्मि" "Rashmi", "लक्ष्मी" "Lakshmi", "शकुन्तला" "Shakuntala",
            "सुषमा" "Sushma", "हेमा" "Hema",
        ],
        roman![
            "अर्जुन" "Arjun", "आदित्य" "Aditya", "ईशान" "Ishaan", "ओम" "Om", "कृष्ण" "Krishna", "गौरव" "Gaurav", "देवेन्द्र" "Devendra",
            "नितिन" "Nitin", "प्रकाश" "Prakash", "बृजेश" "Brijesh", "मोहन" "Mohan", "राहुल" "Rahul", "विक्रम" "Vikram",
            "शैलेश" "Shailesh", "सञ्जय" "Sanjay", "हर्ष" "Harsh",
        ],
    ],
    family: [HINDI_FAMILY, HINDI_FAMILY],
    shapes: &[(Shape::Plain, 46), (Shape::Middle(HINDI_MIDDLE), 12), (Shape::Romanised, 38), (Shape::GivenOnly, 4)],
    places: places![
        "नई दिल्ली" "Asia/Kolkata" "+91 11 000 0####",
        "मुंबई" "Asia/Kolkata" "+91 22 000 0####",
        "Bengaluru" "Asia/Kolkata" "+91 80 000 0####",
        "काठमाडौँ" "Asia/Kathmandu" "+977 1 000 ####",
    ],
    house: Company { name: "नीलगगन प्रकाशन", domain: "neelgagan.example" },
    about: &["शुक्रवार को घर से काम।", "हिन्दी, English और थोड़ी Deutsch।"],
};

const BENGALI_FAMILY: Names = roman![
    "আহমেদ" "Ahmed", "ইসলাম" "Islam", "ঘোষ" "Ghosh", "চট্টোপাধ্যায়" "Chattopadhyay", "চৌধুরী" "Chowdhury", "দত্ত" "Dutta",
    "বন্দ্যোপাধ্যায়" "Bandyopadhyay", "বসু" "Bose", "ভট্টাচার্য" "Bhattacharya", "মণ্ডল" "Mondal", "মুখোপাধ্যায়" "Mukhopadhyay",
    "রহমান" "Rahman", "রায়" "Ray", "সরকার" "Sarkar", "সেনগুপ্ত" "Sengupta", "হোসেন" "Hossain",
];

pub const BENGALI: Culture = Culture {
    name: "Bengali",
    share: 30,
    given: [
        roman![
            "অপর্ণা" "Aparna", "ইন্দ্রাণী" "Indrani", "কুসুম" "Kusum", "চন্দ্রিমা" "Chandrima", "জয়া" "Jaya", "তানজিনা" "Tanzina",
            "নাসরিন" "Nasrin", "ফারজানা" "Farzana", "মৌসুমী" "Moushumi", "রোকেয়া" "Rokeya", "শর্মিষ্ঠা" "Sharmistha", "সুমাইয়া" "Sumaiya",
        ],
        roman![
            "অনির্বাণ" "Anirban", "আরিফ" "Arif", "ইমরান" "Imran", "কৌশিক" "Koushik", "জাহিদ" "Zahid", "তন্ময়" "Tanmoy", "দেবাশিস" "Debashis",
            "ফয়সাল" "Faisal", "মিঠুন" "Mithun", "রফিকুল" "Rafiqul", "শুভঙ্কর" "Shubhankar", "সৌরভ" "Sourav",
        ],
    ],
    family: [BENGALI_FAMILY, BENGALI_FAMILY],
    shapes: OWN_SCRIPT,
    places: places![
        "ঢাকা" "Asia/Dhaka" "+880 2 000 0####",
        "কলকাতা" "Asia/Kolkata" "+91 33 000 0####",
        "Sylhet" "Asia/Dhaka" "+880 821 000 ###",
    ],
    house: Company { name: "পদ্মা তথ্যসেবা", domain: "padma.test" },
    about: &["শুক্রবার বাড়ি থেকে কাজ করি।", "যেকোনো প্রশ্ন থাকলে লিখুন।"],
};

const TAMIL_FATHER: Names = roman![
    "அருணாசலம்" "Arunachalam", "இராமசாமி" "Ramasamy", "கந்தசாமி" "Kandasamy", "கிருஷ்ணமூர்த்தி" "Krishnamurthy",
    "சுப்பிரமணியம்" "Subramaniam", "செல்வராஜ்" "Selvaraj", "நடராஜன்" "Natarajan", "பாலசுப்பிரமணியம்" "Balasubramaniam",
    "முருகேசன்" "Murugesan", "வேலாயுதம்" "Velayutham",
];

pub const TAMIL: Culture = Culture {
    name: "Tamil",
    share: 20,
    given: [
        roman![
            "அமுதா" "Amutha", "இந்திரா" "Indira", "கயல்விழி" "Kayalvizhi", "சுமதி" "Sumathi", "தமிழ்ச்செல்வி" "Tamilselvi",
            "நந்தினி" "Nandhini", "பூங்கோதை" "Poongothai", "மலர்" "Malar", "யாழினி" "Yazhini", "வள்ளி" "Valli",
        ],
        roman![
            "அரவிந்த்" "Aravind", "இளங்கோ" "Ilango", "கதிர்" "Kathir", "சேரன்" "Cheran", "தினேஷ்" "Dinesh", "நவீன்" "Naveen",
            "பிரபு" "Prabhu", "மணி" "Mani", "ரகு" "Raghu", "விக்னேஷ்" "Vignesh",
        ],
    ],
    family: [TAMIL_FATHER, TAMIL_FATHER],
    shapes: &[(Shape::Plain, 50), (Shape::Romanised, 40), (Shape::GivenOnly, 10)],
    places: places![
        "சென்னை" "Asia/Kolkata" "+91 44 000 0####",
        "யாழ்ப்பாணம்" "Asia/Colombo" "+94 21 000 ####",
        "Singapore" "Asia/Singapore" "+65 0000 ####",
    ],
    house: Company { name: "கடலோரம் மென்பொருள்", domain: "kadaloram.example" },
    about: &["வெள்ளிக்கிழமைகளில் வீட்டிலிருந்து வேலை."],
};

const THAI_FAMILY: Names = roman![
    "กิตติวัฒน์" "Kittiwat", "แก้วมณี" "Kaewmanee", "จันทร์เพ็ญ" "Chanpen", "ชัยสวัสดิ์" "Chaisawat", "ทองดี" "Thongdee",
    "ธรรมรงค์ศักดิ์" "Thammarongsak", "บุญมาก" "Boonmak", "พงษ์ไพบูลย์" "Pongpaiboon", "รัตนโกสุม" "Rattanakosum",
    "วงศ์สุวรรณ" "Wongsuwan", "ศรีสุข" "Srisuk", "อ่อนละมัย" "Onlamai",
];

pub const THAI: Culture = Culture {
    name: "Thai",
    share: 24,
    given: [
        roman![
            "กนกวรรณ" "Kanokwan", "จิราภรณ์" "Jiraporn", "ดวงใจ" "Duangjai", "นภัสสร" "Napatsorn", "ปิยะดา" "Piyada",
            "พิมพ์ชนก" "Pimchanok", "มะลิ" "Mali", "รัชนี" "Ratchanee", "ศิริพร" "Siriporn", "อรทัย" "Orathai",
        ],
        roman![
            "กฤษณะ" "Kritsana", "ชาญชัย" "Chanchai", "ณัฐพล" "Nattapon", "ธนากร" "Thanakorn", "ประเสริฐ" "Prasert",
            "ภูมิ" "Phum", "วิชัย" "Wichai", "สมชาย" "Somchai", "สุรศักดิ์" "Surasak", "อนุชา" "Anucha",
        ],
    ],
    family: [THAI_FAMILY, THAI_FAMILY],
    shapes: OWN_SCRIPT,
    places: places![
        "กรุงเทพมหานคร" "Asia/Bangkok" "+66 0 000 ####",
        "เชียงใหม่" "Asia/Bangkok" "+66 00 000 ###",
        "Vientiane" "Asia/Vientiane" "+856 21 000 ###",
    ],
    house: Company { name: "บริษัท ดอกบัวดิจิทัล จำกัด", domain: "dokbua.example" },
    about: &["ทำงานจากที่บ้านทุกวันศุกร์", "สอบถามได้ทุกเวลา"],
};

const BURMESE_LATER_SYLLABLES: Names = roman![
    "ဇော်မင်း" "Zaw Min", "ဝင်းထွန်း" "Win Tun", "သန်းအေး" "Than Aye", "မြင့်ဦး" "Myint Oo", "လှိုင်" "Hlaing", "စန်းဝင်း" "San Win",
];

/// No family names at all: the second field holds whatever a form made of the rest.
pub const BURMESE: Culture = Culture {
    name: "Burmese",
    share: 8,
    given: [
        roman![
            "ခင်မေ" "Khin May", "နှင်းဝေ" "Hnin Wai", "မြ" "Mya", "သန္တာ" "Thandar", "စုစု" "Su Su", "ယမင်း" "Yamin",
        ],
        roman![
            "အောင်အောင်" "Aung Aung", "ကိုကို" "Ko Ko", "မျိုးသူ" "Myo Thu", "ဇော်" "Zaw", "သိန်း" "Thein", "ဖြိုး" "Phyo",
        ],
    ],
    family: [BURMESE_LATER_SYLLABLES, BURMESE_LATER_SYLLABLES],
    shapes: &[(Shape::Plain, 30), (Shape::GivenOnly, 40), (Shape::Romanised, 30)],
    places: places![
        "ရန်ကုန်" "Asia/Yangon" "+95 1 000 ####",
        "Mandalay" "Asia/Yangon" "+95 2 000 ####",
    ],
    house: Company { name: "ရွှေကြာ စာအုပ်တိုက်", domain: "shwekya.test" },
    about: &["သောကြာနေ့တွင် အိမ်မှ အလုပ်လုပ်သည်။"],
};

const INDONESIAN_SECOND: Names = latin![
    "Abdurrachman" "Anggraeni" "Ekaputra" "Gunawan" "Halim" "Hidayat" "Kusumawardhani" "Lestari" "Nasution" "O" "Pangestu"
    "Ramadhan" "Sastrowardoyo" "Setiawan" "Simanjuntak" "Surya" "Tjokrodipo" "Wibowo"
];

pub const INDONESIAN: Culture = Culture {
    name: "Indonesian",
    share: 28,
    given: [
        latin!["Ayu" "Bulan" "Citra" "Dewi" "Fitri" "Indah" "Kartika" "Mawar" "Ni Luh" "Putri" "Ratna" "Siti" "Wulan" "Yanti"],
        latin!["Agus" "Bambang" "Budi" "Dwi" "Eko" "Gede" "Hartono" "Joko" "Ketut" "Made" "Prasetyo" "Slamet" "Wayan" "Yudhi"],
    ],
    family: [INDONESIAN_SECOND, INDONESIAN_SECOND],
    shapes: &[(Shape::Plain, 50), (Shape::GivenOnly, 34), (Shape::TwoGiven(" "), 14), (Shape::FamilyOnly, 2)],
    places: places![
        "Jakarta" "Asia/Jakarta" "+62 21 000 0####",
        "Denpasar" "Asia/Makassar" "+62 361 000 ###",
        "Kuala Lumpur" "Asia/Kuala_Lumpur" "+60 3 0000 ####",
    ],
    house: Company { name: "PT Kabut Pagi", domain: "kabutpagi.example" },
    about: &["Hari Jumat bekerja dari rumah.", "Silakan tanya kapan saja."],
};
