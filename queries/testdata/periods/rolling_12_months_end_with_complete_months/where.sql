period_type = 'rolling_12_months'
