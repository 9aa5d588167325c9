"""Which way a language runs."""

RIGHT_TO_LEFT = frozenset({"ur", "sd", "ar", "fa", "ps", "pnb", "skr"})


def direction(language: str) -> str:
    """`"rtl"` or `"ltr"`, as HTML's `dir` wants it. Regions are ignored (`ur-PK`)."""
    return "rtl" if language.partition("-")[0].lower() in RIGHT_TO_LEFT else "ltr"
