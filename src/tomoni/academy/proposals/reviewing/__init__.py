"""審査: the owning division's opinion, all-staff comments, scores without names."""
