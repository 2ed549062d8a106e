-- One row per plan that moves to another phase: the day by which it is to be
-- finalised and the day on which it was. By the regulation (SI 2014/1530
-- regulation 18) that is before 31 March of the year of the move from secondary
-- to post-16, before 15 February for other moves, and between post-16 settings
-- five months before the move, whose day is not known unless due_date tells.
select
    transfers.extract_id,
    transfers.list_row,
    transfers.authority_id,
    transfers.transfer_type,
    transfers.transfer_year,
    coalesce(
        transfers.due_date,
        case transfers.transfer_type
            when 'secondary_to_post_16'
                then make_date(transfers.transfer_year, 3, 31)
            when 'post_16_to_post_16' then null
            else make_date(transfers.transfer_year, 2, 15)
        end
    ) as due_day,
    case when transfers.final_plan_date <= run.as_at
        then transfers.final_plan_date end as final_day
from stage_phase_transfers as transfers
cross join run
