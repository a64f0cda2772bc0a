"""The layout as PDF, with vector figures."""

from tomoni.engine.documents._layout import ENLARGED, Layout
from tomoni.engine.documents._setting import set_pdf


def write(layout: Layout) -> bytes:
    """The bytes of the PDF. Raises `DocumentsError("not-set")`."""
    return set_pdf(
        "document", data={"layout": layout.model_dump(mode="json"), "enlarged": ENLARGED}
    )
