"""講師の画面: every group at a glance, what waits for an answer, comments quick to write."""
