"""What complaints are about, and the words by which a text message is recognised.

Spellings are English, Roman Urdu, Urdu, Roman Sindhi and Sindhi. They are compared folded
(`kernel.scripts`), so that letter variants need not be listed.
"""

from kachehri.domains.cases.kinds import Category
from kachehri.kernel.messages import gettext_noop

_ = gettext_noop


def _about(key: str, label: str, sector: str, spellings: str, *, private: bool = False) -> Category:
    words = tuple(word.strip() for word in spellings.split(","))
    return Category(key, label, sector, private, words)


CATEGORIES = (
    _about("hand-pump", _("Hand pump or well"), "water",
        "hand pump, handpump, nalka, nalke, nalkay, nalko, tubewell, well, kunwan, khooh, boring, "
        "نلکا, ہینڈ پمپ, کنواں, نلڪو, هينڊ پمپ, کوهه"),
    _about("water-supply", _("Water supply"), "water",
        "water, pani, paani, panee, pani band, no water, pani nahi, pani nahe, tanker, pipe, "
        "پانی, پانی بند, پاڻي, پاڻي بند, ٽينڪر, ٹینکر"),
    _about("dirty-water", _("Dirty or salty water"), "water",
        "dirty water, ganda pani, gando pani, khara pani, kharo pani, arsenic, "
        "گندا پانی, کھارا پانی, گندو پاڻي, کارو پاڻي"),
    _about("drainage", _("Sewage and drains"), "sanitation",
        "drain, sewage, sewerage, gutter, gutar, nali, naali, nikasi, "
        "نالی, گٹر, سیوریج, نکاسی, نالي, گٽر, نيڪال"),
    _about("rubbish", _("Rubbish"), "sanitation",
        "rubbish, garbage, kachra, kachro, kachra utha, gandagi, safai, "
        "کچرا, صفائی, گندگی, ڪچرو, صفائي"),
    _about("electricity", _("Electricity"), "energy",
        "electricity, light, bijli, bijlee, load shedding, loadshedding, transformer, bill, "
        "meter, "
        "بجلی, لوڈشیڈنگ, ٹرانسفارمر, بجلي, لوڊشيڊنگ, ٽرانسفارمر"),
    _about("gas", _("Gas"), "energy",
        "gas, sui gas, gas pressure, cylinder, گیس, سوئی گیس, گئس, سوئي گئس"),
    _about("street-light", _("Street light"), "energy",
        "street light, batti, khamba, سٹریٹ لائٹ, بتی, اسٽريٽ لائيٽ, بتي"),
    _about("road", _("Road, bridge or street"), "infrastructure",
        "road, rasta, rasto, sarak, bridge, pul, street, gali, ghitti, "
        "سڑک, راستہ, پل, گلی, رستو, روڊ, گهٽي"),
    _about("irrigation", _("Canal water and embankments"), "water",
        "canal, nehar, nehr, shakh men pani, shaakh, "
        "wah, irrigation, wara bandi, warabandi, bund, band toot, shakh, "
        "نہر, آبپاشی, واٹر کورس, واهه, شاخ, آبپاشي, بند"),
    _about("flood", _("Flood and relief"), "disaster",
        "flood, relief, sailab, barish, bori, tent, rashan, ration, "
        "سیلاب, امداد, راشن, خیمہ, ٻوڏ, راشن, تنبو"),
    _about("school", _("School"), "education",
        "school, skool, iskool, teacher, ustad, ustaad, master, band school, "
        "اسکول, سکول, استاد, استاد غیر حاضر, اسڪول, ماستر"),
    _about("health", _("Hospital, clinic or medicine"), "health",
        "hospital, aspatal, ispatal, clinic, doctor, daktar, dawa, dawai, medicine, lhw, rhc, "
        "bhu, "
        "ہسپتال, ڈاکٹر, دوا, دوائی, اسپتال, ڊاڪٽر, دوا"),
    _about("vaccination", _("Vaccination"), "health",
        "vaccine, vaccination, tika, teeka, polio, hifazati teeka, "
        "ٹیکہ, ویکسین, پولیو, ٽڪو, ويڪسين, پوليو"),
    _about("papers", _("Identity card, birth or death certificate"), "civic",
        "cnic, nadra, shanakhti, b form, bform, birth certificate, domicile, prc, nikah nama, "
        "شناختی کارڈ, نادرا, ب فارم, ڈومیسائل, سڃاڻپ ڪارڊ, نادرا, ڊوميسائل"),
    _about("land-records", _("Land records"), "law",
        "land record, patwari, tapedar, fard, khata, intiqal, mukhtiarkar, zameen record, "
        "پٹواری, فرد, انتقال, کھاتہ, تپيدار, مختيارڪار, کاتو"),
    _about("cash-support", _("Cash support (BISP, zakat, pension)"), "protection",
        "bisp, benazir income, ehsaas, zakat, pension, kist, qist, paise kat, katoti, "
        "بینظیر انکم, احساس, زکوٰۃ, پنشن, قسط, بينظير انڪم, زڪوات, قسط"),
    _about("disability", _("Rights of persons with a disability"), "disability",
        "disability, disabled, mazoor, maazoor, wheelchair, quota, "
        "معذور, وہیل چیئر, معذور سرٹیفکیٹ, معذور, ويل چيئر"),
    _about("housing", _("Housing and building"), "housing",
        "house, ghar, ghar gir, makan, sphf, building, imarat, naqsha, "
        "گھر, مکان, عمارت, گهر, جاءِ, عمارت"),
    _about("environment", _("Smoke, noise, trees, animals"), "disaster",
        "smoke, dhuan, noise, shor, trees, darakht, dogs, kutay, kuta, sag, "
        "دھواں, شور, درخت, کتے, دونهون, گوڙ, وڻ, ڪتا"),
    _about("market", _("Prices and fair measure"), "food",
        "price, mehangai, qeemat, flour, atta, ata, milawat, ration dipo, "
        "مہنگائی, قیمت, آٹا, ملاوٹ, مهانگائي, اٽو, ملاوت"),
    _about("transport", _("Bus, train and traffic"), "infrastructure",
        "bus, train, rickshaw, traffic, kiraya, بس, ٹرین, ٹریفک, کرایہ, ٽرئفڪ, ڀاڙو"),
    _about("crops", _("Seed, fertiliser and livestock"), "food",
        "seed, fertilizer, fertiliser, khaad, khad, beej, wheat, kanak, gandum, bardana, "
        "livestock, "
        "بیج, کھاد, گندم, باردانہ, ٻج, ڀاڻ, ڪڻڪ, مال"),
    _about("bribe", _("Asked for money (bribe)"), "money",
        "bribe, rishwat, rishvat, rishwt, paise mange, paisa mangta, kharcha pani, "
        "رشوت, پیسے مانگے, رشوت ورتي, پئسا گهريا", private=True),
    _about("received", _("How I was received"), "money",
        "insult, mocked, shamed, badtameezi, be izzati, gali di, bura saluk, "
        "بدتمیزی, بے عزتی, برا سلوک, بدتميزي, بيعزتي", private=True),
    _about("absent-staff", _("Staff who do not come to work"), "money",
        "absent, ghair hazir, ghost teacher, ghost, naghair, "
        "غیر حاضر, گھوسٹ, غير حاضر, گهوسٽ"),
    _about("police", _("Police"), "law",
        "police, pulis, fir, thana, sho, polis, thano, "
        "پولیس, تھانہ, ایف آئی آر, پوليس, ٿاڻو, ايف آءِ آر", private=True),
    _about("landlord", _("Landlord or powerful person"), "law",
        "landlord, zamindar, wadera, waderay, wadero, jagirdar, hari, bandhua, qabza, "
        "زمیندار, وڈیرہ, جاگیردار, قبضہ, زميندار, وڏيرو, هاري, قبضو", private=True),
    _about("employer", _("Employer: wages and safety at work"), "work",
        "employer, wage, wages, mazdoori, tankhwah, bhatta, factory, seth, malik, "
        "مزدوری, تنخواہ, بھٹہ, مالک, سیٹھ, مزدوري, پگهار, بٺو", private=True),
    _about("other", _("Something else"), "civic", "other, aur, doosra, دیگر, ٻيو"),
)  # fmt: skip
"""In the order in which a form lists them; matters against the powerful start private."""

RECEPTION = {
    "well": _("I was received well"),
    "shamed": _("I was shamed"),
    "mocked": _("I was mocked"),
    "asked-for-money": _("I was asked for money"),
    "no-transport": _("I had no way to get there"),
    "no-ramp": _("I could not get in (no ramp)"),
    "not-in-my-language": _("Nobody spoke my language"),
}
"""How people were received: a question of its own, also when a matter is closed."""
