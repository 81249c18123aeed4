select * from {{ ref('reading_choices') }}
