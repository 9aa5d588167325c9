"""Writing down persons, how they are reached, and what they agree to."""

from django.utils.translation import gettext_lazy as _

from kachehri.domains.people.kinds import PersonProblem

from .consents import record_consent, withdraw_consent
from .contacts import add_contact, confirm_contact, end_contact, mark_bounced, prefer_contact
from .persons import change_person, erase, link_account, look_up, register_person

__all__ = [
    "VERBS",
    "PersonProblem",
    "add_contact",
    "change_person",
    "confirm_contact",
    "end_contact",
    "erase",
    "link_account",
    "look_up",
    "mark_bounced",
    "prefer_contact",
    "record_consent",
    "register_person",
    "withdraw_consent",
]

VERBS = {
    "people.registered": _("Wrote down a person"),
    "people.changed": _("Changed what is known of a person"),
    "people.linked": _("Joined a person to their account"),
    "people.looked_up": _("Looked for a person by an address"),
    "people.erased": _("Took everything about a person out"),
    "people.contact_added": _("Added a way to reach a person"),
    "people.contact_ended": _("Ended a way to reach a person"),
    "people.contact_preferred": _("Said which way to reach a person comes first"),
    "people.contact_confirmed": _("Confirmed a way to reach a person"),
    "people.contact_bounced": _("Marked a way to reach a person as not working"),
    "people.consent_given": _("Wrote down what a person agrees to, or does not"),
    "people.consent_withdrawn": _("Wrote down that a person no longer agrees"),
}
