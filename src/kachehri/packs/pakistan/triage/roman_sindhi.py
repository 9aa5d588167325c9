"""What is recognised in Roman Sindhi, which has no spelling either."""

MURS = (
    "murs|mursu|mursa|murrs|mudas|mudhs|sahura|sahuran|sahra|sas|sasu|sahro|sahuro|der|"
    "ddeer|ninan|gharwaro|gharvaro"
)
MARI = (
    "maare|mariyo|mareendo|marindo|marendo|marenda|mareenda|marindi|mareendi|markut|"
    "maarkut|kuttindo|kutindo|kutendo|kutiyo|tashadud|zulum|zulm|saryo|sario|saare|"
    "chamat|mar|mari"
)
CHOKRI = (
    "chokri|chhokri|chokriyu|chokryun|chhokriyun|chokrin|niyani|niani|nyani|niyanyun|"
    "niyanin|dhee|dhea|dhiu|dhi|dhiyar|dheear|bhen|bheen|bhenar|aurat|aurtun|auratun|"
    "zaal|zal|mai|kunwar|barri|baarri"
)
BAR = (
    "bar|baar|baran|baaran|baarro|barro|barri|chokro|chhokro|chokra|chokran|put|putt|shagird|masoom"
)
POLICE = "police|polis|thano|thane|thaane|lakup|lockup|jail|hawalat|rangers"
WADERO = (
    "wadero|vadero|wadere|waderan|waddero|zamindar|zameendar|jagirdar|bhotar|bhotaar|"
    "bhatho|bhathe|bathe|seth|malik"
)
SHADI = "shadi|shaadi|nikah|parnayo|parnaayo|parnaain|parnaen|parnain|parnaye|rukhsati|viwah"

HARM = (
    "marin|maarin|mare|maare|mariyo|marindo|dhako|dhaka|kadhi|wikni|vikni|band|zori|video|tasveer|"
    "roye|dap|ddap|bukh|maani|mani|nasho|saari|wadhi|majboor|qaid|rat|galo|hath|kari"
)

WORDS = {
    "gender-violence": (
        f"{MURS} & hath|matho|phaare|phari|bhani|bhane|bhago|baah|bah|saaran|rat|"
        "zakhmi|garyun|nasho|sharab",
        "video|tasveer|tasvir … dekhar*|ddekhar*|sabhni|sabhini|manhun|mokl*",
        f"{MURS} & {MARI}",
        f"{MURS} & dhamki|dhamkiyu|dhamkyun|qatal|zahar|tezab|qaid",
        "gharelu|gharoo tashadud",
        f"{CHOKRI} & tashadud|markut",
        "markut|maarkut",
        "maar|mar kut",
        "moonkhe|munkhe|mokhe|moon|mun|hunkhe khe|maare|mare|mari|mareendo|marindo|"
        "marendo tho|mareendo|marindo|marendo",
        "moonkhe|munkhe|mokhe|monkhe … maare|mareendo|marindo|marendo|kuttindo|kutindo|marenda",
        f"bhau|bha|piu|pee|chacho … moonkhe|munkhe|{CHOKRI} … mareendo|marindo|mariyo|maare",
        "tezab",
        "jeeri|jeero|jiyari sare|saare|saran|sadi",
        "harasan|harasaan|harasmen*",
        f"chher|cher|chhere|cherin|chherin|chherindo|cherindo & {CHOKRI}|moonkhe|munkhe|raste",
        "blackmail*",
        "tasviru|tasvirun|tasweerun|video|photo|foto … viral|blackmail|dhamki|nangi|gandi",
        "gandi|gandyun harkat|harkatun|video|galhiyun|message",
        "daij|dej|ddej & mar*|tashadud|saar*|qatal|zulum|mehna",
    ),
    "rape": (
        f"mamo|mama|chacho|chacha|kaka|ustad|dukandar|parosi|driver … {CHOKRI}|"
        f"{BAR} … gando|galat|ghalat|kam|harkat",
        "raat|rat … kamre … ache|aayo|ghiri",
        "zina",
        f"ziyadti|zyadti|ziadti|zayadti & {CHOKRI}|{BAR}",
        "jinsi|ijtimai ziyadti|zyadti|ziadti|tashadud|dadhai|hamlo",
        "rape|reep",
        "izat|izzat|laj lutt*|luti|lutyo|lutiyo|lutan",
        "zori|zoree|zabardasti & jinsi|sumhan|kapra",
        "badfeli|badfaili",
        "nango|nangi|nanga … kayo|kare|video|tasveer",
        f"dadhai|daadhai|jabar & {CHOKRI}",
    ),
    "honour": (
        "ghairat|gairat & qatal|maar*|mar*|nale|naale|jan",
        "karo kari|kaari",
        "karokari",
        "karo|kari|kaari qarar|karar|chai|chayi|ilzam|banai|kare … mariyo|mare|qatal|"
        "maryo|qarar|ilzam|dhamki",
        "karo|kari|kaari qarar|karar|ilzam",
        "siyah kari",
        "pasand … shadi … qatal|jan|dhamki|khatro|mar*",
    ),
    "swara": (
        f"sang|{CHOKRI} … dushmani|dushmanan|badle|thah",
        f"dushmani|dushmanan|badle … {CHOKRI}|sang",
        "sang|sung|sangh chatti|chati|chitti|chattee|chatiya",
        "sangchatti|sangchati",
        "vani|wani",
        "vate|wate|watte|bade|vato satte|sate|sato",
        f"jirgo|jirge|jirga|faislo|faisle|faislay & {CHOKRI}|sang|{SHADI}|qatal",
        f"badle|badli|khoon|khun|thah … {CHOKRI} … sang|dino|dinu|ddiyan|dian|dinai|{SHADI}",
    ),
    "child-marriage": (
        f"class|darje … {SHADI}|sang|mangno",
        f"{SHADI} … class|darje|poorho|budho",
        f"nandhi|nandi|nanddhi|ghat umar|umer|umir & {SHADI}",
        f"nabaligh|nandhri|nandri|masoom & {SHADI}",
        f"{CHOKRI} … sal|saal|salan|saalan|warhiyan|varhian … {SHADI}",
        f"sal|saal|salan|saalan|varhian … {CHOKRI} … {SHADI}",
        f"zori|zoree|zabardasti|jabri|marzi & {SHADI}",
        f"barri|baran|niyanin & {SHADI}",
        f"buddhe|budhe|poorhe|porhe … {SHADI}",
    ),
    "child-abuse": (
        f"{BAR} & tashadud|badfeli|ziyadti|zyadti|ziadti|harasan|mareendo|marindo|"
        "marendo|marenda|zanjeer|jinsi|kutindo",
        "ustad|master|mastar|teacher|qari|molvi|madarso|madrase & mareendo|marindo|"
        "marendo|maare|tashadud|lath|lathyun|kutindo|ghalat|zyadti",
        f"{BAR} … ghalat|galat|gando|gandi kam|kamu|harkat|harkatun",
    ),
    "trafficking": (
        "insani smuggling|ismagling",
        f"{CHOKRI} & vikro|wikro|vikryo|viki|viknan|vikiyo|wikiyo|vikan|vikay|khareed",
        "aghwa|agwa|aghva|ighwa",
        f"{CHOKRI} & lapata|gum|ghaib|bhajai|bhajaye|bhajae",
        "buki|gurdo wik*|vik*|kadhi",
    ),
    "bonded-labour": (
        "jabri porhiyo|porhyo|mushaqat|mazdoori",
        "ghulam|gulam … banai|rakhyo|rakhiyo|kare|zindagi|wangur",
        f"{WADERO} & qaid|maare|mareendo|marindo|marendo|marenda|zanjeer*|peshgi|qarz|"
        "karz|dhamki|dhamkiyun|tashadud|bandooq|yarghamal|khanyo|khani",
        "niji|khangi jail|qaid",
        "peshgi … chhad*|chad*|wanjan|vanan|qarz|mazdoor*|hari",
    ),
    "suicide": (
        "mari|mare wanjan|vanjan|vinyan|wajan",
        "sabh|sab khatam",
        "khudkashi|khudkushi|aapghat|apghat|aapghaat|apghaat",
        "aap|ap ghat|ghaat",
        "pehnji|pahinji|pehinji|panhinji|pahnji jan|jaan|zindagi … diyan|dian|dyan|"
        "ddiyan|wathan|khatam",
        "paan|pan khe … khatam|maare|maryan|marian|baah|bah|saare|sadyan|goli|phahi|phaahi",
        "zahar|zehar khai|khayan|khadho|khaindas|khaiyan",
        "maran|marran chahyan|chahiyan|chaahyan|ghuran|thi|tho|chahe",
        "mari vanjan|wanjan|vinjan|vendas|wendas|vendus",
        "jeeyan|jiyan|jian|jeean nathi|natho|na|nathe",
        "nathi|natho jeeyan|jiyan|jian … chahyan|ghuran",
        "zindagi … khatam|bezar|tang",
        "phahi|phaahi|faahi … khai|wathan|vathan|wathi|lark*",
    ),
    "threats": (
        "moonkhe|munkhe|asan|asankhe|bhau|put … mare|maare|mari chhad*|chad*",
        "hathyar|bandooq|banduq|pistol|kalashnikov|rifle|chhuro|kaati",
        "jan|jaan saan|san|khaan|khan mar*|maar*",
        "janoon|jaanu|janu mar*",
        "qatal|qatl|katal",
        "goli|goliyun han*|haryo|hannindo|halai|halayo|mar*",
        "dhamki|dhamkiyu|dhamkiyun|dhamkyun & jan|mar*|maar*|goli|baran|saran|khanan|qatal",
        "muhnji|munhji|munhinji|asanji|asan jan|jaan … bachayo|bachae",
        "bandooq|banduq|pistol|kalashnikov|hathyar & dhamki|zor|firing|taani|ghar",
        "firing … ghar|asan|moon|mathan",
        "jiyaro|jeero na chhad*|chad*",
    ),
    "custody": (
        f"{POLICE} & lathin|lathyun|lath|dandan|mochran",
        f"{POLICE} & tashadud|mariyo|maryo|marenda|marindo|maare|markut|nango|chitrol|"
        "ghaib|lapata|gum|qatal|muqablo|khani|khanyo|khayo",
        "jali|kooro|koore|police muqablo|muqable",
        "lapata & put|putt|bhau|bha|murs|piu|manhu",
        "jabri gumshud*|lapata",
        "hirasat|lockup|hawalat … maut|mout|faut|halak*|mar*|tashadud",
        "half|full fry",
        f"{POLICE} & torture|torchar",
    ),
}
DOUBTFUL = {
    "child-marriage": (f"sal|saal|salan|saalan … {SHADI}",),
    "gender-violence": (f"{MURS}|sahurija|{CHOKRI}|saheri|piu|bhau|moonkhe|munkhe & {HARM}",),
    "rape": ("saan|san ziyadti|zyadti|ziadti thi|thiyo|kai|kaee",),
    "threats": (
        "jan|jaan khe|jo khatro|khatre",
        "muhnji|munhji|asanji jan|jaan … khatro|khatre",
        "dhamki|dhamkiyun|dhamkyun|dhamkiyu",
    ),
    "suicide": ("zahar|zehar pi|peean|peeto|piyan",),
}
