period_type = 'three_months'
