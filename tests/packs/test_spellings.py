"""Text messages as people write them, and what they are about."""

import pytest

from kachehri.domains.cases.queries.guessing import guess

pytestmark = pytest.mark.django_db

MESSAGES = [
    ("The hand pump in our village is broken", "hand-pump"),
    ("nalka kharab hai do mahine se", "hand-pump"),
    ("NALKO KHARAB AHE", "hand-pump"),
    ("نلڪو خراب آهي", "hand-pump"),
    ("ہمارے محلے کا نلکا خراب ہے", "hand-pump"),
    ("pani nahi aata UC 5", "water-supply"),
    ("PANI Larkana UC-5", "water-supply"),
    ("پاڻي بند آهي", "water-supply"),
    ("ganda pani aa raha hai nalke se", "dirty-water"),
    ("gutter ubal raha hai", "drainage"),
    ("گٹر ابل رہا ہے", "drainage"),
    ("kachro koi nato khane", "rubbish"),
    ("bijli 18 ghante band", "electricity"),
    ("بجلي ناهي", "electricity"),
    ("transformer jal gaya", "electricity"),
    ("sui gas nahi", "gas"),
    ("sarak tooti hui hai", "road"),
    ("رستو ٽٽل آهي", "road"),
    ("shakh men pani nahi, wara bandi toot gayi", "irrigation"),
    ("sailab ka ration nahi mila", "flood"),
    ("school band hai, ustad nahi aata", "school"),
    ("اسڪول ۾ ماستر نٿو اچي", "school"),
    ("aspatal men dawa nahi", "health"),
    ("polio tika wale nahi aaye", "vaccination"),
    ("NADRA shanakhti card nahi de raha", "papers"),
    ("patwari fard nahi deta", "land-records"),
    ("BISP ki kist men katoti", "cash-support"),
    ("mazoor certificate nahi banta", "disability"),
    ("rishwat mangi domicile ke liye", "bribe"),
    ("ghost teacher hai", "absent-staff"),
    ("SHO ne FIR nahi kati", "police"),
    ("پوليس ايف آءِ آر نٿي ڪري", "police"),
    ("wadero zameen te qabzo kare tho", "landlord"),
    ("bhatta malik mazdoori nahi deta", "employer"),
]


@pytest.mark.parametrize(("words", "category"), MESSAGES)
def test_a_message_is_about(words: str, category: str) -> None:
    assert guess(words).category == category


def test_what_is_said_of_the_powerful_counts_more_than_the_water() -> None:
    found = guess("wadera ne pani band kar diya")
    assert found.category == "landlord"
    assert "water-supply" in found.categories


def test_words_that_mean_nothing_here_mean_no_category() -> None:
    assert guess("salam kya haal hai").category == ""
