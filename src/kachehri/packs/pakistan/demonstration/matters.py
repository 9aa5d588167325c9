"""Made-up matters of people in Larkana, for the demonstration. Nobody brought any of them.

`kachehri pack load --demo` adds to every text that it is made up, spreads the matters over the
months before, and lets each of them go its way (`STORIES`).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """What people write about one category of complaints, by language."""

    category: str
    words: tuple[tuple[str, str], ...]


TOLD = (
    Told("hand-pump", (
        ("sd", "اسان جي گهٽي جو هينڊ پمپ ٽن هفتن کان خراب آهي."),
        ("ur", "ہمارے محلے کا نلکا تین ہفتے سے خراب ہے۔"),
        ("en", "The hand pump beside the mosque gives no water since three weeks."),
    )),
    Told("water-supply", (
        ("sd", "چئن ڏينهن کان پاڻي نٿو اچي، ٽينڪر به نٿا ملن."),
        ("ur", "چار دن سے پانی نہیں آ رہا اور ٹینکر بھی نہیں ملتے۔"),
        ("en", "No water in the pipe for four days, and no tanker comes."),
    )),
    Told("dirty-water", (
        ("sd", "نلڪي جو پاڻي کارو ۽ پيلو آهي، ٻار بيمار ٿين ٿا."),
        ("ur", "نل کا پانی کھارا اور پیلا ہے، بچے بیمار ہو رہے ہیں۔"),
        ("en", "The water of the tap is yellow and salty; children fall ill."),
    )),
    Told("drainage", (
        ("sd", "گٽر جو پاڻي اسڪول جي سامهون بيٺو آهي."),
        ("ur", "گٹر کا پانی اسکول کے سامنے کھڑا ہے۔"),
        ("en", "Sewage stands in front of the school gate."),
    )),
    Told("rubbish", (
        ("sd", "ڪچرو هڪ مهيني کان نه کنيو ويو آهي."),
        ("ur", "کچرا ایک مہینے سے نہیں اٹھایا گیا۔"),
        ("en", "Nobody has taken the rubbish away for a month."),
    )),
    Told("electricity", (
        ("sd", "ٽرانسفارمر سڙي ويو آهي، ڳوٺ ڏهن ڏينهن کان اونداهيءَ ۾ آهي."),
        ("ur", "ٹرانسفارمر جل گیا ہے، گاؤں دس دن سے اندھیرے میں ہے۔"),
        ("en", "The transformer burnt out; the village is dark since ten days."),
    )),
    Told("road", (
        ("sd", "پل ٽٽل آهي، اسڪول وين نٿي لنگهي سگهي."),
        ("ur", "پل ٹوٹا ہوا ہے، اسکول کی گاڑی نہیں گزر سکتی۔"),
        ("en", "The small bridge is broken and the school van cannot pass."),
    )),
    Told("irrigation", (
        ("sd", "شاخ جي پڇڙيءَ ۾ پاڻي نٿو پهچي."),
        ("ur", "نہر کے آخری حصے میں پانی نہیں پہنچتا۔"),
        ("en", "No canal water reaches the tail of the branch."),
    )),
    Told("school", (
        ("sd", "ڇوڪرين جي پرائمري اسڪول جي استاد ٻن مهينن کان نه آئي آهي."),
        ("ur", "لڑکیوں کے پرائمری اسکول کی استانی دو مہینے سے نہیں آئیں۔"),
        ("en", "The girls' primary school has had no teacher for two months."),
    )),
    Told("health", (
        ("sd", "صحت مرڪز ۾ دوا ۽ ڊاڪٽر ٻئي ناهن."),
        ("ur", "صحت مرکز میں نہ دوا ہے نہ ڈاکٹر۔"),
        ("en", "The health centre has neither medicine nor a doctor."),
    )),
    Told("papers", (
        ("sd", "ڄم جي سرٽيفڪيٽ لاءِ ٽيون ڀيرو موٽايو ويو آهيان."),
        ("ur", "پیدائش کے سرٹیفکیٹ کے لیے تیسری بار واپس بھیجا گیا۔"),
        ("en", "I was sent away for the third time with my papers for a birth certificate."),
    )),
    Told("cash-support", (
        ("sd", "منهنجو نالو فهرست ۾ آهي پر پئسا نٿا ملن."),
        ("ur", "میرا نام فہرست میں ہے مگر پیسے نہیں ملتے۔"),
        ("en", "My name is on the list but no money comes."),
    )),
)  # fmt: skip

STORIES = (
    "confirmed", "working", "confirmed", "new", "contested", "late", "confirmed", "asked",
    "partly", "refused", "confirmed", "working", "mended", "late", "new",
)  # fmt: skip
"""What becomes of one matter after the other."""

CHANNELS = ("sms", "web", "counter", "sms", "voice", "letter", "web", "whatsapp", "sms", "email")
SEXES = ("female", "male", "male", "female", "male")
ROUNDS = 4
"""How often every text is told: as many matters, spread over the places."""

MADE_UP = {"en": "(made up)", "ur": "(فرضی)", "sd": "(فرضي)"}

REQUESTS = (
    ("rti-sindh", "en", "Copies of the bills of the water scheme of 2025.", "answered"),
    ("rti-sindh", "sd", "اسڪولن جي مرمت تي گذريل سال ڪيترو خرچ ٿيو؟", "silent"),
    ("rti-sindh", "ur", "ضلعی ہسپتال کو اس سال کتنی دوا ملی؟", "new"),
)

HEARD = (
    ("drainage", "The drain behind the bazaar is blocked.", "It is cleaned in two weeks.", 14),
    ("school", "The school has no boundary wall.", "The wall is built before winter ends.", 60),
    ("hand-pump", "Forty houses share one hand pump.", "A second pump is put up.", 30),
    ("health", "The clinic opens two days a week only.", "It opens every working day.", 7),
)
"""An open hearing that was held: category, the matter, the direction, and in how many days."""

VENUE = {"en": "Made-up school, Larkana", "ur": "فرضی اسکول، لاڑکانہ", "sd": "فرضي اسڪول، لاڙڪاڻو"}
NOTICE = {
    "en": "Everybody may come and speak (made up).",
    "ur": "کوئی بھی آ کر بات کر سکتا ہے (فرضی)۔",
    "sd": "ڪير به اچي ڳالهائي سگهي ٿو (فرضي).",
}
MINUTES = {
    "en": "Four people were heard (made up).",
    "ur": "چار لوگوں کو سنا گیا (فرضی)۔",
    "sd": "چئن ماڻهن کي ٻڌو ويو (فرضي).",
}
"""What the office that holds the hearing wrote, in each language."""
