"""What is recognised in Seraiki and in Pashto: short lists, which no speaker has read yet.

Much of Seraiki is written as Urdu or Sindhi is, and found by their lists.
"""

MURS_SKR = "مڑس|پئے|گھروالا|سوہرے|ساوہرے|سس|سوہرا|ڈیر"
CHOHIR = "چھوہر|چھوہریں|چھوکری|دھی|دھیاں|بھین|بھیݨ|تریمت|تریمتیں|ذال|زال|ننڈھی|ننڈڑی"
ROMAN_CHOHIR = "chhohir|chohir|chohar|chhokri|dhee|dhi|bhen|bhain|treemat|trimat|zaal|nandhi"

SERAIKI = {
    "gender-violence": (
        f"{MURS_SKR} & مریندا|مریندے|مارے|ماریا|کٹیندا|ظلم|تشدد",
        "میکوں|مینوں|میکو … مریندا|مریندے|کٹیندا|ماریا",
        "maikun|mekun|mekoon|mainu … marenda|mareenda|marainda|kutenda|marya",
        "murs|mars|gharwala|sohre|sauhre|sas & marenda|mareenda|marainda|kutenda|marya|zulm",
        f"{CHOHIR} & چھیڑیندا|چھیڑیندے|مریندا|مریندے",
    ),
    "rape": (
        f"{CHOHIR} & زیادتی|زوری",
        f"{ROMAN_CHOHIR} & ziadti|zyadti|zori",
        "عزت لٹی|لٹ|لٹیندے",
    ),
    "honour": ("کالا|کالی کالی|کر", "kala kali", "کالی … قتل|ماریا|الزام"),
    "swara": ("وٹہ|وٹے سٹہ|سٹے", "vate|watte sate|satte"),
    "child-marriage": (
        "ننڈھی|ننڈڑی|کم عمر & شادی|پرنا*|نکاح|ݙتی",
        f"{CHOHIR} … سال|ورھیں … شادی|نکاح|پرنا*",
        "nandhi umar|umer & shadi|nikah|parna*",
    ),
    "trafficking": (f"{CHOHIR} & ویچ|ویچی|ویچیندے|چا|چاتی", "vech|wech|vechi … dhee|chohir|bhen"),
    "suicide": (
        "آپݨے|آپنے آپ کوں … مار|ختم|ساڑ",
        "مرݨ|مرن چاہنداں|چاہندی|چاہنداں|چاہندا",
        "jeevan|jiwan nai|nahi … chahndi|chahnda",
        "maran chahndi|chahnda|chahndan",
        "زہر کھا|کھاوݨ|کھاساں",
    ),
    "threats": (
        "جان توں|کنوں مار*|مریندے|مریسن|مریساں",
        "jan|jaan tun|kanun|ton mar*",
        "گولی مریسن|مریساں|ماری",
    ),
    "custody": ("پولیس|تھاݨے|تھانے & مریندے|ماریا|چا|کٹیا|گم",),
    "bonded-labour": ("وڈیرا|وڈیرے|زمیندار|بھٹے|مالک & مریندے|مریندا|بدھی|قید|قرضہ",),
}

PASHTO = {
    "gender-violence": (
        "خاوند|میړه|مېړه|خسر|خواښې & وهي|وهل|ټکوي|ظلم|وهلی|وهلې",
        "ما|مې وهي",
        "میړه|مېړه|خاوند … وهي",
        "کورنی|کورني تاوتریخوالی|تشدد",
        "تیزاب",
        "khawand|mera & wahi|wahal|takavi|zulm",
    ),
    "rape": ("جنسي|جنسی تېری|تیری|تېرى|زیاتی|تجاوز", "زنا", "jinsi tery|teray|zyaty"),
    "honour": ("غیرت|ننګ … وژنه|وژل|قتل|نوم", "تور تورپورې", "tor tora"),
    "swara": ("سوره|سورې|بدو|بد کې|کښې|ورکړې|ورکړه|ورکړل", "سوره", "swara|sora"),
    "child-marriage": (
        "ماشوم|ماشومه|ماشومې|نابالغه & واده|نکاح|کوژده",
        "زور|زوره|جبري & واده|نکاح",
        "mashuma|mashoma & wada|wadah|nikah",
    ),
    "child-abuse": ("ماشوم|ماشومان|ماشومانو|هلک & وهي|تیری|تېری|بدفعلي|تشدد|زیاتی",),
    "trafficking": ("جینۍ|نجلۍ|ښځه|ښځې & خرڅ*|تښتول|تښتولې|ورکه", "تښتونه|تښتول|تښتولی|تښتولې"),
    "suicide": ("ځان وژنه|وژم|وژل|وژي", "ځانوژنه", "مړ کېدل|کیدل غواړم", "zan wazhna|wajna|wazhal"),
    "threats": ("وژني|وژنو|وژلو|مرګ & ګواښ|دهمکي|دمکي|ګواښونه", "ګواښ|ګواښونه", "قتل"),
    "custody": ("پولیس|تاڼه|تاڼې|جېل & وهل|وهلی|وهي|شکنجه|تشدد|ورک|وژلی", "شکنجه"),
}
