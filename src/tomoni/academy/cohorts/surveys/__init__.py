"""アンケート: skills before and after by a rubric, and what people say of a session."""
