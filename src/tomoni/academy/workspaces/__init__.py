"""A group's case in the database: versions, worksheets, comments, traces."""
