"""Work that takes longer than a page may: begun, watched, cancelled, done by another process."""
