"""What is recognised in Roman Urdu, which has no spelling (engines/vault/phrases.py helps)."""

SHOHAR = (
    "sotela|soteli|shohar|shauhar|shohr|shoher|khawand|khavand|khavind|mian|miya|"
    "khasam|sasural|sasraal|susral|"
    "susraal|saas|sasur|susar|susur|dewar|jeth|nand|nandon|sasuralwale"
)
MARTA = (
    "marta|marti|marte|martay|martey|mara|mare|marpit|marpeet|pitai|pitta|pitte|tashadud|tashaddud|"
    "tashdud|thappar|thapar|laten|laaten|lat|jalaya|jala|jalata|zulm|gala|galla|peetta|tezab"
)
LARKI = (
    "larki|larkia|larkian|larkiyan|larkio|larkion|larkiyon|ladki|ladkiyan|bachi|bachia|bachian|"
    "bachiyan|bachio|bachion|beti|betia|betian|betiyan|betio|betion|behan|behen|bahan|bhen|behno|"
    "aurat|orat|aurten|aurto|auraton|aurton|khatoon|khawateen|khavatin|biwi|bivi|bv|bhabhi|bhanji|"
    "bhatiji|talba|talibat|student"
)
BACHA = (
    "bacha|bachay|bache|bachey|bacho|bachon|bachi|bachion|bachiyon|larka|larke|larkay|larko|larkon|"
    "beta|bete|betay|shagird|talib|kamsin|masoom|masum"
)
POLICE = (
    "police|polis|pulis|pulice|policewale|thana|thane|thanay|sho|hawalat|havalat|jail|"
    "hirasat|rangers|lockup"
)
VADERA = (
    "wadera|wadere|waderay|waderon|vadera|zamindar|zameendar|jagirdar|bhatta|bhatte|bhattay|bhata|"
    "bhate|seth|saith|chaudhry|chaudhary|chodhri|chodhry|malik|malk"
)
NIKAH = "shadi|shaadi|nikah|nikkah|rukhsati|byah|biyah|bhiyah|dulhan"
ZIADTI = "zyadti|ziadti|ziyadti|zayadti|zyadati|ziadati|ziyadati|zaiadti|jyadti"

HARM = (
    "mara|marte|marta|marti|maren|dhakka|dhakke|baal|nikal|nikala|bech|band|zabardasti|video|"
    "tasveer|tasveeren|roti|dar|darti|chup|bhooka|khana|nasha|jala|kaat|ghaseeta|hamla|majboor|"
    "qaid|khoon|gala|hath|haath"
)

WORDS = {
    "gender-violence": (
        f"{SHOHAR} & hath|haath|jalane|aag|ag|phar|phaar|tor|tora|khoon|khun|zakhmi|"
        "galiyan|nasha|nashe|sharab",
        "video|tasver*|tasveer*|tasvir* … dikha|sab|logon|bhej",
        "gandi|gande|ganday|fahash sms|msg|message|messages|call|calls|kal",
        f"{SHOHAR} & {MARTA}",
        f"{SHOHAR} & dhamki|dhamkia|dhamkian|dhamkiyan|qatl|qatal|zehar|zahar|tezab|qaid",
        "gharelu|gharelo|ghareloo tashadud|tashaddud|tashdud|zulm|violence",
        f"{LARKI} & tashadud|tashaddud|tashdud|marpit|pitai",
        "mar|maar pit|peet|pitai|kutai|kut",
        "marpit|marpeet|maarpeet",
        f"mujhe|mujay|muje|mujhay|mjhe|mje|usay|usko|use marta|marti|marte|martay|mara|{ZIADTI}",
        "bhai|baap|bap|abbu|walid|chacha|sotela|soteli … mujhe|muje|mjhe|"
        f"{LARKI} … marta|marte|mara|marti|pitta",
        f"{LARKI} ko … marta|marte|marti|mara|peetta|pitta",
        "tezab|tezaab|taizab",
        "zinda|zindah jala*",
        "aag|ag laga … bahu|biwi|bivi|beti|behan|aurat",
        "harasa|harasan|harasaan|hirasan|hirasa|harasagi|hirasgi|harasgi|harasani|"
        "harasmen*|harasment",
        "harassment",
        "cher|chher|chhed|ched|chair|cheer char|chhar|chaar|chad|khani|khwani",
        f"cherta|cherte|chherta|chherte|chhedta|chherkhani|cherkhani|chirta & {LARKI}|mujhe|muje",
        "blackmail*|blakmail*|blekmel*|blackmel*",
        "tasveer*|tasvir*|taswir*|video|videos|photo|pics|foto … viral|blackmail*|"
        "nangi|gandi|dhamki|leak",
        "nazeba|nazaiba|fahash|fohash|gandi|gande|ganday harkat|harkaten|harkatein|"
        "harkat|video|message|msg|baten|baatein|tasver*",
        "jahez|jahaiz|jehez|jahaz & mar*|tashad*|jala*|qatl|zulm|tane|nikal*",
        f"peecha|pecha|picha|peechha & {LARKI}|karta|karte",
        "gandi|buri nazar|nazron|nazar|nigah",
    ),
    "rape": (
        f"mama|mamu|mamoo|chacha|cousin|kazan|ustad|dukandar|parosi|driver … {LARKI}|"
        f"{BACHA} … ganda|galat|ghalat|kam|kaam|harkat",
        "raat|rat … kamre|kamray … aa|ata|aya|ghus",
        "zina|zana",
        f"{ZIADTI} & {LARKI}|{BACHA}",
        f"jinsi|jinssi|jansi|ijtimai|ajtamai|ijtemai|ijtamai {ZIADTI}|tashadud|"
        "tashaddud|harasgi|harasani|harasa|taluq|taluqat|hamla|istehsal",
        "rape|reep|raip",
        "rape … hua|kia|kiya|kar",
        "asmat|ismat|abru dari|daree|rezi|dri",
        "izzat|izat|ezat|izzet loot*|lut*|luti|lootne",
        "izzat|izat … hath|haath … dala|dal",
        "zabardasti|zabrdasti|zabardsti & sona|sone|hambistari|taluqat|taluq|kapre|jinsi|kiya|rape",
        "badfeli|badfaili|badfehli|badfele|lawatat",
        "bad feli|faili|fehli|feali",
        "nanga|nangi|nange … kia|kiya|kar|video|tasver*",
        "jism … hath|haath|chua|chuta|chune|lagata",
        "hawas",
        "balatkar",
        f"ghalat|galat|ganda|gnda kaam|kam|harkat & {LARKI}|{BACHA}|sath|saath",
    ),
    "honour": (
        "ghairat|gherat|gairat|ghayrat|ghirat & qatl|qatal|katal|mar*|naam|nam|jan",
        "karo kari|kaari",
        "karokari|karokaari",
        "siyah|siah|siya|sia kari|kaari",
        "siyahkari|siahkari",
        "kari|kaari|karo qarar|karar|kah|keh|kaha|ilzam|declare",
        "kala kali|kari",
        f"pasand … {NIKAH} … qatl|qatal|jan|dhamki|khatra|mar*|tahafuz",
    ),
    "swara": (
        f"rishta|{LARKI} … dushmani|dushmano|dushmanon|badle|sulah",
        f"dushmani|dushmano|dushmanon|badle … {LARKI}|rishta",
        "vani|wani|vanni|wanni",
        "swara|sawara|svara",
        "sang|sung chatti|chati|chitti|chatty",
        "sangchatti|sangchati",
        "watta|wata|vata|vatta satta|sata",
        f"jirga|jirgay|jirge|jarga|panchayat|panchait & {LARKI}|rishta|qatl|{NIKAH}",
        f"badle|badlay|badla|badli|sulah|sulh|khoon|khun … {LARKI} … rishta|de|di|dene|dia|{NIKAH}",
    ),
    "child-marriage": (
        f"class|jamat|jamaat … {NIKAH}|rishta",
        f"{NIKAH} … class|jamat|jamaat|boorha|burha|budha|budhe",
        f"kam|kum umar|umer|umr|umri|umeri|umary & {NIKAH}",
        f"kamsin|kamsini|nabaligh|nabalig & {NIKAH}",
        f"choti|chhoti umar|umer|umr & {NIKAH}",
        f"bachpan … {NIKAH}",
        f"zabardasti|zabrdasti|zabardsti|jabri|jabran|zor|marzi & {NIKAH}|rishta",
        f"{LARKI} … sal|saal|salon … {NIKAH}",
        f"sal|saal|sala|saala … {LARKI} … {NIKAH}",
        f"bachi|bachion|bachiyon … {NIKAH}",
        f"buddhe|budhe|bude|boorhe|burhe … {NIKAH}",
    ),
    "child-abuse": (
        f"{BACHA} & tashadud|tashaddud|tashdud|badfeli|{ZIADTI}|harasa*|marta|marte|marti|martay|"
        "marpit|zanjir|zanjeer|zanjeeron|jinsi",
        "ustad|ustaad|ustani|teacher|qari|molvi|maulvi|molana|maulana|master|madrasa|"
        "madarsa|madrasay "
        "& marta|marti|marte|martay|mara|tashadud|tashaddud|danda|dande|dandon|galat|"
        f"ghalat|cher*|{ZIADTI}",
        f"{BACHA} … ghalat|galat|ganda|gandi kaam|kam|harkat|harkaten|tareeqe|jagah",
        "gharelu|ghar mulazma … tashadud|mar*|jala*|bachi|sal",
        "nomolood|nomolud|noumolood … phenk|kachre|lash|dafan",
        "child labour|labor|leber",
    ),
    "trafficking": (
        "insani|insano smuggling|smagling|trafficking|ismagling",
        f"{LARKI} & bech|becha|bechte|bechne|bechta|bech*|farokht|frokht|faroht|kharid",
        "jism farosh*|firoshi",
        "jismfaroshi",
        "kothe|kotha|kothay|dhanda & larki*|majboor|majbur|bech*",
        "aghwa|agwa|aghva|agva|aghwah|ighwa|igwa|aghua|agua|aghwaa",
        f"{LARKI} & lapata|laapata|gumshuda|gum|ghaib|gayab|bhaga|warghala",
        "gurda|gurde|gurday bech*|nikal*|farokht",
    ),
    "bonded-labour": (
        "jabri mushaqat|mushakat|mazdoori|mazduri|ghulami|gulami",
        "bandhua|bandwa|bandhwa|bandhuwa",
        "ghulam|gulam|ghulami|gulami … bana|rakh|kar|zindagi|tarah",
        f"{VADERA} & qaid|kaid|marta|marte|martay|mara|zanjir*|zanjeer*|peshgi|qarz|qarza|dhamki|"
        "dhamkia|dhamkian|dhamkiyan|tashadud|tashaddud|banduq|bandooq|yarghamal|utha",
        "niji|nijji jail|qaid",
        "peshgi|paishgi … chor*|chhor*|jane|qarz|mazdoor*|mazdur*",
    ),
    "suicide": (
        "mar|marr jaun|jaon|jaoun|jaau|jaoon",
        "sab khatam|khtm",
        "khudkushi|khudkashi|khudkhushi|khudkusi|khudkushe|khudsozi",
        "khud kushi|kashi|khushi|kusi|sozi",
        "apni|khud jan|jaan|zindagi le|lay|lene|lena|lun|loon|lu|de|dene|dena|dun|doon|du|khatam",
        "khud|khudko ko khatam|khtm|mar|maar|aag|ag|jala|goli|phansi|nuqsan",
        "zehar|zahar|zahr|zehr|zeher kha|khane|khaun|khaya|khai|khalun|khalia|khaoon|"
        "khaungi|khaunga",
        "mar|marr jana|jaun|jaon|jaoun|jaungi|jaunga … chahta|chahti|behtar|gi|ga",
        "marna|marana chahta|chahti|chahte|chahta|hai",
        "mrna chahti|chahta",
        "jeena|jina|zinda … nahi|nhi|nai … chahta|chahti|chahte|rehna",
        "nahi|nhi jeena|jina",
        "zindagi … khatam|tang|bezar",
        "phansi|fansi|phaansi … laga*|le|lun|latak*",
        "suicide",
    ),
    "threats": (
        "mujhe|muje|mjhe|hamen|hame|humen|usay|bhai|bete … mar|maar den|dain|de|dein|"
        "dalen|dia|diya|dale|dun",
        "asleha|aslaha|banduq|bandooq|pistol|kalashnikov|rifle|raifal|khanjar|churi|chhuri",
        "jan|jaan|jaann se mar*|maar*",
        "qatl|qatal|qatil|katal|qattal",
        "goli|golian|goliyan|goliyan mar*|maar*|chala*|chali",
        "dhamki|dhamkia|dhamkian|dhamkiyan|dhmki|dhamkiyon & jan|jaan|mar*|maar*|"
        "goli|bache|bachon|bacho|jalane|uthane|khandan|gharwalon",
        "meri|hamari|uski|us jan|jaan … bachao|bachaen|bachayen",
        "asleha|aslaha|aslha|banduq|bandooq|pistol|pistal|kalashnikov & dhamki|zor|"
        "firing|fairing|tan|dikha*|ghar",
        "firing|fairing|faring … ghar|ham|hum|mujh|par",
        "bhatta|bhata khor*|mang*|parchi",
        "zinda|zindah nahi|nhi chor*|chhor*",
        "mar|maar denge|dainge|dunga|doonga|dalenge|dalunga|dega",
    ),
    "custody": (
        f"{POLICE} & dandon|dando|danda|dande|lathi|lathion|latho",
        f"{POLICE} & tashadud|tashaddud|tashdud|mara|marte|marti|martay|marpit|"
        "latkaya|nanga|chitrol|"
        "chhitrol|chitral|gayab|ghaib|lapata|halak|qatl|muqabla|muqable|utha|uthaya|"
        "torture|torchar",
        "jali|jaali|police muqabla|muqable|muqabala|encounter",
        "lapata|laapata|lapta & beta|bhai|shohar|walid|afrad|bete",
        "jabri gumshud*|lapata|gumshad*",
        "hirasat|hawalat|havalat … maut|mot|mout|halak*|mar*|tashad*|ghair",
        "ghair|gair qanooni|kanuni|qanuni|qanoni hirasat|qaid",
        "half|haaf|full fry|frai",
        "namaloom|sada|saada … utha|uthaya|utha",
        f"{POLICE} & torture|torchar|tarchar",
    ),
}
DOUBTFUL = {
    "custody": ("namaloom|namalum|gari|gaari … utha|le|dal|daal",),
    "child-marriage": (f"sal|saal … {NIKAH}",),
    "gender-violence": (f"{SHOHAR}|{LARKI}|saheli|baap|bhai|mujhe|muje|mjhe & {HARM}",),
    "rape": (
        f"mere|meray|hamare|us|uske ke|sath|saath sath|saath {ZIADTI}",
        f"mere|meray|hamare sath|saath {ZIADTI}",
        f"ne … sath|saath {ZIADTI}",
    ),
    "threats": (
        "meri|hamari|uski|us jan|jaan … khatre|khatra|khatray",
        "jan|jaan ko|ka khatra|khatre|khatray",
        "dhamki|dhamkia|dhamkian|dhamkiyan|dhamkiyon",
    ),
    "suicide": (
        "goliyan|golian|goli|neend … kha|khali|khalin|khaya",
        "zehar|zahar|zahr|zeher pi|pee|pine|piun|pia|pilun",
    ),
}
