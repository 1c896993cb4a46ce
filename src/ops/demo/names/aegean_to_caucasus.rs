//! Names in the Greek, Cyrillic, Armenian and Georgian alphabets.

use super::shape::OWN_SCRIPT;
use super::{Company, Culture, Names, Place, Shape};

pub const GREEK: Culture = Culture {
    name: "Greek",
    share: 26,
    given: [
        roman![
            "Αθηνά" "Athina", "Βασιλική" "Vasiliki", "Γεωργία" "Georgia", "Δέσποινα" "Despina", "Ελένη" "Eleni", "Ζωή" "Zoi",
            "Ιφιγένεια" "Ifigeneia", "Κατερίνα" "Katerina", "Μυρτώ" "Myrto", "Ξένια" "Xenia", "Πηνελόπη" "Pinelopi",
            "Σοφία" "Sofia", "Χρυσούλα" "Chrysoula", "Αΐντα" "Aida",
        ],
        roman![
            "Αλέξανδρος" "Alexandros", "Γιώργος" "Giorgos", "Δημήτρης" "Dimitris", "Ευάγγελος" "Evangelos", "Θανάσης" "Thanasis",
            "Κωνσταντίνος" "Konstantinos", "Λεωνίδας" "Leonidas", "Μιχάλης" "Michalis", "Νίκος" "Nikos", "Οδυσσέας" "Odysseas",
            "Παναγιώτης" "Panagiotis", "Σπύρος" "Spyros", "Φώτης" "Fotis", "Χρήστος" "Christos",
        ],
    ],
    family: [
        roman![
            "Αγγέλου" "Angelou", "Βλάχου" "Vlachou", "Γεωργιάδου" "Georgiadou", "Δημητρίου" "Dimitriou", "Ζαχαρίου" "Zachariou",
            "Καραγιάννη" "Karagianni", "Κωστοπούλου" "Kostopoulou", "Μακρή" "Makri", "Οικονόμου" "Oikonomou",
            "Παπαδοπούλου" "Papadopoulou", "Ρήγα" "Riga", "Σταματοπούλου" "Stamatopoulou", "Τσιτσάνη" "Tsitsani", "Ψαρρά" "Psarra",
        ],
        roman![
            "Αγγέλου" "Angelou", "Βλάχος" "Vlachos", "Γεωργιάδης" "Georgiadis", "Δημητρίου" "Dimitriou", "Ζαχαρίου" "Zachariou",
            "Καραγιάννης" "Karagiannis", "Κωστόπουλος" "Kostopoulos", "Μακρής" "Makris", "Οικονόμου" "Oikonomou",
            "Παπαδόπουλος" "Papadopoulos", "Ρήγας" "Rigas", "Σταματόπουλος" "Stamatopoulos", "Τσιτσάνης" "Tsitsanis",
            "Ψαρράς" "Psarras",
        ],
    ],
    shapes: &[(Shape::Plain, 72), (Shape::Romanised, 20), (Shape::TwoFamilies("-"), 5), (Shape::GivenOnly, 2), (Shape::FamilyOnly, 1)],
    places: places![
        "Αθήνα" "Europe/Athens" "+30 210 000 ####",
        "Θεσσαλονίκη" "Europe/Athens" "+30 2310 000 ###",
        "Λευκωσία" "Asia/Nicosia" "+357 00 000 ###",
    ],
    house: Company { name: "Μελτέμι Α.Ε.", domain: "meltemi.example" },
    about: &["Την Παρασκευή δουλεύω από το σπίτι.", "Για απορίες, πείτε μου πριν τις δέκα."],
};

const RUSSIAN_PATRONYMIC: [Names; 2] = [
    roman![
        "Андреевна" "Andreevna", "Борисовна" "Borisovna", "Викторовна" "Viktorovna", "Игоревна" "Igorevna",
        "Олеговна" "Olegovna", "Сергеевна" "Sergeevna",
    ],
    roman![
        "Андреевич" "Andreevich", "Борисович" "Borisovich", "Викторович" "Viktorovich", "Игоревич" "Igorevich",
        "Олегович" "Olegovich", "Сергеевич" "Sergeevich",
    ],
];

pub const RUSSIAN: Culture = Culture {
    name: "Russian",
    share: 34,
    given: [
        roman![
            "Алёна" "Alyona", "Вера" "Vera", "Галина" "Galina", "Дарья" "Darya", "Екатерина" "Ekaterina", "Жанна" "Zhanna",
            "Зоя" "Zoya", "Ксения" "Ksenia", "Людмила" "Lyudmila", "Надежда" "Nadezhda", "Ольга" "Olga", "Софья" "Sofya",
            "Татьяна" "Tatyana", "Юлия" "Yulia",
        ],
        roman![
            "Алексей" "Alexey", "Борис" "Boris", "Вячеслав" "Vyacheslav", "Григорий" "Grigory", "Евгений" "Evgeny",
            "Игорь" "Igor", "Константин" "Konstantin", "Лев" "Lev", "Мстислав" "Mstislav", "Николай" "Nikolay",
            "Пётр" "Pyotr", "Семён" "Semyon", "Фёдор" "Fyodor", "Юрий" "Yury",
        ],
    ],
    family: [
        roman![
            "Белова" "Belova", "Воробьёва" "Vorobyova", "Гусева" "Guseva", "Ершова" "Ershova", "Зайцева" "Zaytseva",
            "Кузнецова" "Kuznetsova", "Лебедева" "Lebedeva", "Островская" "Ostrovskaya", "Рябинина" "Ryabinina",
            "Соловьёва" "Solovyova", "Ушакова" "Ushakova", "Хрящева" "Khryashcheva", "Цветкова" "Tsvetkova",
            "Шевчук" "Shevchuk", "Щукина" "Shchukina", "Ю" "Yu",
        ],
        roman![
            "Белов" "Belov", "Воробьёв" "Vorobyov", "Гусев" "Gusev", "Ершов" "Ershov", "Зайцев" "Zaytsev",
            "Кузнецов" "Kuznetsov", "Лебедев" "Lebedev", "Островский" "Ostrovsky", "Рябинин" "Ryabinin",
            "Соловьёв" "Solovyov", "Ушаков" "Ushakov", "Хрящев" "Khryashchev", "Цветков" "Tsvetkov",
            "Шевчук" "Shevchuk", "Щукин" "Shchukin", "Ю" "Yu",
        ],
    ],
    shapes: &[
        (Shape::Plain, 46),
        (Shape::Middle(RUSSIAN_PATRONYMIC), 28),
        (Shape::Romanised, 20),
        (Shape::TwoFamilies("-"), 4),
        (Shape::GivenOnly, 2),
    ],
    places: places![
        "Алматы" "Asia/Almaty" "+7 727 000 ## ##",
        "Москва" "Europe/Moscow" "+7 495 000 ## ##",
        "Екатеринбург" "Asia/Yekaterinburg" "+7 343 000 ## ##",
        "Bishkek" "Asia/Bishkek" "+996 312 000 ###",
    ],
    house: Company { name: "ООО «Северный мост»", domain: "sevmost.example" },
    about: &["По пятницам работаю из дома.", "Звоните до обеда, пишите в любое время."],
};

pub const UKRAINIAN: Culture = Culture {
    name: "Ukrainian",
    share: 22,
    given: [
        roman![
            "Анжеліка" "Anzhelika", "Богдана" "Bohdana", "Ганна" "Hanna", "Зоряна" "Zoriana", "Іванна" "Ivanna",
            "Леся" "Lesia", "Мар'яна" "Mariana", "Оксана" "Oksana", "Соломія" "Solomiia", "Уляна" "Uliana", "Юстина" "Yustyna",
        ],
        roman![
            "Андрій" "Andrii", "Богдан" "Bohdan", "В'ячеслав" "Viacheslav", "Дем'ян" "Demian", "Євген" "Yevhen", "Ігор" "Ihor",
            "Лук'ян" "Lukian", "Микола" "Mykola", "Остап" "Ostap", "Тарас" "Taras", "Устим" "Ustym", "Ярослав" "Yaroslav",
        ],
    ],
    family: [
        roman![
            "Бондаренко" "Bondarenko", "Ґудзь" "Gudz", "Дем'яненко" "Demianenko", "Єфименко" "Yefymenko", "Журавель" "Zhuravel",
            "Їжак" "Yizhak", "Ковальська" "Kovalska", "Лисенко" "Lysenko", "Мельничук" "Melnychuk", "Солов'яненко" "Solovianenko",
            "Тищенко" "Tyshchenko", "Щербань" "Shcherban",
        ],
        roman![
            "Бондаренко" "Bondarenko", "Ґудзь" "Gudz", "Дем'яненко" "Demianenko", "Єфименко" "Yefymenko", "Журавель" "Zhuravel",
            "Їжак" "Yizhak", "Ковальський" "Kovalskyi", "Лисенко" "Lysenko", "Мельничук" "Melnychuk",
            "Солов'яненко" "Solovianenko", "Тищенко" "Tyshchenko", "Щербань" "Shcherban",
        ],
    ],
    shapes: OWN_SCRIPT,
    places: places![
        "Київ" "Europe/Kyiv" "+380 44 000 ## ##",
        "Львів" "Europe/Kyiv" "+380 32 000 ## ##",
        "Харків" "Europe/Kyiv" "+380 57 000 ## ##",
    ],
    house: Company { name: "ТОВ «Калинова Сопілка»", domain: "sopilka.example" },
    about: &["Щоп'ятниці працюю з дому.", "Пишіть, відповім того ж дня."],
};

pub const BULGARIAN: Culture = Culture {
    name: "Bulgarian",
    share: 14,
    given: [
        roman![
            "Боряна" "Boryana", "Виолета" "Violeta", "Гергана" "Gergana", "Десислава" "Desislava", "Жечка" "Zhechka",
            "Йорданка" "Yordanka", "Милена" "Milena", "Росица" "Rositsa", "Цветелина" "Tsvetelina", "Яна" "Yana",
        ],
        roman![
            "Ангел" "Angel", "Божидар" "Bozhidar", "Велизар" "Velizar", "Здравко" "Zdravko",
            "Йордан" "Yordan", "Любомир" "Lyubomir", "Пламен" "Plamen", "Стоян" "Stoyan", "Цветан" "Tsvetan",
        ],
    ],
    family: [
        roman![
            "Василева" "Vasileva", "Георгиева" "Georgieva", "Димитрова" "Dimitrova", "Илиева" "Ilieva", "Колева" "Koleva",
            "Пенчева" "Pencheva", "Стоянова" "Stoyanova", "Тодорова" "Todorova", "Христова" "Hristova", "Щерева" "Shtereva",
        ],
        roman![
            "Василев" "Vasilev", "Георгиев" "Georgiev", "Димитров" "Dimitrov", "Илиев" "Iliev", "Колев" "Kolev",
            "Пенчев" "Penchev", "Стоянов" "Stoyanov", "Тодоров" "Todorov", "Христов" "Hristov", "Щерев" "Shterev",
        ],
    ],
    shapes: &[(Shape::Plain, 76), (Shape::Romanised, 18), (Shape::TwoFamilies("-"), 6)],
    places: places![
        "София" "Europe/Sofia" "+359 2 000 ####",
        "Велико Търново" "Europe/Sofia" "+359 62 000 ###",
        "Скопје" "Europe/Skopje" "+389 2 000 ####",
    ],
    house: Company { name: "Розова долина ООД", domain: "rozova.example" },
    about: &["В петък работя от вкъщи.", "Най-лесно ме намирате по телефона."],
};

const ARMENIAN_FAMILY: Names = roman![
    "Աբրահամյան" "Abrahamyan", "Բաղդասարյան" "Baghdasaryan", "Գրիգորյան" "Grigoryan", "Դավթյան" "Davtyan",
    "Խաչատրյան" "Khachatryan", "Հակոբյան" "Hakobyan", "Մկրտչյան" "Mkrtchyan", "Պետրոսյան" "Petrosyan",
    "Սարգսյան" "Sargsyan", "Տեր-Պողոսյան" "Ter-Poghosyan",
];

pub const ARMENIAN: Culture = Culture {
    name: "Armenian",
    share: 10,
    given: [
        roman![
            "Անահիտ" "Anahit", "Գայանե" "Gayane", "Լիլիթ" "Lilit", "Հասմիկ" "Hasmik", "Մարիամ" "Mariam", "Նարինե" "Narine",
            "Շուշան" "Shushan", "Սիրանուշ" "Siranush",
        ],
        roman![
            "Արամ" "Aram", "Գևորգ" "Gevorg", "Դավիթ" "Davit", "Հայկ" "Hayk", "Նարեկ" "Narek", "Տիգրան" "Tigran",
            "Վահան" "Vahan", "Րաֆֆի" "Raffi",
        ],
    ],
    family: [ARMENIAN_FAMILY, ARMENIAN_FAMILY],
    shapes: OWN_SCRIPT,
    places: places![
        "Երևան" "Asia/Yerevan" "+374 10 000 ###",
        "Gyumri" "Asia/Yerevan" "+374 312 0 0###",
    ],
    house: Company { name: "Նուռ և Որդիներ", domain: "nur.example" },
    about: &["Ուրբաթ օրերին աշխատում եմ տնից։"],
};

const GEORGIAN_FAMILY: Names = roman![
    "აბაშიძე" "Abashidze", "ბერიძე" "Beridze", "გელაშვილი" "Gelashvili", "დოლიძე" "Dolidze", "კვანტალიანი" "Kvantaliani",
    "ლომიძე" "Lomidze", "მჭედლიშვილი" "Mchedlishvili", "ჟვანია" "Zhvania", "ღლონტი" "Ghlonti", "ყიფიანი" "Qipiani",
    "წერეთელი" "Tsereteli", "ჯაფარიძე" "Japaridze",
];

pub const GEORGIAN: Culture = Culture {
    name: "Georgian",
    share: 16,
    given: [
        roman![
            "ანა" "Ana", "ეკა" "Eka", "თამარ" "Tamar", "ია" "Ia", "ლელა" "Lela", "მზია" "Mzia", "ნინო" "Nino", "სალომე" "Salome",
            "ქეთევან" "Ketevan", "ხათუნა" "Khatuna",
        ],
        roman![
            "არჩილ" "Archil", "ბექა" "Beka", "გიორგი" "Giorgi", "დავით" "Davit", "ვახტანგ" "Vakhtang", "ზურაბ" "Zurab",
            "ლაშა" "Lasha", "ოთარ" "Otar", "შოთა" "Shota", "ჯაბა" "Jaba",
        ],
    ],
    family: [GEORGIAN_FAMILY, GEORGIAN_FAMILY],
    shapes: OWN_SCRIPT,
    places: places![
        "თბილისი" "Asia/Tbilisi" "+995 32 000 ####",
        "ქუთაისი" "Asia/Tbilisi" "+995 431 00 ## ##",
    ],
    house: Company { name: "შავი ზღვის ჩაი", domain: "chai.test" },
    about: &["პარასკევს სახლიდან ვმუშაობ.", "კითხვები? მომწერეთ."],
};
