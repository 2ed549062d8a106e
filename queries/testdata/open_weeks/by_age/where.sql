weeks_before <= 3
