"""同時に書く: several people in one field at once, by a process of its own."""
