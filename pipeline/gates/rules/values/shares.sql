-- expected: shares of the three sectors that sum to 100
-- why: a lost decimal point or swapped columns show in the sum
-- severity: error
-- checked: sum_of_shares
select
    sum_of_shares.file,
    sum_of_shares.row,
    sum_of_shares.column_name,
    sum_of_shares.value
from sum_of_shares
cross join limits
where abs(sum_of_shares.share_sum - 100) > limits.tolerance_of_shares
