"""予算: the calendar back from the vote, plan and estimate, request and assessment."""
