"""事務局の画面: what waits, and the report of a year."""
