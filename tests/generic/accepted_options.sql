{#
    Fails with one row per option of a choice that is not among those it accepts, and per
    option it accepts that has no row: choice_id, option_id. Choices that are not named
    have any options; with --empty there are none.

    accepted   mapping of choice_id to the list of option_id that the models know
#}
{% test accepted_options(model, accepted) %}

with known (choice_id, option_id) as (
    values
    {%- for choice, options in accepted.items() %}
    {%- set is_last = loop.last %}
    {%- for option in options %}
    ('{{ choice }}', '{{ option }}'){{ "," if not (is_last and loop.last) }}
    {%- endfor %}
    {%- endfor %}
)

select
    coalesce(known.choice_id, stated.choice_id) as choice_id,
    coalesce(known.option_id, stated.option_id) as option_id
from known
full join (
    select
        choice_id,
        option_id
    from {{ model }}
    where choice_id in (select known.choice_id from known)
) as stated
    on known.choice_id = stated.choice_id
    and known.option_id = stated.option_id
where
    (known.option_id is null or stated.option_id is null)
    and not {{ flags.EMPTY | lower }}

{% endtest %}
