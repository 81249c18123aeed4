-- The build that the marts are of: a row per property.
select
    unnest(['build_id', 'built_at', 'code_version', 'n_inputs']) as property,
    unnest([
        build_id,
        strftime(built_at, '%Y-%m-%d %H:%M UTC'),
        code_version,
        n_inputs::varchar
    ]) as value
from quality.dim_build
