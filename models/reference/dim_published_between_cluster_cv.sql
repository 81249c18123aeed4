select * from {{ ref('published_between_cluster_cv') }}
