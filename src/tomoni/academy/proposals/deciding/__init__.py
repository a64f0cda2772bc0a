"""決定: verdicts with their reasons, prizes, what is asked for afterwards, the numbers."""
