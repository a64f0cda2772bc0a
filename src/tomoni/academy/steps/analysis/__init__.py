"""分析: claims that are locked before their result is shown, their results, and counts."""
