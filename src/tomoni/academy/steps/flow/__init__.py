"""現状とあるべき姿: two flows typed as tables, drawn beside them, counted in hours."""
