"""Another id or version in an XForm, where ours must differ from what its author wrote."""

from .outside import local, parse


def stamped(xform: bytes, *, form_id: str = "", version: str = "") -> bytes:
    """The form with this id and version; what is empty stays as it is."""
    from lxml import etree

    root = parse(xform)
    model = next(one for one in root.iter() if local(one.tag) == "model")
    top = next(one for one in model if local(one.tag) == "instance")[0]
    for name, value in (("id", form_id), ("version", version)):
        if value:
            top.set(name, value)
    content: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content
