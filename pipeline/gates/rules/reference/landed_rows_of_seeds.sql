-- expected: rows of a panel, scheme, indicator or variable of one's own
-- why: readings of the seeds are not touched by what lands beside them
-- severity: error
with landed as (
    select
        file,
        row,
        'panel_id' as column_name,
        panel_id as value,
        'a panel_id that no seed has, with every year of the panel, and a scenario '
        || 'that names it: years that are added to a panel of the seeds score it anew'
            as expected
    from panel_years
    where panel_id in (
            select seeds.panel_id from panel_years as seeds
            where starts_with(seeds.file, 'seeds/')
        )
    union all
    select
        file,
        row,
        'membership_scheme_id' as column_name,
        membership_scheme_id as value,
        'a scheme of your own (membership_schemes.csv), with the rows of the seeds'' '
        || 'scheme repeated under it if the region stands beside them: R of every '
        || 'member changes with a member' as expected
    from cluster_members
    where membership_scheme_id in (
            select seeds.membership_scheme_id from cluster_members as seeds
            where starts_with(seeds.file, 'seeds/')
        )
    union all
    select
        file,
        row,
        'indicator_list' as column_name,
        indicator_list as value,
        'a list of your own: every reading of the list changes with an indicator'
            as expected
    from indicator_lists
    where indicator_list in (
            select seeds.indicator_list from indicator_lists as seeds
            where starts_with(seeds.file, 'seeds/')
        )
    union all
    select
        file,
        row,
        'indicator_id' as column_name,
        indicator_id as value,
        'an indicator that landed too; a break in figures of the seeds belongs in '
        || 'seeds/reference/series_breaks.csv: every trend is read by it' as expected
    from series_breaks
    where indicator_id in (
            select seeds.indicator_id from indicators as seeds
            where starts_with(seeds.file, 'seeds/')
        )
    union all
    select
        file,
        row,
        'indicator_id' as column_name,
        indicator_id as value,
        'an indicator that landed too: a rate that stands in for an indicator of the '
        || 'seeds changes every reading' as expected
    from indicator_rates
    where indicator_id in (
            select seeds.indicator_id from indicators as seeds
            where starts_with(seeds.file, 'seeds/')
        )
    union all
    select
        file,
        row,
        'role' as column_name,
        role as value,
        'a role other than industry_section: the Krugman index of every reading is '
        || 'over the sections of the seeds' as expected
    from variables
    where role = 'industry_section'
)

select * from landed
where not starts_with(file, 'seeds/')
