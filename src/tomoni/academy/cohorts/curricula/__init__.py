"""カリキュラムの編集: a municipality's own curricula as numbered editions, written by form."""
