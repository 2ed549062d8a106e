-- severity: query
-- says: A plan was issued on or before the day it was refused.
-- column: assessment_outcome
-- try: check the outcome of the assessment and both dates
-- needs: assessment_outcome, assessment_outcome_date, plan_issued_date
assessment_outcome = 'N'::outcome_code
    and plan_issued_date <= assessment_outcome_date
