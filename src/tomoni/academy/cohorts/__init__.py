"""A cohort: its curriculum, its groups, and who takes which part in them."""
