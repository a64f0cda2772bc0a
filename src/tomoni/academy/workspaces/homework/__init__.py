"""宿題: what is due from whom, and the first review by rule before a lecturer reads."""
