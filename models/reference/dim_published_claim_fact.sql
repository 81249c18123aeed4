select * from {{ ref('published_claim_facts') }}
