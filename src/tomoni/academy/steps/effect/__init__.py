"""効果: hours, yen and citizens' hours apart, how they come about, whether they came true."""
