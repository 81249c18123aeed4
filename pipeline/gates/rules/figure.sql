-- Figures as they are used: a correction in its place, and what flags say of each.

-- What is long and said often: a number each in the tables of figures.
create type name_of_source as enum ( -- noqa: CV07
    select distinct source_id from sources
    order by all
);
create type name_of_variable as enum ( -- noqa: CV07
    select distinct variable_id from variables
    order by all
);
create type name_of_unit as enum ( -- noqa: CV07
    select unit from units
    union
    -- One that is not known is named by a rule about variables.
    select unit from variables
    union
    select landed_unit from read_figure
    where landed_unit is not null
    order by all
);
create type name_of_column as enum ( -- noqa: CV07
    select 'value_used'
    union
    select variable_id from variables
    union
    select value_column from read_figure
    where value_column <> ''
    order by all
);

create temp table figure as
with flags as (
    select
        source_id,
        variable_id,
        city_id,
        year,
        flag
    from value_flags
    union
    select
        source_id,
        variable_id,
        city_id,
        year,
        unnest(string_split(flag, ';')) as flag
    from city_year_values
    where flag <> ''
),

-- As in int_assessed_value: a rule for the variable goes before that for all.
treated as (
    select
        flags.source_id,
        flags.variable_id,
        flags.city_id,
        flags.year,
        bool_or(coalesce(own.treatment, general.treatment) = 'reject') as is_rejected,
        bool_or(coalesce(own.treatment, general.treatment) = 'warn') as is_warned,
        bool_or(
            coalesce(own.treatment, general.treatment) = 'other_boundary'
        ) as is_other_boundary
    from flags
    left join flag_rules as own
        on flags.flag = own.flag
        and flags.variable_id = own.variable_id
    left join flag_rules as general
        on flags.flag = general.flag
        and general.variable_id = ''
    group by flags.source_id, flags.variable_id, flags.city_id, flags.year
),

used as (
    select
        printed.source_id,
        printed.variable_id,
        printed.city_id,
        cast(printed.year as integer) as year,
        printed.landed_unit,
        coalesce(nullif(printed.value_column, ''), printed.variable_id) as column_name,
        printed.value as published_value,
        coalesce(corrections.value_used, '') <> '' as is_replaced,
        corrections.value_used is not null as is_corrected,
        coalesce(treated.is_rejected, false) as is_rejected,
        coalesce(treated.is_warned, false) as is_warned,
        coalesce(treated.is_other_boundary, false) as is_other_boundary,
        printed.file,
        printed.row,
        corrections.file as correction_file,
        corrections.row as correction_row,
        corrections.value_used
    from read_figure as printed
    left join corrections
        on printed.source_id = corrections.source_id
        and printed.variable_id = corrections.variable_id
        and printed.city_id = corrections.city_id
        and printed.year = corrections.year
    left join treated
        on printed.source_id = treated.source_id
        and printed.variable_id = treated.variable_id
        and printed.city_id = treated.city_id
        and printed.year = treated.year
    where printed.value <> ''
)

select
    cast(used.variable_id as name_of_variable) as variable_id,
    used.city_id,
    used.year,
    cast(used.source_id as name_of_source) as source_id,
    cast(variables.unit as name_of_unit) as unit,
    cast(used.landed_unit as name_of_unit) as landed_unit,
    used.published_value,
    used.is_other_boundary,
    used.is_corrected or used.is_rejected or used.is_warned as is_known,
    case
        when used.is_corrected then used.is_replaced else not used.is_rejected
    end as is_in_use,
    cast(
        case
            when used.is_replaced then used.correction_file else used.file
        end as file_name
    ) as file,
    case
        when used.is_replaced then used.correction_row else used.row
    end as row,
    cast(
        case
            when used.is_replaced then 'value_used' else used.column_name
        end as name_of_column
    ) as column_name,
    case
        when used.is_replaced then used.value_used else used.published_value
    end as value,
    cast(
        case
            when used.is_replaced then used.value_used else used.published_value
        end as double
    ) as number
from used
left join variables
    on used.variable_id = variables.variable_id;
