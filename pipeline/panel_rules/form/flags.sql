-- expected: flags of flag_rules.csv, several joined with ;
-- why: a flag without a rule would be passed over
-- severity: error
with texts as (
    select
        flag,
        min_by(struct_pack(file := file, row := row), (file, row)) as place
    from panel
    where flag <> ''
    group by flag
),

flags as (
    select
        place,
        unnest(string_split(flag, ';')) as flag
    from texts
)

select
    place.file,
    place.row,
    'flag' as column_name,
    flag as value
from flags
where flag not in (select flag from flag_rules)
