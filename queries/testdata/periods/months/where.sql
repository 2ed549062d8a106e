period_type = 'month'
