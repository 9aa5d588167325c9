"""What runs through all sides: money, disputes, and who is left behind."""

from kachehri.domains.reports.kinds import (
    Breakdown,
    ChapterKind,
    Heading,
    Responses,
    Says,
    Select,
    Spending,
    Stated,
    Unpublished,
    VulnerableGroups,
    Words,
    Written,
)
from kachehri.domains.reports.kinds.published import CardFinding, CardSaid, CardTable
from kachehri.kernel.messages import gettext_noop
from kachehri.packs.pakistan.dimensions import LIMITATION

from .findings import WOMEN

_ = gettext_noop


def _alone(status: str, sex: str = "") -> Select:
    """People aged 15 and older by whether they are married."""
    return Select("population", sex=sex, others=(("age", "15+"), ("marital_status", status)))


MONEY = ChapterKind(
    "money",
    _("Public money and the citizens' budget"),
    (
        Written("money", "start"),
        Words(
            _(
                "Public money is your money. This chapter asks three things of each rupee: was it "
                "planned, did it arrive, was it spent? A budget is a promise; only what was spent "
                "can change a life."
            )
        ),
        CardFinding("money"),
        CardSaid("money", 0),
        CardTable("money", 1),
        Heading(_("Money beside lives")),
        Spending(outcomes=True),
        Written("money", "end"),
        Responses("money"),
    ),
)

DISPUTES = ChapterKind(
    "disputes",
    _("Conflict, local practices and the settling of disputes"),
    (
        Words(
            _(
                "Feuds between clans, quarrels over water and land, and harm done in the name of "
                "honour cost lives, schooldays and harvests. Some are settled by elders, some by "
                "courts, many by nobody."
            )
        ),
        Written("disputes", "start"),
        Unpublished(
            codes=(
                "feuds", "water-disputes", "honour-killings", "child-marriage-cases",
                "bonded-families", "cases-decided", "peace-committees",
            ),
            most=8,
        ),
        Heading(_("What a meeting of elders may not settle")),
        Words(
            _(
                "Violence against women and children, marriages of children, girls given to end a "
                "feud and harm in the name of honour belong to the police and the courts. No "
                "meeting of elders may settle them."
            )
        ),
        Written("disputes", "end"),
        Responses("disputes"),
    ),
)  # fmt: skip

GROUPS = ChapterKind(
    "groups",
    _("Who is left behind"),
    (
        Words(
            _(
                "An average hides people. This chapter sets groups beside each other: women and "
                "men, villages and towns, people with and without a limitation, old and young."
            )
        ),
        Written("groups", "start"),
        VulnerableGroups(by=("sex", "residence"), most=8),
        Heading(_("People with a limitation")),
        Breakdown(
            _("What people with a limitation find hard"),
            _("Limitation"),
            Select("limited-people"),
            "limitation",
            LIMITATION.values,
            _("People"),
            WOMEN,
        ),
        Heading(_("Widowed people, homeless people, and who owns a home")),
        Says(
            (
                Stated(
                    _("%(widowed)s people aged 15 and older are widowed, %(women)s of them women."),
                    {
                        "widowed": _alone("widowed"),
                        "women": _alone("widowed", "female"),
                    },
                ),
                Stated(
                    _(
                        "%(homeless)s people had no home when the census counted them, and "
                        "%(inside)s lived in prisons, hostels and other institutions."
                    ),
                    {
                        "homeless": Select("population", others=(("housing", "homeless"),)),
                        "inside": Select("population", others=(("housing", "institutional"),)),
                    },
                ),
                Stated(
                    _("Of the homes, %(women)s are owned by a woman and %(men)s by a man."),
                    {
                        "women": Select("households", others=(("owner_sex", "owner-female"),)),
                        "men": Select("households", others=(("owner_sex", "owner-male"),)),
                    },
                ),
            )
        ),
        Written("groups", "end"),
        Responses("groups"),
    ),
)
