-- expected: a treatment that leaves half or more of the values that a publication has
-- of a variable in use
-- why: a flag marks exceptions: where it takes out most of a series, treatment or
-- flags are wrong, and another publication or year comes in its place
-- severity: error
with flagged as (
    select
        source_id,
        variable_id,
        flag,
        count(*) as n_flagged
    from value_flags
    group by source_id, variable_id, flag
),

-- The rule of a variable goes before the one of all.
treated as (
    select
        flagged.*,
        rules.file,
        rules.row,
        rules.treatment
    from flagged
    inner join flag_rules as rules
        on flagged.flag = rules.flag
        and rules.variable_id in ('', flagged.variable_id)
    qualify
        row_number() over (
            partition by flagged.source_id, flagged.variable_id, flagged.flag
            order by rules.variable_id desc
        ) = 1
),

counts as (
    select
        source_id,
        variable_id,
        count(*) as n_figures
    from figure
    group by source_id, variable_id
)

select
    treated.file,
    treated.row,
    'treatment' as column_name,
    'reject (' || treated.flag || ': ' || treated.n_flagged || ' of '
    || counts.n_figures || ' values of ' || treated.variable_id || ', '
    || treated.source_id || ')' as value
from treated
inner join counts
    on treated.source_id = counts.source_id
    and treated.variable_id = counts.variable_id
where
    treated.treatment = 'reject'
    and treated.n_flagged > 0.5 * counts.n_figures
