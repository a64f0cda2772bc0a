"""Who may open the pages of `accounts`."""

from academy.access.rows import EVERYBODY, NOBODY, OPEN, Access, at_notice

TABLE: dict[str, Access] = {
    "accounts:notice": Access("akari", at_notice),
    "accounts:profile": Access(EVERYBODY),
    "accounts:read_notices": Access(EVERYBODY, method="post"),
    "accounts:sign_in": Access(OPEN),
    "accounts:sign_out": Access(OPEN, method="post"),
    "set_language": Access(OPEN, method="post"),
    "ui:gallery": Access(NOBODY),
    "ui:sample-chart": Access(NOBODY),
    "ui:sample-draft": Access(NOBODY, method="post"),
    "ui:sample-flow": Access(NOBODY),
    "ui:sample-upload": Access(NOBODY, method="post"),
}
