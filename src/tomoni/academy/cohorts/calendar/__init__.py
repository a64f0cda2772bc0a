"""日程: when and where a session is held, who was there, the clock on the wall."""
