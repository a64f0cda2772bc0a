"""What a browser would send of a page's form: its fields as they stand."""

from lxml import html


def fields_of(page: str, *, form: str = "correction") -> dict[str, object]:
    """The values of a form's fields by name; several of one name as a list."""
    found: dict[str, object] = {}
    forms = html.fromstring(page).xpath(f"//form[@id='{form}']")
    assert isinstance(forms, list)
    (element,) = forms
    assert isinstance(element, html.FormElement)
    for name, value in element.form_values():
        known = found.get(name)
        if known is None:
            found[name] = value
        else:
            found[name] = [*known, value] if isinstance(known, list) else [known, value]
    return found
