"""資料: slides, texts, files and graphic records of a cohort's sessions, and who read them."""
