period_type in ('calendar_year', 'financial_year', 'academic_year')
