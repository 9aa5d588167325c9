"""The words of the page that fills a form in the browser, and those of web-forms, translated."""

from django.utils.translation import gettext


def page_words() -> dict[str, object]:
    """Everything that the scripts say, in the reader's language."""
    return {
        "offline": gettext("There is no network. What you write is kept on this device."),
        "waiting": gettext("Waiting to be sent: {n}"),
        "saved": gettext("Kept on this device"),
        "notSaved": gettext("This could not be kept on this device. Do not close this page."),
        "signIn": gettext("Sign in again, so that what is waiting can be sent."),
        "trial": gettext("This was a trial. Nothing was sent and nothing was kept."),
        "sent": gettext("Thank you. It was sent."),
        "kept": gettext("Thank you. It is kept on this device and goes out when there is a "
                        "network. Open this page again then."),
        "ready": gettext("This form also opens without a network."),
        "elsewhere": gettext("This draft is open on another page of this device."),
        "broken": gettext("The form could not be opened. Load this page again when there is a "
                          "network."),
        "remove": gettext("Remove"),
        "sure": gettext("Remove this draft? What was written in it is lost."),
        "goOn": gettext("Go on"),
        "anew": gettext("Begin a new one"),
        "parts": parts(),
    }  # fmt: skip


def parts() -> dict[str, str]:
    """The words of web-forms, by what it says in English."""
    known = {
        "Send": gettext("Send"),
        "Add": gettext("Add"),
        "Remove": gettext("Remove"),
        "Choose image": gettext("Choose a picture"),
        "Take picture": gettext("Take a picture"),
        "Get location": gettext("Find the position"),
        "Change language": gettext("Change the language"),
        "Choose file": gettext("Choose a file"),
        "Upload file": gettext("Choose a file"),
        "Rank items": gettext("Put them in order"),
        "Clear": gettext("Clear"),
        "Cancel": gettext("Cancel"),
        "Close": gettext("Close"),
        "Try again": gettext("Try again"),
        "Save point": gettext("Keep this position"),
        "View details": gettext("Look at it"),
        "No results found": gettext("Nothing found"),
        "No available options": gettext("There is nothing to choose from yet."),
        "1 question with error.": gettext("One answer is missing or wrong."),
        "{n} questions with errors.": gettext("Answers that are missing or wrong: {n}"),
        "Condition not satisfied: required": gettext("Please fill this in."),
        "Condition not satisfied: constraint": gettext(
            "This cannot be right. Please look at it again."
        ),
    }
    return {said: told for said, told in known.items() if said != told}
