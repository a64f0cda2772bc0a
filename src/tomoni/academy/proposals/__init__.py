"""職員提案: a city's programme, what is proposed, its way to a verdict and into the budget."""
