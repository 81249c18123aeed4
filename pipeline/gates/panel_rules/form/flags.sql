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
    flags.place.file,
    flags.place.row,
    'flag' as column_name,
    flags.flag as value
from flags
left join flag_rules
    on flags.flag = flag_rules.flag
where flag_rules.flag is null
