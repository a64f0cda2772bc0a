"""What a room's tables are made of."""

from collections.abc import Mapping

from django.utils.functional import Promise

Text = str | Promise
Entry = tuple[Text, Text]
"""What happened, and what to do (empty when there is nothing to do)."""

Entries = Mapping[str, Entry]
"""By code; `code/value` words the code where one of its parameters has that value."""

Words = Mapping[str, Mapping[str, Text]]
"""Parameter → its values in words."""
