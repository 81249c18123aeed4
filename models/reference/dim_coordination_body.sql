select * from {{ ref('coordination_bodies') }}
