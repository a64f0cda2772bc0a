"""Room 2: the Django apps, from the look of a page to the steps of the method on screen.

Each app: `models` keep, `rules` refuse, `queries` read, `services` write, `views` show.
"""
