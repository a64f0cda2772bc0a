"""修了: certificates that prove themselves, the register of graduates, their way to teaching."""
