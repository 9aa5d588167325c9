"""The letters: three alphabets in their order, and which letters are written for which.

Sources. Urdu: the order of the National Language Authority (Hussain, Gul and Waseem, *Urdu
Encoding and Collation Sequence for Localization*, PAN Localization, 2007), which CLDR follows:
آ after ا, every aspirate after its plain letter. Sindhi: the 52 letters of 1853 as schools teach
them; جھ and گھ are letters.
"""


def _in_order(letters: str) -> tuple[str, ...]:
    return tuple(letters.split())


ALPHABETS: dict[str, tuple[str, ...]] = {
    "en": _in_order("a b c d e f g h i j k l m n o p q r s t u v w x y z"),
    "ur": _in_order(
        "ا آ ب بھ پ پھ ت تھ ٹ ٹھ ث ج جھ چ چھ ح خ د دھ ڈ ڈھ ذ ر رھ ڑ ڑھ ز ژ س ش ص ض ط ظ ع غ ف ق "
        "ک کھ گ گھ ل لھ م مھ ن نھ ں ںھ و وھ ہ ھ ۃ ء ی یھ ے"
    ),
    "sd": _in_order(
        "ا ب ٻ ڀ ت ٿ ٽ ٺ ث پ ج ڄ جھ ڃ چ ڇ ح خ د ڌ ڏ ڊ ڍ ذ ر ڙ ز س ش ص ض ط ظ ع غ ف ڦ ق "
        "ڪ ک گ ڳ گھ ڱ ل م ن ڻ و ھ ء ي"
    ),
}

# For sorting: a letter that stands next to one of the alphabet, in this order after it. They
# differ from it only when all else is equal.
VARIANTS: dict[str, dict[str, str]] = {
    "en": {},
    "ur": {
        "ا": "أإٱٲٳ",
        "ک": "كڪ",
        "ٹ": "ٽ",
        "ڈ": "ڊ",
        "ڑ": "ڙ",
        "ن": "ڻ",
        "و": "ؤ",
        "ہ": "هەۂۀ",
        "ۃ": "ة",
        "ی": "يىئې",
        "ے": "ۓ",
    },
    "sd": {
        "ا": "آأإٱٲٳ",
        "ٽ": "ٹ",
        "ڊ": "ڈ",
        "ڙ": "ڑ",
        "ز": "ژ",
        "ڪ": "ك",
        "ن": "ں",
        "و": "ؤ",
        "ھ": "هہەةۃۂۀ",
        "ي": "یىئےۓې",
    },
}

# For search: what is written for what. Whoever types on a Urdu keyboard has to find a Sindhi name
# and the other way round, so a letter goes to how the neighbour language writes its sound.
FOLDED: dict[str, str] = {
    **dict.fromkeys("أإآٱٲٳ", "ا"),
    **dict.fromkeys("كڪ", "ک"),
    **dict.fromkeys("يىېۍےۓ", "ی"),
    **dict.fromkeys("هھەةۃ", "ہ"),
    **dict.fromkeys("ںڻڼݨڃ", "ن"),
    **dict.fromkeys("ۆۇۈۋ", "و"),
    **dict.fromkeys("ڙړ", "ڑ"),
    **dict.fromkeys("ٽټ", "ٹ"),
    **dict.fromkeys("ڊډڏڎ", "ڈ"),
    **dict.fromkeys("ڳګ", "گ"),
    "ٻ": "ب",
    "ڄ": "ج",
    "ڀ": "بہ",
    "ٿ": "تہ",
    "ٺ": "ٹہ",
    "ڦ": "پہ",
    "ڇ": "چہ",
    "ڌ": "دہ",
    "ڍ": "ڈہ",
    "ڱ": "نگ",
    # Hamza alone and tatweel are often left out or added without any thought.
    "ء": "",
    "ـ": "",
    # Latin letters that Unicode does not take apart.
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "þ": "th",
}

APOSTROPHES = frozenset("'’‘ʼʻʾʿ`´′")

# How the h of a digraph is written: Urdu keeps the two-eyed one for it, Sindhi writes any.
ASPIRATION: dict[str, str] = {"en": "ھ", "ur": "ھ", "sd": "ھهہ"}
