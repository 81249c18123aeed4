-- What rules of form read: all tables as one, a row per cell or key.

-- What is long and said often: a number each in the table of cells.
create type file_of_cell as enum ( -- noqa: CV07
    select distinct file from read_key
    order by all
);
create type column_of_cell as enum ( -- noqa: CV07
    select column_name from schema_column
    union
    select value_column from city_year_values
    where value_column <> ''
    order by all
);

-- Which kind of text a cell holds decides what is asked of it.
create temp table cell as
select
    read_cell.table_name,
    cast(read_cell.file as file_of_cell) as file,
    read_cell.row,
    read_cell.nth_row,
    -- In a table of another shape figures have a column of another name.
    cast(
        case
            when read_cell.column_name = 'value' and read_cell.value_column <> ''
                then read_cell.value_column
            else read_cell.column_name
        end as column_of_cell
    ) as column_name,
    read_cell.value,
    schema_column.is_required,
    case
        when read_cell.column_name = 'city_id' then 'city_id'
        when
            schema_column.type = 'double' and read_cell.table_name = 'city_year_values'
            then 'figure'
        when schema_column.type <> 'text' then schema_column.type
        when regexp_matches(read_cell.column_name, '_id$|^flag$') then 'identifier'
        -- These have the same text in both languages where one landed alone.
        when
            right(read_cell.column_name, 3) in ('_zh', '_en')
            and not regexp_matches(read_cell.column_name, '(note|publisher)_zh$')
            then 'name'
        else 'text'
    end as kind
from read_cell
inner join schema_column
    on read_cell.table_name = schema_column.table_name
    and read_cell.column_name = schema_column.column_name;

create temp view filled_cell as
select *
from cell
where value <> '';

-- Spreadsheets take a wide formula sign for the sign.
create temp macro begins_or_ends_badly(value) as regexp_matches(
    value,
    '^[-=+@＝＋＠－]|^[\pZ\s\x0b\x1c-\x1f\x{85}]|[\pZ\s\x0b\x1c-\x1f\x{85}]$'
);

create temp macro is_number(value) as regexp_full_match(
    value, '-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?'
);

-- Characters that a text of each kind can have.
create temp table longest_text (kind varchar, longest integer);
insert into longest_text
values
('identifier', 63), ('name', 300), ('text', 2000), ('double', 40), ('figure', 40);

-- Cells that refer to another table, with what is there.
create temp view reference_cell as
with known as (
    select distinct
        schema_reference.target_table,
        schema_reference.target_column,
        cell.value
    from schema_reference
    inner join cell
        on schema_reference.target_table = cell.table_name
        and schema_reference.target_column = cell.column_name
),

described as (
    select
        target_table,
        target_column,
        'references_to_' || target_table as part,
        format('a {} of {}.csv', target_column, target_table)
        || case when target_column = 'flag' then ', or an empty cell' else '' end
        || case
            when count(*) <= 20
                then format(' [{}]', string_agg(value, ', ' order by value))
            else ''
        end as expected
    from known
    group by target_table, target_column
)

select
    cell.file,
    cell.row,
    cell.column_name,
    cell.value,
    described.part,
    described.expected,
    known.value is not null as is_known
from cell
inner join schema_reference
    on cell.table_name = schema_reference.table_name
    and cell.column_name = schema_reference.column_name
inner join described
    on schema_reference.target_table = described.target_table
left join known
    on schema_reference.target_table = known.target_table
    and schema_reference.target_column = known.target_column
    and cell.value = known.value
where cell.value <> '';

-- Cells that hold one of a few choices.
create temp view choice_cell as
with choices as (
    select
        table_name,
        column_name,
        list(value) as accepted,
        string_agg(value, ', ' order by rowid) as in_words
    from accepted_choice
    group by table_name, column_name
)

select
    cell.file,
    cell.row,
    cell.column_name,
    cell.value,
    format('choices_of_{}_{}', cell.table_name, cell.column_name) as part,
    format('one of [{}]', choices.in_words) as expected,
    list_contains(choices.accepted, cell.value) as is_accepted
from cell
inner join choices
    on cell.table_name = choices.table_name
    and cell.column_name = choices.column_name
where cell.value <> '' or cell.is_required;

-- Rows that have the code and the name of a city.
create temp view named_city as
select
    named.file,
    named.row,
    named.column_name,
    named.value,
    codes.value as city_id
from cell as named
inner join cell as codes
    on named.table_name = codes.table_name
    and named.nth_row = codes.nth_row
where named.column_name = 'city_zh' and codes.column_name = 'city_id';
