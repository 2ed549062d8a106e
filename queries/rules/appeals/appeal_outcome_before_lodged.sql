-- severity: error
-- says: An appeal was decided before it was lodged.
-- column: outcome_date
-- try: check both dates: the outcome is before the appeal
outcome_date < lodged_date
