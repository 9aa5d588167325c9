"""A law that does not exist, written down as a real one would be: nothing else is needed."""

from kachehri.packs.pakistan.cases import law_parts as law
from kachehri.packs.pakistan.cases.information import InformationLaw

ACT = "Made-up Right to Know Act 2031"
CODE = "rti-made-up-2031"
BOOK = "a book that nobody printed"

MADE_UP = InformationLaw(
    key="rti-made-up",
    code=CODE,
    name="Request for information (made up)",
    act=ACT,
    help="Ask an office of the made-up province for a document.",
    cite=law.cited(ACT, "7", BOOK, "Another book says eight working days."),
    answer=law.working(7),
    urgent=law.working(1),
    extension=law.longer(law.days(5), law.IN_WRITING, law.cited(ACT, "8", BOOK)),
    review=law.review_clock(CODE, 5, "working-days", law.cited(ACT, "9", BOOK)),
    review_first=True,
    commission=law.commission_clock(CODE, law.days(20), law.cited(ACT, "12", BOOK)),
    complaint_within=law.days(40),
    officer="keeper of papers",
    fees="Free.",
    sections={"request": "6", "reminder": "7", "internal-review": "9", "commission": "11"},
    grounds=law.grounds(ACT, BOOK, {"13": "privacy legal", "14": "security"}),
    disclosure=law.disclosure("5", "duties budget officer", "citizens-budget"),
    calendar="pk-sindh",
)
