"""Where the links of a document lead. Only the site's own pages and http(s) addresses pass."""

from urllib.parse import urlsplit

from kachehri.engines.documents.blocks import DocumentProblem


def absolute(href: str, *, base_url: str, language: str) -> str:
    """Return the complete address of a site path, or the http(s) address unchanged.

    An empty `base_url` gives a path on the site itself, for its own pages. A path to a place in
    the same document ("#sources") stays as it is. Raises DocumentProblem for anything else:
    javascript:, data:, a mail address, a path that leaves the site.
    """
    if not href or href.startswith("#"):
        return href
    parts = urlsplit(href)
    if parts.scheme in {"http", "https"} and parts.netloc:
        return href
    if parts.scheme or parts.netloc or href.startswith(("/", "\\")) or ".." in parts.path:
        raise DocumentProblem(f"A document may not link to {href!r}.")
    return f"{base_url.rstrip('/')}/{language}/{href}"
