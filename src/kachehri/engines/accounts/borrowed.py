"""Sentences of Django that our forms can show, listed so that they are translated with ours.

Django brings no Sindhi and not all of the Urdu. Nothing is called here.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

BORROWED = (
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid date."),
    _("Enter a valid email address."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("This password is too common."),
    _("The password is too similar to the %(verbose_name)s."),
    _("Null characters are not allowed."),
)
COUNTED = (
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
)
