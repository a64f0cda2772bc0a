"""People and where they work: municipalities, divisions, accounts, signing in and out."""
