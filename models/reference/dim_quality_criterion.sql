select * from {{ ref('quality_criteria') }}
