period_type = 'week'
