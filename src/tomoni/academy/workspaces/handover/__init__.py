"""引き継ぎ: teaching cases without names, and the next cohort made from this one."""
