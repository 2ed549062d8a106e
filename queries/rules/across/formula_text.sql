-- severity: query
-- says: A text begins like a formula.
-- try: the text begins like a formula: an apostrophe is put before it wherever
--    it is written
with open_rows as (
    select stage_row
    from spells
    where in_clock and opened_date is not null
        and ended_date is null and not ended_undated
),

-- What the list of open cases shows and no breakdown is made of. No id of a
-- case is told.
listed as (
    select
        stage_row,
        extract_id,
        unnest([
            {'its_field': 'case_id', 'text': case_id},
            {'its_field': 'case_officer', 'text': case_officer},
            {'its_field': 'team', 'text': team},
            {'its_field': 'area', 'text': area},
            {'its_field': 'district', 'text': district},
            {'its_field': 'primary_need', 'text': primary_need}
        ], recursive := true)
    from stage_rows
    where may_be_formula(case_id) or may_be_formula(case_officer)
        or may_be_formula(team) or may_be_formula(area)
        or may_be_formula(district) or may_be_formula(primary_need)
)

select
    null::bigint as stage_row,
    null::utinyint as extract_id,
    field as its_field,
    value
from formula_values
union all
select distinct null, null, 'authority_name', substr(authority_name, 2)
from authority_texts
where authority_name <> ''
    and authority_name = shown(substr(authority_name, 2))
union all
select
    stage_row,
    extract_id,
    its_field,
    case when its_field <> 'case_id' then text end
from listed
inner join open_rows using (stage_row)
where text <> shown(text)
    and its_field not in (select field from formula_values)
