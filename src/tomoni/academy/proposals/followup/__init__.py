"""実施と効果確認: milestones, indicators, what was promised and what came of it."""
