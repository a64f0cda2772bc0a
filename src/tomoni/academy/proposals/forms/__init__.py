"""様式: the city's own Word, Excel and PowerPoint forms, filled from a proposal and its case."""
