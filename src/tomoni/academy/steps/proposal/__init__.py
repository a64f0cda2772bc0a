"""政策提案: the composed document, every number a way back to its file."""
