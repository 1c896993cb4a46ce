//! Names of China, Taiwan, Japan, Korea and Vietnam: the family name is said first, and kept in its own field all the same.

use super::{Company, Culture, Names, Place, Shape};

/// The name many give abroad, before the family name.
const ABROAD: [Names; 2] = [latin!["Amy" "Cindy" "Grace" "Joyce" "Sunny" "Vivian"], latin!["Andy" "Eric" "Jason" "Kevin" "Ray" "Vincent"]];

const CHINESE_FAMILY: Names = roman![
    "白" "Bai", "陈" "Chen", "邓" "Deng", "方" "Fang", "郭" "Guo", "何" "He", "黄" "Huang", "贾" "Jia", "李" "Li", "刘" "Liu", "吕" "Lü",
    "马" "Ma", "欧阳" "Ouyang", "钱" "Qian", "司马" "Sima", "孙" "Sun", "田" "Tian", "王" "Wang", "吴" "Wu", "夏" "Xia", "许" "Xu",
    "杨" "Yang", "于" "Yu", "张" "Zhang", "赵" "Zhao", "诸葛" "Zhuge",
];

pub const CHINESE: Culture = Culture {
    name: "Chinese",
    share: 54,
    given: [
        roman![
            "爱华" "Aihua", "冰" "Bing", "彩云" "Caiyun", "丹" "Dan", "芳" "Fang", "桂英" "Guiying", "佳怡" "Jiayi", "静" "Jing",
            "兰" "Lan", "丽娜" "Lina", "美玲" "Meiling", "若曦" "Ruoxi", "淑芬" "Shufen", "婷婷" "Tingting", "晓燕" "Xiaoyan",
            "秀兰" "Xiulan", "雪" "Xue", "雨桐" "Yutong", "子涵" "Zihan",
        ],
        roman![
            "博文" "Bowen", "超" "Chao", "大伟" "Dawei", "峰" "Feng", "国强" "Guoqiang", "浩然" "Haoran", "建国" "Jianguo",
            "俊杰" "Junjie", "磊" "Lei", "明" "Ming", "鹏" "Peng", "强" "Qiang", "涛" "Tao", "伟" "Wei", "文博" "Wenbo",
            "小明" "Xiaoming", "旭" "Xu", "宇轩" "Yuxuan", "志强" "Zhiqiang",
        ],
    ],
    family: [CHINESE_FAMILY, CHINESE_FAMILY],
    shapes: &[(Shape::Plain, 56), (Shape::Unsplit, 8), (Shape::Romanised, 24), (Shape::Borrowed(ABROAD), 11), (Shape::GivenOnly, 1)],
    places: places![
        "北京" "Asia/Shanghai" "+86 10 0000 ####",
        "上海" "Asia/Shanghai" "+86 21 0000 ####",
        "成都" "Asia/Shanghai" "+86 28 0000 ####",
        "Ürümqi" "Asia/Urumqi" "+86 991 000 ####",
    ],
    house: Company { name: "远帆科技有限公司", domain: "yuanfan.example" },
    about: &["每周五在家办公。", "有问题请随时留言，谢谢！"],
};

const TAIWANESE_FAMILY: Names = roman![
    "蔡" "Tsai", "陳" "Chen", "范姜" "Fan-Chiang", "黃" "Huang", "江" "Chiang", "葉" "Yeh", "劉" "Liu", "盧" "Lu", "蘇" "Su",
    "蕭" "Hsiao", "謝" "Hsieh", "鄭" "Cheng", "張簡" "Chang-Chien", "吳" "Ng",
];

pub const TAIWANESE: Culture = Culture {
    name: "Taiwanese",
    share: 16,
    given: [
        roman![
            "寶珠" "Pao-chu", "慧君" "Hui-chun", "嘉玲" "Chia-ling", "麗雯" "Li-wen", "雅婷" "Ya-ting", "怡君" "Yi-chun",
            "詠晴" "Wing-ching", "鳳儀" "Feng-yi",
        ],
        roman![
            "國樑" "Kuo-liang", "浩賢" "Ho-yin", "家豪" "Chia-hao", "俊傑" "Chun-chieh", "龍" "Lung", "冠宇" "Kuan-yu",
            "志明" "Chih-ming", "偉倫" "Wai-lun",
        ],
    ],
    family: [TAIWANESE_FAMILY, TAIWANESE_FAMILY],
    shapes: &[(Shape::Plain, 56), (Shape::Unsplit, 6), (Shape::Romanised, 22), (Shape::Borrowed(ABROAD), 16)],
    places: places![
        "臺北" "Asia/Taipei" "+886 2 0000 ####",
        "高雄" "Asia/Taipei" "+886 7 000 ####",
        "香港" "Asia/Hong_Kong" "+852 0000 ####",
    ],
    house: Company { name: "晨霧設計", domain: "chenwu.test" },
    about: &["星期五在家工作。", "歡迎來信。"],
};

/// `𠮷田` is the real spelling of some Yoshidas and lies beyond 16 bits.
const JAPANESE_FAMILY: Names = roman![
    "青木" "Aoki", "石川" "Ishikawa", "井" "I", "上野" "Ueno", "遠藤" "Endo", "大江" "Oe", "小笠原" "Ogasawara", "勅使河原" "Teshigawara",
    "木村" "Kimura", "工藤" "Kudo", "後藤" "Goto", "佐々木" "Sasaki", "髙橋" "Takahashi", "田中" "Tanaka", "中島" "Nakajima",
    "西村" "Nishimura", "橋本" "Hashimoto", "藤原" "Fujiwara", "松田" "Matsuda", "山﨑" "Yamazaki", "𠮷田" "Yoshida", "渡邉" "Watanabe",
];

pub const JAPANESE: Culture = Culture {
    name: "Japanese",
    share: 38,
    given: [
        roman![
            "愛" "Ai", "あかり" "Akari", "恵美子" "Emiko", "カレン" "Karen", "久美" "Kumi", "さくら" "Sakura", "純子" "Junko",
            "千尋" "Chihiro", "奈々" "Nana", "ひかる" "Hikaru", "美咲" "Misaki", "結衣" "Yui", "優花" "Yuka", "りん" "Rin",
        ],
        roman![
            "明" "Akira", "一郎" "Ichiro", "ケンジ" "Kenji", "健太" "Kenta", "浩二" "Koji", "駿" "Shun", "翔太" "Shota", "大輔" "Daisuke",
            "隆" "Takashi", "直樹" "Naoki", "秀樹" "Hideki", "誠" "Makoto", "悠斗" "Yuto", "龍之介" "Ryunosuke",
        ],
    ],
    family: [JAPANESE_FAMILY, JAPANESE_FAMILY],
    shapes: &[(Shape::Plain, 72), (Shape::Unsplit, 6), (Shape::Romanised, 20), (Shape::FamilyOnly, 2)],
    places: places![
        "東京" "Asia/Tokyo" "+81 3 0000 ####",
        "大阪市北区" "Asia/Tokyo" "+81 6 0000 ####",
        "Sapporo" "Asia/Tokyo" "+81 11 000 ####",
    ],
    house: Company { name: "株式会社みずうみ", domain: "mizuumi.example" },
    about: &["金曜日は在宅勤務です。", "ご質問はお気軽にどうぞ。"],
};

const KOREAN_FAMILY: Names = roman![
    "강" "Kang", "김" "Kim", "남궁" "Namgung", "노" "Roh", "도" "Do", "박" "Park", "배" "Bae", "서" "Seo", "선우" "Sunwoo", "신" "Shin",
    "오" "O", "유" "Yu", "이" "Yi", "임" "Lim", "정" "Jung", "조" "Cho", "최" "Choi", "한" "Han", "황보" "Hwangbo",
];

pub const KOREAN: Culture = Culture {
    name: "Korean",
    share: 30,
    given: [
        roman![
            "가은" "Ga-eun", "나연" "Na-yeon", "다은" "Da-eun", "민서" "Min-seo", "보라" "Bora", "서현" "Seo-hyun", "수빈" "Su-bin",
            "영숙" "Young-sook", "은지" "Eun-ji", "지우" "Ji-woo", "하늘" "Haneul", "혜진" "Hye-jin",
        ],
        roman![
            "건우" "Geon-woo", "대현" "Dae-hyun", "도윤" "Do-yun", "민준" "Min-jun", "상훈" "Sang-hoon", "성호" "Sung-ho",
            "영수" "Young-soo", "준" "Jun", "지훈" "Ji-hoon", "태민" "Tae-min", "현우" "Hyun-woo", "희철" "Hee-chul",
        ],
    ],
    family: [KOREAN_FAMILY, KOREAN_FAMILY],
    shapes: &[(Shape::Plain, 60), (Shape::Unsplit, 12), (Shape::Romanised, 22), (Shape::Borrowed(ABROAD), 6)],
    places: places![
        "서울" "Asia/Seoul" "+82 2 000 ####",
        "부산" "Asia/Seoul" "+82 51 000 ####",
        "Incheon" "Asia/Seoul" "+82 32 000 ####",
    ],
    house: Company { name: "달빛출판사", domain: "dalbit.test" },
    about: &["금요일에는 재택근무합니다.", "문의는 언제든지 환영합니다."],
};

const VIETNAMESE_MIDDLE: [Names; 2] =
    [roman!["Thị" "Thi", "Ngọc" "Ngoc", "Thanh" "Thanh", "Quỳnh" "Quynh"], roman!["Văn" "Van", "Đức" "Duc", "Hữu" "Huu", "Quang" "Quang"]];

const VIETNAMESE_FAMILY: Names = roman![
    "Bùi" "Bui", "Đặng" "Dang", "Đỗ" "Do", "Dương" "Duong", "Hồ" "Ho", "Huỳnh" "Huynh", "Lê" "Le", "Lý" "Ly", "Ngô" "Ngo",
    "Nguyễn" "Nguyen", "Nguyễn" "Nguyen", "Nguyễn" "Nguyen", "Ông" "Ong", "Phạm" "Pham", "Phan" "Phan", "Trần" "Tran", "Võ" "Vo",
    "Vũ" "Vu",
];

pub const VIETNAMESE: Culture = Culture {
    name: "Vietnamese",
    share: 30,
    given: [
        roman![
            "Ánh" "Anh", "Bích" "Bich", "Diệu" "Dieu", "Hạnh" "Hanh", "Hương" "Huong", "Linh" "Linh", "Mỹ" "My", "Ngân" "Ngan",
            "Phượng" "Phuong", "Thảo" "Thao", "Tuyết" "Tuyet", "Yến" "Yen", "Ý" "Y",
        ],
        roman![
            "Bảo" "Bao", "Cường" "Cuong", "Dũng" "Dung", "Đạt" "Dat", "Hiếu" "Hieu", "Khôi" "Khoi", "Lộc" "Loc", "Minh" "Minh",
            "Nghĩa" "Nghia", "Phước" "Phuoc", "Quốc" "Quoc", "Thắng" "Thang", "Tuấn" "Tuan",
        ],
    ],
    family: [VIETNAMESE_FAMILY, VIETNAMESE_FAMILY],
    shapes: &[(Shape::Plain, 46), (Shape::MiddleBefore(VIETNAMESE_MIDDLE), 38), (Shape::Romanised, 12), (Shape::GivenOnly, 4)],
    places: places![
        "Hà Nội" "Asia/Ho_Chi_Minh" "+84 24 0000 ####",
        "Đà Nẵng" "Asia/Ho_Chi_Minh" "+84 236 000 ####",
        "TP. Hồ Chí Minh" "Asia/Ho_Chi_Minh" "+84 28 0000 ####",
    ],
    house: Company { name: "Công ty TNHH Mưa Rào", domain: "muarao.example" },
    about: &["Làm việc ở nhà vào thứ Sáu.", "Cứ hỏi, đừng ngại."],
};
