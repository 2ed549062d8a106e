coalesce(ended_how = 'plan', true)
