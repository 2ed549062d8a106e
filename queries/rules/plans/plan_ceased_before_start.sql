-- severity: error
-- says: A plan ceased before it began.
-- column: cease_date
-- try: check both dates: the plan ceased before it began
cease_date < start_date
